/**
 * A disk that can be full: a small file system in memory where this process may mount one, as in CI; elsewhere a folder
 * on whose disk the shim finds no room when told to.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DiskFaults, shimmed } from './shim.ts';

const run = promisify(execFile);

export interface SmallDisk {
  /** A folder on it. */
  folder: string;
  /** Under which the process must run that uses it. */
  environment: Record<string, string>;
  kind: 'mounted' | 'pretended';
  /** Leaves room for so many bytes (`mounted`), or for none. */
  fill(room: number): Promise<void>;
  free(): Promise<void>;
  remove(): Promise<void>;
}

/** LevelDB wants 8 MB free to begin again after trouble; this is that and the same again. */
const MEGABYTES = 24;

export async function smallDisk(): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'tilth-small-'));
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', path]).then(
    () => true,
    () => false,
  );
  return mounted ? real(path) : pretended(path);
}

function real(path: string): SmallDisk {
  const ballast = join(path, 'ballast');
  return {
    folder: join(path, 'data'),
    environment: {},
    kind: 'mounted',
    async fill(room) {
      const { bavail, bsize } = await statfs(path);
      await writeFile(ballast, Buffer.alloc(bavail * bsize - room));
    },
    free: () => rm(ballast),
    async remove() {
      await run('umount', ['--lazy', path]);
      await rm(path, { recursive: true });
    },
  };
}

async function pretended(path: string): Promise<SmallDisk> {
  const faults = new DiskFaults(join(path, 'faults'));
  const folder = join(path, 'data');
  return {
    folder,
    environment: await shimmed({ root: folder, faults: faults.file }),
    kind: 'pretended',
    fill: async () => faults.set({ writeFails: 'ENOSPC' }),
    free: async () => faults.set({}),
    remove: () => rm(path, { recursive: true }),
  };
}
