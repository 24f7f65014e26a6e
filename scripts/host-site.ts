/** Somebody else's site: another origin, a strict content security policy of its own, and a board in one of its pages. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export class HostSite {
  readonly #server: Server;
  readonly #pages = new Map<string, { body: string; csp: string; isolated?: true }>();
  readonly #scripts = new Map<string, string>();
  readonly #answers = new Map<string, () => Promise<string>>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<HostSite> {
    const server = createServer();
    const site = new HostSite(server);
    server.on('request', (request, response) => {
      const script = site.#scripts.get(request.url ?? '');
      if (script !== undefined) {
        response.writeHead(200, { 'content-type': 'text/javascript' });
        response.end(script);
        return;
      }
      const answer = site.#answers.get(request.url ?? '');
      if (answer) {
        answer().then(
          (text) => response.end(text),
          () => response.writeHead(403).end(),
        );
        return;
      }
      const page = site.#pages.get(request.url ?? '');
      response.writeHead(page ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        ...(page ? { 'content-security-policy': page.csp } : {}),
        ...(page?.isolated ? isolated : {}),
      });
      response.end(page?.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return site;
  }

  /** As browsers send it. By another name than the board's server, so that it is another site and not only another port. */
  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /**
   * @param body what stands in the page's body
   * @param csp its policy; left out: nothing but what an embedded board needs from `server`
   * @returns the page's address
   */
  page(path: string, server: string, body: string, csp = strict(server)): string {
    return this.bare(path, server, `<script type="module" src="${server}/embed.js"></script>${body}`, csp);
  }

  /** The same without our script: what it needs, `body` brings along. */
  bare(path: string, server: string, body: string, csp = strict(server)): string {
    const head =
      '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Northside Library</title>';
    this.#pages.set(path, {
      body: `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`,
      csp,
    });
    return `${this.origin}${path}`;
  }

  /** A script of the site's own. @returns its tag */
  script(path: string, code: string): string {
    this.#scripts.set(path, code);
    return `<script type="module" src="${path}"></script>`;
  }

  /** Changes the policy of a page. */
  policy(path: string, change: (policy: string) => string): void {
    const page = this.#pages.get(path);
    if (page) page.csp = change(page.csp);
  }

  /** Has a page share no process with others, as some sites do for what browsers give only to such. */
  isolate(path: string): void {
    const page = this.#pages.get(path);
    if (page) page.isolated = true;
  }

  /** What the site's own server says there; where that rejects, it says 403. */
  answer(path: string, answer: () => Promise<string>): void {
    this.#answers.set(path, answer);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** The same for a page whose visitors write: it runs a script of its own, asks its own server, and frames the board. */
export function strictToWrite(server: string): string {
  return strict(server)
    .replace('script-src', "script-src 'self'")
    .replace('connect-src', "connect-src 'self'")
    .concat(`; frame-src ${server}`);
}

/** The lines that docs/embedding.md asks a site for, on top of a policy that allows nothing. */
export function strict(server: string): string {
  return [
    "default-src 'none'",
    `script-src ${server}`,
    `connect-src ${server}`,
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
