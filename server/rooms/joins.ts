/**
 * What a client that joins is sent: the board document compressed once for all who come, and the frames since; or only
 * what it lacks, when it was here before.
 */
import { gzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { packBytes, toBase64 } from '#shared/doc/pack.ts';
import { limits } from '#shared/limits.ts';
import type { SyncRequest } from '#shared/protocol.ts';

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

interface Kept {
  epoch: number;
  seq: number;
  packed: { updates: Uint8Array; gzip: boolean };
  tail: Uint8Array[];
  tailBytes: number;
}

export class Joins {
  #kept: Kept | null = null;

  /** A frame was sent; `update` is null if nothing public changed in it. */
  sent(update: Uint8Array | null): void {
    const kept = this.#kept;
    if (!kept || !update) return;
    kept.tail.push(update);
    kept.tailBytes += update.length;
    const tooLong = kept.tail.length > limits.tailFrames || kept.tailBytes > kept.packed.updates.length;
    if (tooLong) this.#kept = null;
  }

  /** Forgets what was compressed: the document is another. */
  reset(): void {
    this.#kept = null;
  }

  /** @param seq the position of `doc`, which is also that of the newest frame */
  join(doc: Y.Doc, epoch: number, seq: number, request: SyncRequest): Joining {
    if (request.epoch === epoch && request.stateVector && knows(doc, request.stateVector)) {
      const missing = Y.encodeStateAsUpdate(doc, request.stateVector);
      return { seq, mode: 'delta', ...compress(packBytes([missing])), frame: null };
    }
    this.#kept ??= {
      epoch,
      seq,
      packed: compress(packBytes([Y.encodeStateAsUpdate(doc)])),
      tail: [],
      tailBytes: 0,
    };
    const { seq: from, packed, tail } = this.#kept;
    const update = tail.length === 0 ? '' : toBase64(Y.mergeUpdates(tail));
    return {
      seq: from,
      mode: 'full',
      ...packed,
      frame: from < seq ? { from: from + 1, to: seq, update } : null,
    };
  }
}

function compress(packed: Uint8Array): { updates: Uint8Array; gzip: boolean } {
  if (packed.length < WORTH_COMPRESSING) return { updates: packed, gzip: false };
  return { updates: gzipSync(packed, { level: 5 }), gzip: true };
}

/** Is that the state vector of a copy of this document, and not of one that is ahead of it or was made by others? */
function knows(doc: Y.Doc, stateVector: Uint8Array): boolean {
  try {
    const known = Y.decodeStateVector(stateVector);
    return [...known].every(([client, clock]) => Y.getState(doc.store, client) >= clock);
  } catch {
    return false;
  }
}
