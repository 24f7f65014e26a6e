/**
 * `<tilth-board board="b_…">`: a board on somebody else's page, live. One reads it; on a page that says who its visitors
 * are, by `getToken`, they write: then the board itself comes in its place, in a frame of its own origin.
 *
 * Events, composed and bubbling: `events.ts`, each with `tilth-` in front of its name.
 */
import type { Kind } from '#shared/board/types.ts';
import type { PublicCard } from '#shared/public/board.ts';
import { make } from './draw.ts';
import type { Tell } from './events.ts';
import type { Upgrade } from './live/upgrade.ts';
import type { Wish } from './live/messages.ts';
import { more, origin } from './more.ts';
import { Page } from './page.ts';
import { type FeedState, follow, type News } from './feed.ts';
import { attributes, propertyOf, readSettings, type Settings } from './settings.ts';
import { styleSheet } from './style.ts';
import { words } from './words.ts';

/** Gives a token that the site's server signed for its visitor, each time a fresh one. */
export type GetToken = () => string | Promise<string>;

/**
 * Servers that may be told who a visitor is: the script's own, and those that a script of the page named, by the property.
 * A tag may be anybody's.
 */
const named = new Set([origin]);

export class TilthBoard extends HTMLElement {
  static readonly observedAttributes: readonly string[] = attributes;

  // properties that mirror attributes, see below
  declare board: string | null;
  declare server: string | null;
  declare kinds: string | null;
  declare view: string | null;
  declare theme: string | null;
  declare join: string | null;
  declare withoutPromotions: boolean;

  readonly #root = this.attachShadow({ mode: 'open' });
  /** What the page's own server put into the element: read until the board is there. */
  readonly #before = make('slot');
  #settings: Settings | null = null;
  #page: Page | null = null;
  #upgrade: Upgrade | null = null;
  #leave: (() => void) | null = null;
  /** The board that the page's scripts were told of as ready. */
  #ready = '';
  #planned = false;
  #getToken: GetToken | null = null;

  /** Who the visitor is, for the board to ask; null: nobody writes from here. */
  get getToken(): GetToken | null {
    return this.#getToken;
  }

  set getToken(getToken: GetToken | null) {
    const had = this.#getToken;
    this.#getToken = getToken;
    if (!getToken) this.#upgrade?.end();
    // another function for the same thing, as some frameworks make at each turn, changes nothing that is shown
    if (!had !== !getToken) this.#page?.write(getToken ? 'yes' : 'no');
  }

