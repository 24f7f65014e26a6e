/** The site around the frame: heard and answered over the port that it gave, and over nothing else. */
import { type FromFrame, says, type ToFrame, VERSION } from '#client/embed/live/messages.ts';
import type { Theme } from '#shared/public/looks.ts';

/** So long the site may take for a token, ms: it may have to ask somebody to sign in. */
const PATIENCE = 120_000;

export interface HostEvents {
  look(theme: Theme, lang: string): void;
  /** Not looked at yet. */
  wish(wish: unknown): void;
}

export class Host {
  #asked = 0;
  readonly #waiting = new Map<number, (token: string) => void>();

  readonly #port: MessagePort;

  /** @param site its origin, as the browser says it */
  constructor(
    readonly site: string,
    port: MessagePort,
    private readonly events: HostEvents,
  ) {
    this.#port = port;
    port.addEventListener('message', ({ data }) => this.#hear(data as Partial<ToFrame> | null));
    port.start();
  }

  /** What came of opening the board. */
  tell(type: 'ready' | 'refused'): void {
    this.#say({ type });
  }

  /** A fresh token. Rejects if the site has none to give. */
  readonly token = (): Promise<string> => {
    this.#asked += 1;
    const ask = this.#asked;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => done(''), PATIENCE);
      const done = (token: string): void => {
        clearTimeout(late);
        this.#waiting.delete(ask);
        if (token) resolve(token);
        else reject(new Error('The site gave no token.'));
      };
      this.#waiting.set(ask, done);
      this.#say({ type: 'token', ask });
    });
  };

  /** What a site says is read as closely as what a stranger says. */
  #hear(said: Partial<ToFrame> | null): void {
    switch (said?.type) {
      case 'look':
        this.events.look(
          said.theme === 'light' || said.theme === 'dark' ? said.theme : 'auto',
          typeof said.lang === 'string' ? said.lang : '',
        );
        return;
      case 'wish':
        this.events.wish(said.wish);
        return;
      case 'token':
        if (said.ask !== undefined)
          this.#waiting.get(said.ask)?.(typeof said.token === 'string' ? said.token : '');
        return;
      case undefined:
    }
  }

  #say(message: FromFrame): void {
    this.#port.postMessage(message, []);
  }
}

/** Says hello to whoever frames this page, and waits for an answer. Only sites on the board's list can frame it. */
export function meetHost(events: HostEvents): Promise<Host> {
  return new Promise((resolve) => {
    const onMessage = ({ source, origin, data, ports: [port] }: MessageEvent): void => {
      if (source !== parent || !says(data, 'port') || !port) return;
      removeEventListener('message', onMessage);
      resolve(new Host(origin, port, events));
    };
    addEventListener('message', onMessage);
    parent.postMessage({ tilth: VERSION, type: 'hello' }, '*');
  });
}
