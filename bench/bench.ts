/** Runs one load against one contestant: a fresh server on one core, a fresh load process on another, both ended after. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#server/testing/process.ts';
import type { Contestant } from './contestants.ts';
import { medians } from './figures.ts';
import type { Job, RunName } from './load/job.ts';
import type { Figures, Params } from './load/run.ts';
import { compiled, nodeOf, peerFile } from './peers.ts';
import { listening, start, stop } from './processes.ts';

/** No cell takes longer, s. */
const LONGEST = 300;

/** Limits that one loading machine would meet before the server does. */
const lifted = { COMMANDS_PER_SECOND: '100000', SOCKETS_PER_ADDRESS: '10000' };

export interface Cell {
  contestant: Contestant;
  rounds: Figures[];
  median: Figures;
}

interface Measured {
  run: RunName;
  contestant: string;
  params: Params;
  rounds: Figures[];
  median: Figures;
}

export class Bench {
  readonly rounds: number;
  /** Every cell that was measured. */
  readonly record: Measured[];

  readonly #server: string;

  /** @param server main file of the built Tilth */
  constructor(server: string, rounds: number, record: Measured[] = []) {
    this.#server = server;
    this.rounds = rounds;
    this.record = record;
  }

  /** Measures all contestants in turn, so many rounds; the middle of the rounds counts. Whoever cannot start is left out. */
  async compare(
    contestants: readonly Contestant[],
    run: RunName,
    params: Params,
  ): Promise<Map<string, Cell>> {
    const cells = new Map<string, Cell>();
    for (let round = 0; round < this.rounds; round += 1) {
      for (const contestant of contestants) {
        const figures = await this.#once(contestant, run, params);
        if (!figures) continue;
        const cell = cells.get(contestant.name) ?? { contestant, rounds: [], median: {} };
        cells.set(contestant.name, cell);
        cell.rounds.push(figures);
      }
    }
    for (const [name, cell] of cells) {
      cell.median = medians(cell.rounds);
      this.record.push({ run, contestant: name, params, rounds: cell.rounds, median: cell.median });
    }
    return cells;
  }

  /** The same bench, for what takes long and differs little: one round. */
  once(): Bench {
    return new Bench(this.#server, 1, this.record);
  }

  async measure(contestant: Contestant, run: RunName, params: Params): Promise<Figures> {
    return (await this.compare([contestant], run, params)).get(contestant.name)?.median ?? {};
  }

  async #once(contestant: Contestant, run: RunName, params: Params): Promise<Figures | null> {
    const folder = await mkdtemp(join(tmpdir(), 'tilth-bench-'));
    const port = await freePort();
    const server = launch(contestant, this.#server, port, folder);
    try {
      if (!server) return null;
      await listening(port, server);
      return await load({ run, dialect: contestant.dialect, port, pid: server.pid ?? 0, params });
    } catch (error) {
      console.error(`${contestant.name}, ${run}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    } finally {
      if (server) await stop(server);
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function launch({ runs }: Contestant, main: string, port: number, folder: string): ChildProcess | null {
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  switch (runs.with) {
    case 'tilth': {
      const env = {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'error',
        PORT: String(port),
        DATA_DIR: folder,
        ...lifted,
        ...runs.environment,
      };
      return start('server', process.execPath, [main], { env, stdio: [...stdio] });
    }
    case 'node': {
      const node = nodeOf(runs.node);
      const env = {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        DATA_DIR: folder,
        ...runs.environment,
      };
      const args = [peerFile(runs.file), String(port), ...(runs.args ?? [])];
      return node === null ? null : start('server', node, args, { env, stdio: [...stdio] });
    }
    case 'c': {
      const relay = compiled(runs.file);
      return relay === null
        ? null
        : start('server', relay, [String(port), ...runs.args], { stdio: [...stdio] });
    }
  }
}

async function load(job: Job): Promise<Figures> {
  const child = start(
    'load',
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'load/main.ts')],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST * 1_000);
  try {
    child.send(job);
    const ended = once(child, 'exit').then(() => [{ error: 'the load process ended' }]);
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [
      { figures?: Figures; error?: string },
    ];
    if (!answer.figures) throw new Error(answer.error);
    return answer.figures;
  } finally {
    clearTimeout(late);
    await stop(child);
  }
}
