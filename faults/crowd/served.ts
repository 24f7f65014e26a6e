/** A server in a process of its own, on an empty folder, with one board; its state as its metrics tell it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '#server/testing/cores.ts';
import {
  buildServer,
  endProcess,
  freePort,
  type ServerProcess,
  startProcess,
} from '#server/testing/process.ts';
import { type MadeBoard, newBoard } from '../processes/new-board.ts';

export interface Health {
  /** Resident memory, MB (10⁶ bytes): never less than the most that was needed at once. */
  memory: number;
  /** What lies in the heap and beside it, MB; the least of some looks is what is in use, garbage left out. */
  inUse: number;
  /** Delay of the event loop since the last look, ms; measured every 10 ms. */
  delay: { p99: number; most: number };
  /** Processor time since the start, s. */
  cpu: number;
  /** Any metric by its name, with labels as they are written; 0 if it has no value yet. */
  value(name: string): number;
}

export class Served {
  readonly url: string;
  readonly port: number;
  readonly board: MadeBoard;
  readonly #folder: string;
  readonly #environment: Record<string, string>;
  readonly #core: Core | null;
  #process: ServerProcess;
  private constructor(
    port: number,
    folder: string,
    environment: Record<string, string>,
    core: Core | null,
    process: ServerProcess,
    board: MadeBoard,
  ) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#folder = folder;
    this.#environment = environment;
    this.#core = core;
    this.#process = process;
    this.board = board;
  }

  /**
   * @param environment settings other than the defaults
   * @param core to run on; null: on any
   */
  static async start(environment: Record<string, string> = {}, core: Core | null = null): Promise<Served> {
    await buildServer();
    const folder = await mkdtemp(join(tmpdir(), 'tilth-crowd-'));
    const port = await freePort();
    const process = await startProcess(port, folder, environment, core);
    const board = await newBoard(`http://127.0.0.1:${port}`);
    return new Served(port, folder, environment, core, process, board);
  }

  async killAndStartAgain(): Promise<void> {
    await endProcess(this.#process, 'SIGKILL');
    this.#process = await startProcess(this.port, this.#folder, this.#environment, this.#core);
  }

  get alive(): boolean {
    const { exitCode, signalCode } = this.#process.child;
    return exitCode === null && signalCode === null;
  }

  /** Looks at its metrics, and begins a new span for the event loop's delay. */
  async look(): Promise<Health> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const value = (name: string): number => {
      const line = text.split('\n').find((each) => each.startsWith(`${name} `));
      return line ? Number(line.slice(name.length + 1)) : 0;
    };
    const ms = (name: string): number => value(`nodejs_eventloop_lag_${name}_seconds`) * 1_000;
    return {
      memory: value('process_resident_memory_bytes') / 1e6,
      inUse: (value('nodejs_heap_size_used_bytes') + value('nodejs_external_memory_bytes')) / 1e6,
      delay: { p99: ms('p99'), most: ms('max') },
      cpu: value('process_cpu_seconds_total'),
      value,
    };
  }

  async stop(): Promise<void> {
    await endProcess(this.#process, 'SIGKILL');
    await rm(this.#folder, { recursive: true, force: true });
  }
}
