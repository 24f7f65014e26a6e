/** The server as a process of its own, built from its sources as it is now, for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** Inside node_modules, so that what is built finds its packages, and a build for people is not disturbed. */
const built = resolve(import.meta.dirname, '../../node_modules/.cache/tilth-tested-server');
/** A loaded machine needs its time to start a process. */
const PATIENCE = 60_000;

/** Builds the server that the functions below run. */
export async function buildServer(): Promise<void> {
  await build({ logLevel: 'error', build: { ssr: true, outDir: built, emptyOutDir: true } });
}

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

function start(environment: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(built, 'main.js')], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

/** Starts a server and waits until it answers. */
export async function startProcess(port: number, dataDir: string): Promise<ServerProcess> {
  const began = performance.now();
  const { child, output } = start({ PORT: String(port), DATA_DIR: dataDir });
  while (performance.now() - began < PATIENCE) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${output()}`);
    const answered = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (answered) return { child, output, took: performance.now() - began };
    await new Promise((resume) => setTimeout(resume, 15));
  }
  child.kill('SIGKILL');
  throw new Error(`the server did not answer: ${output()}`);
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
