/**
 * `<tilth-board board="b_…">`: a board on somebody else's page, read only and live. It asks nothing of the page but that
 * it may load the script and connect to the server.
 *
 * Events, composed and bubbling: `tilth-ready` {board, cards}, `tilth-card-added` {id, kind, title},
 * `tilth-match` {id, kind, title}, `tilth-phase-change` {phase: {number, name} | null}, `tilth-error` {code, message}.
 */
import type { PublicCard } from '#shared/public/board.ts';
import { make } from './draw.ts';
import { type FeedState, follow, type News } from './feed.ts';
import { Page } from './page.ts';
import { attributes, type Fault, readSettings, type Settings } from './settings.ts';
import { styleSheet } from './style.ts';
import { words } from './words.ts';

export class TilthBoard extends HTMLElement {
  static readonly observedAttributes: readonly string[] = attributes;
  /** Where the script came from: the server, unless `server` names another. */
  static origin = '';

  readonly #root = this.attachShadow({ mode: 'open' });
  #settings: Settings | null = null;
  #page: Page | null = null;
  #leave: (() => void) | null = null;
  /** The board that the page's scripts were told of as ready. */
  #ready = '';
  #planned = false;

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [styleSheet()];
    document.addEventListener('securitypolicyviolation', this.#onViolation);
    this.#begin();
  }

  disconnectedCallback(): void {
    document.removeEventListener('securitypolicyviolation', this.#onViolation);
    this.#end();
  }

  /** Several attributes that are set together are one change. */
  attributeChangedCallback(): void {
    if (!this.isConnected || this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      if (this.isConnected) this.#begin();
    });
  }

  #begin(): void {
    this.#end();
    const settings = readSettings((name) => this.getAttribute(name), TilthBoard.origin);
    if (isFault(settings)) {
      this.#settings = null;
      this.#fail('attribute', settings.message);
      return;
    }
    this.#settings = settings;
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
        if (!this.#page) this.#replace(make('header', {}, make('p', { role: 'status' }, words.loading)));
        return;
      case 'failed':
        this.#fail(state.code, why(settings, state));
        return;
      case 'board': {
        if (!this.#page) {
          this.#page = new Page();
          this.#root.replaceChildren(...this.#page.elements);
        }
        this.#page.show(settings, state.board, state.live);
        const known = `${settings.server} ${settings.board}`;
        if (this.#ready !== known)
          this.#tell('ready', { board: settings.board, cards: state.board.cards.length });
        this.#ready = known;
        if (news?.phase !== undefined) this.#tell('phase-change', { phase: news.phase });
        for (const card of news?.added ?? []) this.#tellCard('card-added', card);
        for (const card of news?.matched ?? []) this.#tellCard('match', card);
      }
    }
  }

  /** The page's own policy keeps something out: said by name, because a console says it to nobody. */
  readonly #onViolation = (event: SecurityPolicyViolationEvent): void => {
    const { server } = this.#settings ?? { server: '' };
    if (server === '' || !event.blockedURI.startsWith(server)) return;
    this.#end();
    this.#fail('policy', words.blocked(event.effectiveDirective, server));
  };

  #fail(code: string, message: string): void {
    this.#replace(
      make('div', { class: 'problem', role: 'alert' }, make('p', {}, words.failed), make('p', {}, message)),
    );
    this.#tell('error', { code, message });
  }

  #replace(element: HTMLElement): void {
    this.#page = null;
    this.#root.replaceChildren(element);
  }

  #tellCard(name: string, { id, kind, title }: PublicCard): void {
    if (this.#settings?.kinds.includes(kind)) this.#tell(name, { id, kind, title });
  }

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`tilth-${name}`, { detail, bubbles: true, composed: true }));
  }
}

function isFault(settings: Settings | Fault): settings is Fault {
  return 'message' in settings;
}

function why({ server }: Settings, { code, message }: Extract<FeedState, { type: 'failed' }>): string {
  switch (code) {
    case 'unreachable':
      return words.unreachable(server);
    case 'notThisSite':
      return words.notThisSite(location.origin);
    case 'notFound':
      return words.notFound;
    default:
      return message;
  }
}
