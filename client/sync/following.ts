/** Keeps the copy of the board up to date over the wire that is open, and knows the log's clock. */
import { limits } from '#shared/limits.ts';
import type { ServerEvents, SyncReply } from '#shared/protocol.ts';
import type { Comparing } from './comparing.ts';
import type { Measuring } from './measuring.ts';
import type { Replica } from './replica.ts';
import type { Surroundings } from './surroundings.ts';
import { type Wire, WireLost } from './wire.ts';

/** A connection that was silent for so long is checked when the person comes back, ms. */
const quietFor = 20_000;

export interface FollowingHooks {
  /** The server said who this device is, and what the board is now. */
  synced(reply: SyncReply & { ok: true }): void;
  /** The copy is up to date again over a wire that had been live. */
  caughtUp(): void;
  /** The wire is of no more use. */
  failed(error: unknown): void;
}

export class Following {
  /** The log's clock minus this device's, ms. */
  ahead = 0;
  #wire: Wire | null = null;
  #live = false;
  #busy = false;
  #lastHeard = 0;
  #comparing: Promise<Comparing> | null = null;
  #measuring: Promise<Measuring> | null = null;

  constructor(
    private readonly replica: Replica,
    private readonly around: Surroundings,
    private readonly hooks: FollowingHooks,
  ) {}

  /** The log's clock. */
  now(): number {
    return this.around.now() + this.ahead;
  }

  /** The server said something. */
  heard(): void {
    this.#lastHeard = this.around.now();
  }

  /** The first sync over a fresh wire. */
  async begin(wire: Wire): Promise<void> {
    this.#wire = wire;
    await this.sync(wire);
  }

  /** The wire is live: from now on a gap is mended over it. */
  live(): void {
    this.#live = true;
    if (this.replica.stale) void this.resync();
  }

  lost(): void {
    this.#wire = null;
    this.#live = false;
    this.#busy = false;
    this.replica.giveUp();
    void this.#comparing?.then((comparing) => comparing.rest());
  }

  /** The server says what its copy hashes to. */
  pulse(...told: Parameters<ServerEvents['pulse']>): void {
    this.#comparing ??= import('./comparing.ts').then(
      ({ Comparing }) => new Comparing(this.replica, this.around, () => this.resync(true)),
    );
    void this.#comparing.then(
      (comparing) => comparing.told(...told),
      // the next one tries again
      () => (this.#comparing = null),
    );
  }

  /** Somebody looks at a clock. */
  keepTime(): void {
    const wire = this.#wire;
    if (!wire || !this.#live) return;
    this.#measuring ??= import('./measuring.ts').then(({ Measuring }) => new Measuring(this, this.around));
    void this.#measuring.then(
      (measuring) => measuring.look(wire),
      () => (this.#measuring = null),
    );
  }

  /** @param differs the copy is not what it should be: all of it is asked for */
  async sync(wire: Wire, differs = false): Promise<void> {
    const asked = this.around.now();
    const reply = await wire.request('sync', this.replica.ask(differs));
    if (!reply.ok) throw new WireLost(reply.code);
    const packed = new Uint8Array(reply.updates);
    const updates = reply.gzip ? await this.around.gunzip(packed) : packed;
    if (reply.until !== undefined) await this.#rest(reply.until);
    if (wire !== this.#wire) throw new WireLost('another connection took over');
    this.heard();
    // It was read between the two, and the answer may be long on its way: what is known better stays.
    this.ahead = Math.min(Math.max(this.ahead, reply.now - this.#lastHeard), reply.now - asked);
    this.replica.take(reply, updates);
    this.hooks.synced(reply);
  }

  /** The document may be of a while ago: nobody is shown it without what came since. */
  async #rest(until: number): Promise<void> {
    const noMore = this.around.after(limits.ackTimeout, () => this.replica.giveUp());
    const here = await this.replica.reaches(until);
    noMore();
    if (!here) throw new WireLost('the frame behind the document did not come');
  }

  /** Asks for what is missing, once for all who notice it meanwhile. True: it has come, for this one who asked. */
  async resync(differs?: boolean): Promise<boolean> {
    const wire = this.#wire;
    if (!wire || !this.#live || this.#busy) return false;
    this.#busy = true;
    try {
      do {
        await this.sync(wire, differs);
        this.hooks.caughtUp();
      } while (this.replica.stale);
      return true;
    } catch (error) {
      if (wire === this.#wire) this.hooks.failed(error);
      return false;
    } finally {
      if (wire === this.#wire) this.#busy = false;
    }
  }

  /** After a long silence nobody knows whether the connection is still there. */
  doubt(): void {
    if (this.around.now() - this.#lastHeard > quietFor) void this.resync();
  }
}
