/** What this machine's disk takes for one durable write: without it, times of acknowledgements say nothing. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIMES = 200;

/** @returns ms for 64 bytes written and synced in the folder where servers keep their data here */
export function fsyncProbe(): { p50: number; p99: number } {
  const folder = mkdtempSync(join(tmpdir(), 'tilth-bench-'));
  const file = openSync(join(folder, 'probe'), 'w');
  const took: number[] = [];
  try {
    for (let i = 0; i < TIMES; i += 1) {
      const began = performance.now();
      writeSync(file, Buffer.alloc(64));
      fdatasyncSync(file);
      took.push(performance.now() - began);
    }
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
  took.sort((a, b) => a - b);
  return { p50: took[TIMES / 2]!, p99: took[Math.floor(TIMES * 0.99)]! };
}
