/** A folder that costs no disk: what is tried thousands of times would otherwise wait for it thousands of times. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function memoryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tilth-disk-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
