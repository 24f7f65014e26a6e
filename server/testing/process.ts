/** The server as a process of its own, built from its sources as it is now, for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { time } from '#shared/limits.ts';
import { type Core, pinned } from './cores.ts';

const root = resolve(import.meta.dirname, '../..');
/** Inside node_modules, so that what is built finds its packages, and a build for people is not disturbed. */
const cache = join(root, 'node_modules/.cache/tilth-tested-server');
/** A loaded machine needs its time to start a process. */
const PATIENCE = 60_000;

let built = '';

/**
 * Builds the server that the functions below run, unless these very sources were built before.
 * @returns its main file
 */
export async function buildServer(): Promise<string> {
  const folder = join(cache, await fingerprint());
  built = join(folder, 'main.js');
  if (await exists(built)) return built;
  await forgetOldBuilds();
  // Another test file may be building the same: whoever is first has it, whole.
  const unfinished = `${folder}.${process.pid}`;
  await build({ logLevel: 'error', build: { ssr: true, outDir: unfinished, emptyOutDir: true } });
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  return built;
}

/** Of everything that the build is made from. */
async function fingerprint(): Promise<string> {
  const folders = await Promise.all(
    ['server', 'shared'].map(async (name) =>
      (await readdir(join(root, name), { recursive: true, withFileTypes: true }))
        .filter((file) => file.isFile())
        .map((file) => join(file.parentPath, file.name)),
    ),
  );
  const files = [...folders.flat(), join(root, 'vite.config.ts'), join(root, 'package-lock.json')].toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function forgetOldBuilds(): Promise<void> {
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    const { mtimeMs } = await stat(join(cache, name));
    if (Date.now() - mtimeMs > time.DAY) await rm(join(cache, name), { recursive: true, force: true });
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

export interface ServerProcess {
  child: ChildProcess;
  /** What it printed. */
  output: () => string;
  /** From the start of the process until it answered, ms. */
  took: number;
}

export interface Ended {
  code: number | null;
  output: string;
}

function start(
  environment: Record<string, string>,
  core: Core | null = null,
): { child: ChildProcess; output: () => string } {
  const [command, args] = core ? pinned(core, process.execPath, [built]) : [process.execPath, [built]];
  const child = spawn(command, args, {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

/**
 * Starts a server and waits until it serves.
 * @param environment further settings, such as REDIS_URL
 * @param core to run on; null: on any
 */
export async function startProcess(
  port: number,
  dataDir: string,
  environment: Record<string, string> = {},
  core: Core | null = null,
): Promise<ServerProcess> {
  const began = performance.now();
  const { child, output } = start({ PORT: String(port), DATA_DIR: dataDir, ...environment }, core);
  const serves = new Promise<void>((resume, fail) => {
    const timer = setTimeout(() => fail(new Error('the server did not serve in time')), PATIENCE);
    // It says where it is once it listens.
    child.stdout?.on('data', () => {
      if (!/^Tilth is at /m.test(output())) return;
      clearTimeout(timer);
      resume();
    });
    child.once('exit', () => {
      clearTimeout(timer);
      fail(new Error('the server ended'));
    });
  });
  try {
    await serves;
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`It does not serve: ${output()}`, { cause: error });
  }
  return { child, output, took: performance.now() - began };
}

/** Starts one that is expected to end by itself. */
export async function runProcess(environment: Record<string, string>): Promise<Ended> {
  const { child, output } = start(environment);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** Sends the signal and waits for the end. @returns its exit code */
export async function endProcess({ child }: ServerProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
