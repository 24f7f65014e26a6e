/** A copy of the sources in which something may be broken, and the tests of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
/** What no test reads, or is too large to copy. */
const left = new Set(['.git', 'node_modules', 'dist', 'test-results', 'playwright-report']);
/** A bug may make a suite wait for ever, ms. */
const PATIENCE = 400_000;

export type Result =
  /** All tests passed. */
  | 'passed'
  /** At least one test failed, or waited in vain. */
  | 'failed'
  /** No test ran: the sources do not even load. */
  | 'broken';

export class Scratch {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async copy(): Promise<Scratch> {
    const folder = await mkdtemp(join(tmpdir(), 'tilth-mutant-'));
    for (const name of await readdir(root)) {
      if (!left.has(name)) await cp(join(root, name), join(folder, name), { recursive: true });
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    return new Scratch(folder);
  }

  async write(file: string, contents: string): Promise<void> {
    await writeFile(join(this.#folder, file), contents);
  }

  /** @param suites test files */
  async test(suites: readonly string[], environment: Record<string, string> = {}): Promise<Result> {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const child = spawn(process.execPath, [vitest, 'run', '--bail', '1', ...suites], {
      cwd: this.#folder,
      env: { ...plainEnvironment(), NO_COLOR: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // a group of its own: a worker that a bug sends round and round for ever outlives the runner that gave it up
      detached: true,
    });
    const end = (): void => endGroup(child.pid!);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (output += data.toString()));
    const tooLong = setTimeout(end, PATIENCE);
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    clearTimeout(tooLong);
    end();
    if (code === 0) return 'passed';
    return signal || /^\s*Tests .*\bfailed\b|Unhandled Error/m.test(output) ? 'failed' : 'broken';
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Ends a process and all that it started. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // all have gone by themselves
  }
}

/** Without what the vitest that runs this has set for its own workers. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^VITEST|^(NODE_ENV|TEST|MODE|DEV|PROD|SSR|FORM|SEED)$/.test(name),
    ),
  );
}
