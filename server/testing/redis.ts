/** A Redis for tests: a private one on a free port, with a folder of its own, which can be killed, paused and restarted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './process.ts';

/** For tests that only use a Redis: the one at TEST_REDIS_URL, which must fsync always, or a private one. */
export async function someRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_REDIS_URL'];
  return given ? { url: given, stop: async () => undefined } : TestRedis.start();
}

/** What a log needs: every write on the disk before its answer. */
export const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];

export class TestRedis {
  readonly folder: string;
  readonly port: number;
  readonly #options: readonly string[];
  #child: ChildProcess | null = null;

  private constructor(folder: string, port: number, options: readonly string[]) {
    this.folder = folder;
    this.port = port;
    this.#options = options;
  }

  /** @param options as on the command line of redis-server */
  static async start(options: readonly string[] = durable): Promise<TestRedis> {
    const folder = await mkdtemp(join(tmpdir(), 'tilth-redis-'));
    const redis = new TestRedis(folder, await freePort(), options);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it again after {@link kill}, on the data that is there. */
  async start(options: readonly string[] = this.#options): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    const child = spawn('redis-server', [...args, ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#child = child;
    let said = '';
    const gone = once(child, 'exit').then(
      () => {
        throw new Error(`redis-server did not start: ${said}`);
      },
      (cause: unknown) => {
        throw new Error('This test starts and kills a Redis of its own: install redis-server.', { cause });
      },
    );
    const ready = (async (): Promise<void> => {
      for await (const line of createInterface(child.stdout)) {
        said += `${line}\n`;
        if (line.includes('Ready to accept connections')) return;
      }
      await gone;
    })();
    await Promise.race([ready, gone]);
    gone.catch(() => undefined);
    // What nobody reads would stop it.
    child.stdout.resume();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** It says nothing more, and its connections stay open. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Ends it and removes what it stored. */
  async stop(): Promise<void> {
    await this.kill();
    await this.forget();
  }

  /** Removes what it stored. */
  async forget(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