  connectedCallback(): void {
    this.#adopt();
    // the live board's may lie beside it already
    if (this.#root.adoptedStyleSheets.length === 0) this.#root.adoptedStyleSheets = [styleSheet()];
    document.addEventListener('securitypolicyviolation', this.#onViolation);
    this.#begin();
  }

  disconnectedCallback(): void {
    document.removeEventListener('securitypolicyviolation', this.#onViolation);
    this.#end();
    // one that is moved in its page is back within the same moment
    setTimeout(() => this.isConnected || this.#upgrade?.end());
  }

  /** Moved by `moveBefore`: nothing in it begins anew. */
  connectedMoveCallback(): void {}

  /** Several attributes that are set together are one change. */
  attributeChangedCallback(): void {
    if (!this.isConnected || this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      if (this.isConnected) this.#begin();
    });
  }

  /** Brings the live board, at the input of a kind. Nothing happens without `getToken`. */
  write(kind: Kind = this.#settings?.kinds[0] ?? 'need'): void {
    void this.#wish({ to: 'write', kind });
  }

  /** Brings the live board, at a card. Nothing happens without `getToken`. */
  open(card: string): void {
    void this.#wish({ to: 'card', card });
  }

  /** Goes back to reading. */
  read(): void {
    this.#upgrade?.read();
  }

  /** What a page set before this script was there lies in front of the class's own properties. */
  #adopt(): void {
    for (const name of ['getToken', ...attributes.map(propertyOf)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  #begin(): void {
    this.#end();
    const settings = readSettings((name) => this.getAttribute(name), origin);
    if ('message' in settings) {
      this.#settings = null;
      this.#fail('attribute', settings.message);
      return;
    }
    this.#settings = settings;
    this.#upgrade?.look(settings);
    this.#leave = follow(settings.server, settings.board, (state, news) => this.#show(settings, state, news));
  }

  #end(): void {
    this.#leave?.();
    this.#leave = null;
  }

  #show(settings: Settings, state: FeedState, news: News | null): void {
    switch (state.type) {
      case 'loading':
        // a board that is shown already stays until the next is there
        if (this.#page) return;
        if (this.childElementCount > 0) this.#put();
        else this.#put(make('header', {}, make('p', { role: 'status' }, words.loading)));
        return;
      case 'failed':
        this.#fail(state.code, why(settings, state));
        return;
      case 'board': {
        if (!this.#page) {
          this.#page = new Page((wish) => void this.#wish(wish));
          if (this.#getToken) this.#page.write('yes');
          this.#put(make('div', { class: 'stage' }, this.#page.element));
        }
        this.#page.show(settings, state.board, state.live);
        const known = `${settings.server} ${settings.board}`;
        if (this.#ready !== known)
          this.#tell('ready', { board: settings.board, cards: state.board.cards.length });
        this.#ready = known;
        if (!news) return;
        if (news.phase !== undefined) this.#tell('phase-change', { phase: news.phase });
        for (const card of news.added) this.#tellCard('card-added', card);
        for (const card of news.matched) this.#tellCard('match', card);
      }
    }
  }

  /** The first wish brings the code. */
  async #wish(wish: Wish): Promise<void> {
    const page = this.#page;
    if (!page || !this.#getToken) return;
    if (!this.#upgrade) page.write('opening');
    try {
      const { Upgrade } = await more();
      // meanwhile the page may have gone on
      const stage = page.element.parentElement;
      if (this.#page !== page || !this.#settings || !this.#getToken || !stage) return;
      this.#upgrade ??= new Upgrade(stage, page, this.#settings, {
        token: () => this.#token(),
        trusts: (server) => named.has(server),
        tell: this.#tell,
      });
      this.#upgrade.wish(wish);
    } catch {
      // the page's policy may have been named as the reason already
      if (page.writing === 'opening') this.#cannot('unreachable', words.unreachable(origin));
    }
  }

  /** Keeps the picture, and says why there is no more than that. */
  #cannot(code: 'policy' | 'unreachable', message: string): void {
    if (this.#upgrade) this.#upgrade.cannot(code, message);
    else {
      this.#page?.write('yes', message);
      this.#tell('error', { code, message });
    }
  }

  async #token(): Promise<string> {
    try {
      return (await this.#getToken?.()) ?? '';
    } catch (error) {
      // the page's own: it is for its own console
      reportError(error);
      return '';
    }
  }

  /** The page's own policy keeps something out: said by name, because a console says it to nobody. */
  readonly #onViolation = (event: SecurityPolicyViolationEvent): void => {
    const { blockedURI, effectiveDirective, disposition } = event;
    const server = effectiveDirective.startsWith('script') ? origin : this.#settings?.server;
    if (disposition === 'report' || !server || !blockedURI.startsWith(server)) return;
    const message = words.blocked(effectiveDirective, server);
    if (effectiveDirective === 'connect-src') {
      this.#end();
      this.#fail('policy', message);
    } else if (/^(script|frame)/.test(effectiveDirective)) this.#cannot('policy', message);
    // what else the page shows of the server, such as an image, is not the board's
  };

  #fail(code: string, message: string): void {
    this.#upgrade?.end();
    this.#upgrade = this.#page = null;
    this.#put(
      make('div', { class: 'problem', role: 'alert' }, make('p', {}, words.failed), make('p', {}, message)),
    );
    this.#tell('error', { code, message });
  }

  /** Shows this; without anything what stands between the tags. */
  #put(...shown: HTMLElement[]): void {
    this.#before.hidden = shown.length > 0;
    this.#root.replaceChildren(this.#before, ...shown);
  }

  #tellCard(name: 'card-added' | 'match', { id, kind, title }: PublicCard): void {
    if (this.#settings?.kinds.includes(kind)) this.#tell(name, { id, kind, title });
  }

  readonly #tell: Tell = (name, detail) => {
    this.dispatchEvent(new CustomEvent(`tilth-${name}`, { detail, bubbles: true, composed: true }));
  };
}

for (const attribute of attributes) {
  // the browser mirrors `lang` itself
  if (attribute === 'lang') continue;
  const isFlag = attribute === 'without-promotions';
  Object.defineProperty(TilthBoard.prototype, propertyOf(attribute), {
    configurable: true,
    enumerable: true,
    get(this: TilthBoard) {
      return isFlag ? this.hasAttribute(attribute) : this.getAttribute(attribute);
    },
    set(this: TilthBoard, value: string | boolean | null | undefined) {
      if (value === null || value === undefined || value === false) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value === true ? '' : value);
      if (attribute === 'server' && value) named.add(String(value));
    },
  });
}

function why({ server }: Settings, { code, message }: Extract<FeedState, { type: 'failed' }>): string {
  if (code === 'unreachable') return words.unreachable(server);
  return code === 'notFound' ? words.notFound : message;
}
