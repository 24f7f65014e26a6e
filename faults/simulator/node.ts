/** One server of several: the real rooms and the real side of the sockets, over a simulated network, clock and store. */
import type { World } from '#client/sync/testing/world.ts';
import type { Log } from '#server/log.ts';
import { createMetrics } from '#server/metrics.ts';
import type { PresencePort } from '#server/presence/port.ts';
import { Codes } from '#server/realtime/codes.ts';
import { Realtime } from '#server/realtime/realtime.ts';
import { Tokens } from '#server/realtime/tokens.ts';
import { Tries } from '#server/realtime/tries.ts';
import { Forgetting } from '#server/rooms/forgetting.ts';
import { Rooms } from '#server/rooms/rooms.ts';
import { StoreError } from '#server/store/port.ts';
import { limits } from '#shared/limits.ts';
import { SimulatedIo } from './io.ts';
import { Life, serverSurroundings } from './life.ts';
import { type Disk, simulatedStore } from './store.ts';

/** Of the one process that simulates them all; nothing reads them, and one set serves every seed. */
const metrics = createMetrics();

export interface NodeHooks {
  /** Something that must never be was logged as an error. */
  bug(what: string): void;
  /** Whatever a node says to its operator. */
  says(what: string): void;
}

interface Process {
  life: Life;
  io: SimulatedIo;
  rooms: Rooms;
  forgetting: Forgetting;
  codes: Codes;
  realtime: Realtime;
}

/** What the server logs when the store fails it, other than the store's own words: no bug, as long as nothing else breaks. */
const expected = new Set(['an append ended in doubt', 'a board could not go on and is loaded afresh']);

export class Node {
  readonly name: string;
  /** How far its clock is from the world's, ms. */
  skew = 0;
  readonly #world: World;
  readonly #disk: Disk;
  readonly #presence: PresencePort;
  readonly #hooks: NodeHooks;
  #process: Process;
  #paused = false;
  #starts = 0;

  /** @param presence what all nodes know of who is here */
  constructor(name: string, world: World, disk: Disk, presence: PresencePort, hooks: NodeHooks) {
    this.name = name;
    this.#presence = presence;
    this.#world = world;
    this.#disk = disk;
    this.#hooks = hooks;
    this.#process = this.#begin();
  }

  #begin(): Process {
    const life = new Life();
    const skew = (): number => this.skew;
    const around = serverSurroundings(this.#world, life, skew);
    const store = simulatedStore(this.#disk, this.#world, life, skew);
    // resolves at once: there is nothing to open
    void store.open();
    const log = this.#log();
    const io = new SimulatedIo(`${this.name}.${(this.#starts += 1)}`);
    const rooms = new Rooms({ store, log, metrics, around });
    const forgetting = new Forgetting(rooms, { store, log, metrics, around });
    const tries = new Tries(around);
    const codes = new Codes(rooms, tries, around);
    const realtime = new Realtime({
      io,
      rooms,
      tries,
      codes,
      tokens: new Tokens({ origin: () => 'https://simulated.example', tries, metrics, log }),
      presence: seenFrom(life, this.#presence),
      metrics,
      log,
      around,
      trustProxy: 0,
      commandsPerSecond: limits.commandsPerSecond,
      socketsPerAddress: limits.socketsPerAddress,
    });
    return { life, io, rooms, forgetting, codes, realtime };
  }

  get life(): Life {
    return this.#process.life;
  }

  get io(): SimulatedIo {
    return this.#process.io;
  }

  get rooms(): Rooms {
    return this.#process.rooms;
  }

  get codes(): Codes {
    return this.#process.codes;
  }

  get up(): boolean {
    return !this.life.over;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** As by SIGKILL: whatever it was about to do does not happen. */
  kill(): void {
    this.#paused = false;
    this.life.end();
    for (const { peer } of this.io.sockets) peer.connection.break({ tail: 'arrives', heard: 'soon' });
  }

  /** Another process takes its place, knowing nothing but the log. */
  start(): void {
    if (!this.up) this.#process = this.#begin();
  }

  pause(): void {
    this.#paused = true;
    this.life.pause();
  }

  resume(): void {
    this.#paused = false;
    this.life.resume();
  }

  /** Ends in order, as when a new version is rolled out. Resolves when everybody was sent off and everything is kept. */
  async stop(): Promise<void> {
    const { realtime, forgetting, rooms, life } = this.#process;
    await realtime.close();
    await forgetting.close();
    await rooms.close();
    life.end();
  }

  #log(): Log {
    const quiet = (): void => undefined;
    const say = (fields: unknown, message?: string): void => {
      const { err } = fields as { err?: Error };
      this.#hooks.says(`${this.name} says: ${message}${err ? ` (${err.message})` : ''}`);
    };
    const error = (fields: { err?: unknown }, message: string): void => {
      say(fields, message);
      if (!(fields.err instanceof StoreError) && !expected.has(message))
        this.#hooks.bug(`${this.name}: ${message}: ${String((fields.err as Error | undefined)?.stack)}`);
    };
    return {
      error,
      fatal: error,
      warn: say,
      info: say,
      debug: quiet,
      trace: quiet,
      silent: quiet,
      level: 'error',
      child: () => this.#log(),
    } as unknown as Log;
  }
}

/** Shared presence as a process has it: what is told to one that has ended is lost, and its people fade with their leases. */
function seenFrom(life: Life, shared: PresencePort): PresencePort {
  return {
    ...shared,
    subscribe: (board, listener) => shared.subscribe(board, () => life.do(listener)),
    close: async () => undefined,
  };
}
