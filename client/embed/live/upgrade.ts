/** The live board in the place of the picture, from the wish to write until its visitor goes back to reading. */
import type { Tell } from '../events.ts';
import type { Page } from '../page.ts';
import type { Settings } from '../settings.ts';
import { LiveFrame } from './frame.ts';
import type { Wish } from './messages.ts';
import { liveStyleSheet } from './style.ts';
import { words } from './words.ts';

export interface UpgradeHooks {
  /** The site's own word for who its visitor is; '' if there is none. */
  token(): Promise<string>;
  /** Whether that server may be told it. */
  trusts(server: string): boolean;
  /** Tells the page's scripts. */
  tell: Tell;
}

export class Upgrade {
  readonly #back = Object.assign(document.createElement('button'), {
    part: 'back',
    className: 'back',
    type: 'button',
    hidden: true,
    textContent: words.back,
  });
  readonly #stage: HTMLElement;
  readonly #page: Page;
  readonly #hooks: UpgradeHooks;
  #settings: Settings;
  #frame: LiveFrame | null = null;
  /** The live board is in the picture's place. */
  #shown = false;

  /** @param stage where both stand, the page already */
  constructor(stage: HTMLElement, page: Page, settings: Settings, hooks: UpgradeHooks) {
    this.#stage = stage;
    this.#page = page;
    this.#settings = settings;
    this.#hooks = hooks;
    const root = stage.getRootNode() as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(liveStyleSheet)) root.adoptedStyleSheets.push(liveStyleSheet);
    this.#back.addEventListener('click', () => this.read());
    stage.prepend(this.#back);
  }

  /** The site's settings changed. */
  look(settings: Settings): void {
    const before = this.#settings;
    this.#settings = settings;
    if (before.board !== settings.board || before.server !== settings.server) this.end();
    else this.#frame?.look(settings);
  }

  /** Brings the live board, and its visitor to what they want there. */
  wish(wish: Wish): void {
    if (this.#frame) {
      this.#frame.wish(wish);
      return;
    }
    const { server } = this.#settings;
    if (!this.#hooks.trusts(server)) {
      this.cannot('attribute', words.unnamed(server));
      return;
    }
    this.#frame = new LiveFrame(this.#settings, wish, {
      token: () => this.#token(),
      ready: () => this.#ready(),
      refused: () => this.cannot('refused', words.refused),
      silent: () => this.cannot('silent', words.silent(server)),
    });
    this.#stage.append(this.#frame.element);
    this.#say();
  }

  /** Back to the picture. A live board that stood stays as it is behind it, with every word that was written in it. */
  read(): void {
    if (this.#shown) {
      this.#show(false);
      this.#stage.scrollIntoView({ block: 'nearest' });
      this.#page.focus();
    } else if (!this.#frame?.stands) this.end();
  }

  /** Ends the live board. What was not sent comes back with it in this tab, as far as the browser lets frames keep anything. */
  end(): void {
    this.#frame?.end();
    this.#frame = null;
    this.#show(false);
  }

  /** Keeps the picture, with the reason why there is no more than that. A live board that stands stays. */
  cannot(code: string, message: string): void {
    this.#hooks.tell('error', { code, message });
    if (this.#frame?.stands) return;
    this.end();
    this.#say(message);
  }

  async #token(): Promise<string> {
    const frame = this.#frame;
    const token = await this.#hooks.token();
    // the page may have ended it meanwhile
    if (!token && this.#frame === frame) this.cannot('token', words.noToken);
    return token;
  }

  #ready(): void {
    const { activeElement } = this.#stage.getRootNode() as ShadowRoot;
    this.#show(true);
    // the picture was of another height
    this.#stage.scrollIntoView({ block: 'nearest' });
    // whoever went on to something else meanwhile stays there
    if (activeElement || document.activeElement === document.body) this.#frame?.element.focus();
  }

  #show(shown: boolean): void {
    const before = this.#shown;
    this.#shown = shown;
    this.#say();
    this.#stage.classList.toggle('shown', shown);
    this.#back.hidden = !shown;
    if (this.#frame) this.#frame.element.inert = this.#frame.element.hidden = !shown;
    if (before !== shown) this.#hooks.tell(shown ? 'live' : 'reading', { board: this.#settings.board });
  }

  #say(problem = ''): void {
    const opening = this.#frame?.stands === false;
    this.#stage.classList.toggle('opening', opening);
    this.#page.write(opening ? 'opening' : 'yes', problem);
  }
}
