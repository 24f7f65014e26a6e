/**
 * The live board in the place of the picture: its own page, in a frame of its own origin. The site's scripts share no
 * memory with it, so names, contacts and drafts stay where they are.
 */
import type { Settings } from '../settings.ts';
import { type FromFrame, says, type ToFrame, VERSION, type Wish } from './messages.ts';
import { words } from './words.ts';

/** So long a frame may take to say anything, ms. */
const PATIENCE = 20_000;

export interface LiveFrameHooks {
  /** The site's own word for who its visitor is. */
  token(): Promise<string>;
  ready(): void;
  /** The board did not take the token. */
  refused(): void;
  /** The page in the frame has said nothing for long. */
  silent(): void;
}

export class LiveFrame {
  readonly element: HTMLIFrameElement;
  /** The board has been seen to be there. */
  stands = false;
  #settings: Settings;
  #port: MessagePort | null = null;
  #wish: Wish | null = null;
  readonly #hooks: LiveFrameHooks;
  readonly #patience: ReturnType<typeof setTimeout>;

  constructor(settings: Settings, wish: Wish, hooks: LiveFrameHooks) {
    this.#settings = settings;
    this.#wish = wish;
    this.#hooks = hooks;
    this.element = Object.assign(document.createElement('iframe'), {
      src: `${settings.server}/embed/${settings.board}/live`,
      title: words.board,
      part: 'live',
      allow: 'clipboard-write',
      inert: true,
    });
    this.#patience = setTimeout(() => hooks.silent(), PATIENCE);
    addEventListener('message', this.#onMessage);
  }

  /** Ends it. What was written and not sent is the board's to keep, in the frame's own storage. */
  end(): void {
    removeEventListener('message', this.#onMessage);
    clearTimeout(this.#patience);
    this.#port?.close();
    this.element.remove();
  }

  look(settings: Settings): void {
    this.#settings = settings;
    this.#say({ type: 'look', theme: settings.theme, lang: settings.lang });
  }

  wish(wish: Wish): void {
    this.#wish = wish;
    this.#say({ type: 'wish', wish });
    if (this.stands) this.#hooks.ready();
  }

  /** A frame that is moved in its page begins anew, and says so again. */
  readonly #onMessage = ({ source, origin, data }: MessageEvent): void => {
    const { contentWindow } = this.element;
    if (!contentWindow || source !== contentWindow) return;
    if (origin !== this.#settings.server || !says(data, 'hello')) return;
    clearTimeout(this.#patience);
    this.#port?.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener('message', (event) => void this.#hear(event.data as FromFrame));
    port1.start();
    contentWindow.postMessage({ tilth: VERSION, type: 'port' }, origin, [port2]);
    this.look(this.#settings);
    if (this.#wish) this.#say({ type: 'wish', wish: this.#wish });
  };

  async #hear(said: FromFrame): Promise<void> {
    switch (said.type) {
      case 'ready':
        this.#wish = null;
        if (this.stands) return;
        this.stands = true;
        this.#hooks.ready();
        return;
      case 'refused':
        this.#hooks.refused();
        return;
      case 'token':
        this.#say({ type: 'token', ask: said.ask, token: await this.#hooks.token() });
    }
  }

  #say(message: ToFrame): void {
    this.#port?.postMessage(message);
  }
}
