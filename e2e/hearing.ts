/** What a screen reader is told by a page, from now on. */
import { expect, type Page } from '@playwright/test';

declare global {
  interface Window {
    heard: string[];
  }
}

export class Hearing {
  private constructor(private readonly page: Page) {}

  /** Listens where the browser announces. */
  static async of(page: Page): Promise<Hearing> {
    await page.evaluate(() => {
      const heard: string[] = (window.heard = []);
      Object.defineProperty(Element.prototype, 'ariaNotify', {
        configurable: true,
        value: (words: string, { priority }: { priority: string }) =>
          heard.push(priority === 'high' ? `at once: ${words}` : words),
      });
    });
    return new Hearing(page);
  }

  /** Makes the page's live regions speak, as in a browser that cannot announce by itself. */
  static async inRegions(page: Page): Promise<void> {
    await page.evaluate(() =>
      Object.defineProperty(Element.prototype, 'ariaNotify', { configurable: true, value: undefined }),
    );
  }

  /** Waits until just that has been announced since the last look, in order. */
  async says(...words: readonly (string | RegExp)[]): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => window.heard))
      .toEqual(words.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))));
    await this.page.evaluate(() => (window.heard.length = 0));
  }
}
