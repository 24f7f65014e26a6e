/** One processor for a server, another for what loads it: what is measured is then the server, and not who came first. */
import { spawnSync } from 'node:child_process';

export type Core = 'server' | 'load';

/** Null where processes cannot be pinned. */
export const cores: Record<Core, number> | null =
  spawnSync('taskset', ['-c', '1', 'true']).status === 0 ? { server: 0, load: 1 } : null;

/** What to spawn for `command` to run on that core, or just so where that cannot be. */
export function pinned(core: Core, command: string, args: readonly string[]): [string, string[]] {
  return cores ? ['taskset', ['-c', String(cores[core]), command, ...args]] : [command, [...args]];
}
