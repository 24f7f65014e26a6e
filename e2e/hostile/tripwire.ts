/**
 * A browser in which anything that a hostile string could run is noticed: its function, a dialog, a request to another
 * host, and what a content security policy had to stop. Beside that, what became markup without running.
 */
import type { BrowserContext, Page } from '@playwright/test';

export class Tripwire {
  /** What ran or was fetched, in words. */
  readonly bites: string[] = [];

  /** @param hosts that pages may ask, such as "127.0.0.1:3000" */
  static async lay(context: BrowserContext, hosts: readonly string[]): Promise<Tripwire> {
    const wire = new Tripwire();
    await context.exposeBinding('ran', ({ page }, number: unknown) =>
      wire.bites.push(`${String(number)} ran in ${page.url()}`),
    );
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
        (globalThis as unknown as { ran: (what: string) => void }).ran(
          `the policy stopped ${effectiveDirective} ${blockedURI} ${sample}`,
        );
      });
    });
    context.on('dialog', (dialog) => {
      wire.bites.push(`a dialog said ${dialog.message()}`);
      void dialog.dismiss();
    });
    await context.route(
      (url) => url.protocol.startsWith('http') && !hosts.includes(url.host),
      (route) => {
        wire.bites.push(`${route.request().url()} was fetched`);
        return route.abort();
      },
    );
    return wire;
  }
}

export interface Found {
  /** Of the strings that were looked for, those that nobody can read there. */
  missing: string[];
  /** Elements and attributes that no page of ours has. */
  foreign: string[];
}

/**
 * Looks through a page and the shadow roots in it, fields included. Frames are looked through one by one.
 * @param strings that should be there to be read; white space counts as one space
 */
export function look(page: Pick<Page, 'evaluate'>, strings: readonly string[] = []): Promise<Found> {
  return page.evaluate((strings) => {
    const foreign: string[] = [];
    const texts: string[] = [];
    const never =
      'object, embed, base, meta[http-equiv], select[autofocus], video, audio, math, set, iframe[srcdoc], a[autofocus]';
    const addresses = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'];
    const lookAt = (element: Element): void => {
      const script = element instanceof HTMLScriptElement || element instanceof SVGScriptElement;
      if (element.matches(never) || (script && !(element.getAttribute('src') && element.textContent === '')))
        foreign.push(element.outerHTML.slice(0, 120));
      for (const { name, value } of element.attributes) {
        // as a browser reads an address: without white space and control characters
        const plain = addresses.includes(name)
          ? Array.from(value.toLowerCase())
              .filter((character) => character > ' ')
              .join('')
          : '';
        if (/^on./.test(name) || /^(javascript|vbscript|data):/.test(plain))
          foreign.push(`${element.localName} ${name}=${value}`);
      }
    };
    const walk = (root: Node): void => {
      const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node: Node | null = root; node; node = nodes.nextNode()) {
        if (node instanceof Text) texts.push(node.data);
        if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) texts.push(node.value);
        if (!(node instanceof Element)) continue;
        lookAt(node);
        if (node.shadowRoot) walk(node.shadowRoot);
      }
    };
    walk(document);
    const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();
    const words = spaced(texts.join(''));
    return { foreign, missing: strings.filter((one) => !words.includes(spaced(one))) };
  }, strings);
}
