/**
 * A thin layer of C between a process and its disk (shim.c): it can write down everything the process does to its files,
 * and make syncs slow and syncs or writes fail. LevelDB is native code, so nothing above the C library would see it.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, openSync, writeSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const source = join(import.meta.dirname, 'shim.c');
const built = resolve(import.meta.dirname, '../../node_modules/.cache/tilth-disk-shim');

/** Compiles the shim unless that is done. @returns the path of the library; rejects without Linux or a C compiler */
export async function buildShim(): Promise<string> {
  if (process.platform !== 'linux')
    throw new Error('The disk can be made to fail on Linux only (LD_PRELOAD).');
  const content = await readFile(source);
  const library = join(built, `${createHash('sha256').update(content).digest('hex').slice(0, 16)}.so`);
  if (existsSync(library)) return library;
  await mkdir(built, { recursive: true });
  const draft = `${library}.${process.pid}`;
  const flags = ['-O2', '-shared', '-fPIC', '-Wall', '-Wextra', '-Werror'];
  await promisify(execFile)('cc', [...flags, '-o', draft, source, '-ldl', '-lpthread']);
  await rename(draft, library);
  return library;
}

export interface ShimOptions {
  /** What is done below this folder is seen. */
  root: string;
  /** The file for what is seen. */
  trace?: string;
  /** The file of a {@link DiskFaults}. */
  faults?: string;
}

/** The environment under which a process runs with the shim. */
export async function shimmed({ root, trace, faults }: ShimOptions): Promise<Record<string, string>> {
  return {
    LD_PRELOAD: await buildShim(),
    DISK_ROOT: root,
    // What goes through io_uring passes no function of the C library.
    UV_USE_IO_URING: '0',
    ...(trace && { DISK_TRACE: trace }),
    ...(faults && { DISK_FAULTS: faults }),
  };
}

export interface Trouble {
  /** How long a sync takes, ms. */
  syncTakes?: number;
  syncFails?: 'EIO';
  writeFails?: 'ENOSPC' | 'EIO';
}

/** What ails the disk of a process that runs with the shim; can be changed while it runs. */
export class DiskFaults {
  readonly file: string;
  readonly #fd: number;

  /** @param file outside of the watched folder; made here */
  constructor(file: string) {
    this.file = file;
    this.#fd = openSync(file, 'w+');
    this.set({});
  }

  /** Takes effect at once. `{}` is an honest disk. */
  set({ syncTakes = 0, syncFails, writeFails }: Trouble): void {
    const numbers = [syncTakes, syncFails, writeFails].map((what) =>
      typeof what === 'string' ? constants.errno[what] : (what ?? 0),
    );
    writeSync(this.#fd, Uint8Array.from(new Uint8Array(Uint32Array.from(numbers).buffer)), 0, 12, 0);
  }
}
