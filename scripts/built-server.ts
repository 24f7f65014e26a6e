import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Role } from '#shared/board/types.ts';

export type Links = Record<Role, string>;
export interface MadeBoard {
  id: string;
  links: Links;
}

/** A port of this machine that nobody listens on at this moment. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The server as it is shipped (dist/server/main.js), in a process of its own, with a data folder of its own. */
export class BuiltServer {
  readonly origin: string;
  /** The links of the ready board that it printed when it started last. */
  links: Links = { facilitator: '', member: '', viewer: '' };
  readonly #folder: string;
  readonly #port: number;
  readonly #env: Record<string, string>;
  #process: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, port: number, env: Record<string, string>) {
    this.#folder = folder;
    this.#port = port;
    this.#env = env;
    this.origin = `http://127.0.0.1:${port}`;
  }

  /**
   * @param port left out: a free one
   * @param env settings beside those that every such server has
   */
  static async start(port?: number, env: Record<string, string> = {}): Promise<BuiltServer> {
    const folder = await mkdtemp(join(tmpdir(), 'tilth-'));
    const server = new BuiltServer(folder, port ?? (await freePort()), env);
    await server.up();
    return server;
  }

  /** Starts it, on the same port and folder as before. Resolves when it has printed where it is. */
  async up(): Promise<void> {
    const child = spawn(process.execPath, ['dist/server/main.js'], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(this.#port),
        PUBLIC_URL: this.origin,
        DATA_DIR: this.#folder,
        LOG_LEVEL: 'warn',
        // every walk has a board of its own, and all come from one address
        BOARDS_PER_HOUR: '1000',
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    this.#ended = once(child, 'exit');
    // several nodes on one Redis would each make a ready board
    const links = this.#env['REDIS_URL'] ? 0 : 3;
    const seen = new Set<string>();
    let at = false;
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      const [, role, url] = /^(facilitator|member|viewer):\s*(\S+)/.exec(line) ?? [];
      if (line.startsWith('Tilth is at')) at = true;
      if (role && url) {
        this.links[role as Role] = url;
        seen.add(role);
      }
      if (at && seen.size === links) break;
    }
    // What it prints later is read and dropped, else its pipe would fill.
    child.stdout.resume();
    if (!at || seen.size < links) throw new Error('The server ended before it had printed where it is.');
  }

  /** Ends the process by a signal and waits. `SIGKILL` leaves it no time for anything. @returns its exit code */
  async end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    const child = this.#process;
    if (!child) return null;
    child.kill(signal);
    await this.#ended;
    this.#process = null;
    return child.exitCode;
  }

  async makeBoard(title: string): Promise<MadeBoard> {
    const reply = await fetch(`${this.origin}/api/boards`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title }),
    });
    if (reply.status !== 201) throw new Error(`Making a board was answered with ${reply.status}.`);
    return (await reply.json()) as MadeBoard;
  }

  /**
   * Lets these sites show a board, and no others, as its facilitator would.
   * @param from the address to come from, where the server trusts a proxy
   */
  async openTo({ id, links }: MadeBoard, origins: readonly string[], from = '127.0.0.1'): Promise<void> {
    const key = new URL(links.facilitator).hash.replace('#key=', '');
    const reply = await fetch(`${this.origin}/api/boards/${id}/sites`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'x-forwarded-for': from,
      },
      body: JSON.stringify({ origins }),
    });
    if (reply.status !== 200) throw new Error(`Opening a board to sites was answered with ${reply.status}.`);
  }

  /** Ends it, if it still runs, and takes its folder away. */
  async dispose(): Promise<void> {
    await this.end();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
