/**
 * What a client that joins is sent: the frames that it lacks, if it was here a moment ago; else the board document,
 * compressed once for all who come, and one frame with what came since. Nothing is encoded for a single client, so that
 * neither a thousand who come back at once nor one who asks for odd pasts cost more than a copy of bytes.
 */
import * as Y from 'yjs';
import { packBytes, toBase64 } from '#shared/doc/pack.ts';
import { limits } from '#shared/limits.ts';
import type { SyncRequest } from '#shared/protocol.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { Replica } from './replica.ts';

/** Below this many bytes compressing saves nothing. */
const WORTH_COMPRESSING = 1_024;

export interface Joining {
  seq: number;
  mode: 'full' | 'delta';
  updates: Uint8Array;
  gzip: boolean;
  /** To be sent right after the reply: it leads from `seq` to the newest frame. */
  frame: { from: number; to: number; update: string } | null;
}

/** A position of the log, and how many structs the document had there. */
interface Mark {
  seq: number;
  clock: number;
}

/** A frame that was sent: it leads from the mark before it to this one. */
interface SentFrame extends Mark {
  update: Uint8Array | null;
}

/** The whole document as it was at `seq`, and the frames from there to `tail.seq` as one update. */
interface Kept {
  seq: number;
  updates: Uint8Array;
  gzip: boolean;
  tail: { seq: number; update: Uint8Array | null };
}

export class Joins {
  readonly #replica: () => Replica;
  readonly #gzip: Surroundings['gzip'];
  /** Where the frames that are still known begin. */
  #begin: Mark;
  #frames: SentFrame[] = [];
  #bytes = 0;
  #kept: Kept | null = null;
  #making: Promise<void> | null = null;

  /** @param replica at every `sent` and `join` at the position of the newest frame */
  constructor(replica: () => Replica, { gzip }: Pick<Surroundings, 'gzip'>) {
    this.#replica = replica;
    this.#gzip = gzip;
    this.#begin = this.#mark();
  }

  /** A frame was sent, up to the replica's position; `update` is null if nothing public changed in it. */
  sent(update: Uint8Array | null): void {
    this.#frames.push({ ...this.#mark(), update });
    this.#bytes += update?.length ?? 0;
    // Who waits for a document in the making will need the frames since.
    if (!this.#making) this.#forgetOld();
  }

  /** The document is another: nothing that was sent leads to it. */
  reset(): void {
    this.#begin = this.#mark();
    this.#frames = [];
    this.#bytes = 0;
    this.#kept = null;
  }

  /** What to send to who asks, as of now; null: the document must be {@link made} first. */
  join(request: SyncRequest): Joining | null {
    const missing = this.#since(request);
    if (missing) return this.#delta(missing);
    const kept = this.#kept;
    if (!kept) return null;
    const { seq, updates, gzip } = kept;
    return { seq, mode: 'full', updates, gzip, frame: this.#tail(kept) };
  }

  /** Encodes and compresses the document, once for all who wait meanwhile. */
  made(): Promise<void> {
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
      this.#forgetOld();
    });
    return this.#making;
  }

  async #make(): Promise<void> {
    // Whoever is being answered does not wait for the next one's document.
    await Promise.resolve();
    const { doc, seq } = this.#replica();
    const packed = packBytes([Y.encodeStateAsUpdateV2(doc)]);
    const worth = packed.length >= WORTH_COMPRESSING;
    const updates = worth ? await this.#gzip(packed) : packed;
    // A document that was replaced meanwhile is of no use to anyone.
    if (doc !== this.#replica().doc || seq < this.#begin.seq) return;
    this.#kept = { seq, updates, gzip: worth, tail: { seq, update: null } };
  }

  #mark(): Mark {
    const { seq, epoch, doc } = this.#replica();
    return { seq, clock: Y.getState(doc.store, epoch) };
  }

  /**
   * The frames between a copy's position and now, or null if they are not all known, are more than a fresh document, or
   * the copy is not what this log makes: then its count of structs differs.
   */
  #since({ epoch, seq, stateVector }: SyncRequest): SentFrame[] | null {
    if (epoch !== this.#replica().epoch || seq === undefined || !stateVector) return null;
    const first = seq < this.#begin.seq ? -1 : this.#frames.findIndex((frame) => frame.seq > seq);
    const newest = this.#frames.at(-1) ?? this.#begin;
    if (first === -1 && seq !== newest.seq) return null;
    const missing = first === -1 ? [] : this.#frames.slice(first);
    const before = first === -1 ? newest : (this.#frames[first - 1] ?? this.#begin);
    const clock = clockIn(stateVector, epoch);
    // Another node may have cut its frames elsewhere: then the copy lies between two marks.
    const fits = clock >= before.clock && clock <= (before.seq === seq ? before : missing[0]!).clock;
    const bytes = missing.reduce((sum, { update }) => sum + (update?.length ?? 0), 0);
    return fits && bytes <= limits.tailBytes ? missing : null;
  }

  #delta(missing: readonly SentFrame[]): Joining {
    const updates = packBytes(missing.flatMap(({ update }) => update ?? []));
    return { seq: this.#replica().seq, mode: 'delta', updates, gzip: false, frame: null };
  }

  #tail(kept: Kept): Joining['frame'] {
    const { seq } = this.#replica();
    if (kept.seq === seq) return null;
    const news = this.#frames.filter((frame) => frame.seq > kept.tail.seq);
    const updates = [kept.tail, ...news].flatMap(({ update }) => update ?? []);
    kept.tail = { seq, update: updates.length > 1 ? Y.mergeUpdates(updates) : (updates[0] ?? null) };
    const { update } = kept.tail;
    // Long before the frames behind it are forgotten, a fresh one is made beside those who are being served.
    if (seq - kept.seq > limits.tailEntries || (update?.length ?? 0) > limits.tailBytes) void this.made();
    return { from: kept.seq + 1, to: seq, update: update ? toBase64(update) : '' };
  }

  #forgetOld(): void {
    let old = 0;
    while (this.#frames.length - old > limits.windowFrames || this.#bytes > limits.windowBytes) {
      this.#bytes -= this.#frames[old]?.update?.length ?? 0;
      old += 1;
    }
    if (old === 0) return;
    const { seq, clock } = this.#frames[old - 1]!;
    this.#begin = { seq, clock };
    this.#frames.splice(0, old);
    if (this.#kept && this.#kept.seq < seq) this.#kept = null;
  }
}

/** The clock that a state vector names for a client; -1: it is broken, or names others. */
function clockIn(stateVector: Uint8Array, client: number): number {
  try {
    const known = Y.decodeStateVector(stateVector);
    return known.size === 1 ? (known.get(client) ?? -1) : -1;
  } catch {
    return -1;
  }
}
