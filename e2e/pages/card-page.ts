import type { Locator, Page } from '@playwright/test';

/** A card, opened whole. */
export class CardPage {
  readonly sheet: Locator;

  constructor(page: Page) {
    this.sheet = page.getByRole('dialog');
  }

  button(name: string | RegExp): Locator {
    return this.sheet.getByRole('button', { name, exact: true });
  }

  field(name: string | RegExp): Locator {
    return this.sheet.getByRole('textbox', { name });
  }

  /** The text that several people write together. */
  get body(): Locator {
    return this.field('Text');
  }

  /** The author changes the card. */
  async edit(): Promise<void> {
    await this.button('Edit').last().click();
  }

  /** Someone else who may writes in its text. */
  async writeAlong(): Promise<void> {
    await this.choose('Write in the text');
  }

  /** Picks something from the menu behind "More". */
  async choose(name: string): Promise<void> {
    await this.button('More').click();
    await this.button(name).click();
  }

  async close(): Promise<void> {
    await this.button(/^(Close|Back)$/).click();
  }
}
