/**
 * What a room tells its readers, gathered and sent in one order: whoever may not know any more is sent off, then come
 * private records, the frame that reaches their position, texts and standings. What a node wrote alone goes out at
 * once; where others write as well it waits for the beat, so that hundreds of readers cost one encoding and one write each
 * (docs/decisions/0041).
 */
import * as Y from 'yjs';
import type { Entry } from '#server/store/port.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { forWire } from '#shared/board/access.ts';
import { standing } from '#shared/board/promotion.ts';
import type { PrivateRecord, RecordChange } from '#shared/board/types.ts';
import { packBytes, toBase64 } from '#shared/doc/pack.ts';
import { fnv1a, plainText } from '#shared/doc/text.ts';
import type { WireRecord } from '#shared/protocol.ts';
import { type Audience, nobody } from './audience.ts';
import { cardsMoved, entriesMoved, recordReaders, rolesMoved, standingsTouched } from './concerned.ts';
import type { Joins } from './joins.ts';
import { beatOf } from './pace.ts';
import type { Replica } from './replica.ts';

interface TextNews {
  epoch: number;
  rev: number;
  diffs: Uint8Array[];
}

export class Outbound {
  audience: Audience = nobody;
  readonly #replica: () => Replica;
  readonly #joins: Joins;
  readonly #clock: () => number;
  readonly #around: Surroundings;
  #cancel: (() => void) | null = null;
  #flushedAt = 0;
  #sent: number;
  #updates: Uint8Array[] = [];
  #newEpoch = false;
  readonly #records = new Map<string, Map<string, WireRecord>>();
  readonly #texts = new Map<string, TextNews>();
  readonly #resets = new Set<string>();
  #standings: Set<string> | 'all' = new Set();
  #recheck = false;
  readonly #recheckTexts = new Set<string>();
  readonly #resync = new Set<string>();
  readonly #lastStanding = new Map<string, string>();
  readonly #watchers = new Set<() => void>();

  /** @param clock the log's clock, for what a member's standing is now */
  constructor(replica: () => Replica, joins: Joins, clock: () => number, around: Surroundings) {
    this.#around = around;
    this.#replica = replica;
    this.#joins = joins;
    this.#clock = clock;
    this.#sent = replica().seq;
  }

  /** Calls back after each frame. Returns the unsubscriber. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** Takes an entry that was just applied. `before`: the private records that it changed, as they were. */
  add(
    entry: Entry,
    update: Uint8Array | null,
    changes: readonly RecordChange[],
    before: ReadonlyMap<string, PrivateRecord>,
  ): void {
    if (entry.epoch !== undefined) this.#newEpoch = true;
    else if (update) this.#updates.push(update);
    this.#addRecords(changes, before);
    for (const change of entry.texts) this.#addText(change);
    if (this.#standings !== 'all') {
      const touched = standingsTouched(this.#replica().state, entry.ops, changes);
      if (touched === 'all') this.#standings = 'all';
      else for (const member of touched) this.#standings.add(member);
    }
    if (entriesMoved(entry.ops, changes)) this.#recheck = true;
    for (const card of cardsMoved(entry.ops, changes)) this.#recheckTexts.add(card);
    for (const member of rolesMoved(entry.ops)) this.#resync.add(member);
  }

  #addRecords(changes: readonly RecordChange[], before: ReadonlyMap<string, PrivateRecord>): void {
    const { state } = this.#replica();
    for (const { id, record } of changes) {
      for (const { member, may } of recordReaders(state, this.audience.members(), before.get(id), record)) {
        const news = this.#records.get(member) ?? new Map<string, WireRecord>();
        this.#records.set(member, news);
        news.set(id, record && may ? forWire(record) : { id, body: null });
      }
    }
  }

  #addText(change: Entry['texts'][number]): void {
    if (change.dropped || change.reset) {
      this.#texts.delete(change.text);
      this.#resets.add(change.text);
      return;
    }
    const news = this.#texts.get(change.text) ?? { epoch: change.epoch, rev: change.rev, diffs: [] };
    this.#texts.set(change.text, news);
    news.rev = change.rev;
    news.diffs.push(change.diff);
  }

  /** A rule or the clock may have moved everyone's standing. */
  touchStandings(): void {
    this.#standings = 'all';
    this.schedule();
  }

  /** Sends at once if the board was quiet, else with the next beat. */
  schedule(): void {
    if (this.#cancel) return;
    const wait = this.#flushedAt + beatOf(this.audience.readers) - this.#around.mono();
    if (wait <= 0) this.flush();
    else this.#cancel = this.#around.after(wait, () => this.flush());
  }

  /** Sends what there is, now. Afterwards every reader has been told of the replica's position. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#flushedAt = this.#around.mono();
    const { seq } = this.#replica();
    this.#sendOff();
    for (const [member, news] of this.#records) this.audience.records(member, seq, [...news.values()]);
    this.#records.clear();
    const moved = seq > this.#sent;
    if (moved) this.#sendFrame(seq);
    this.#sendTexts();
    this.#sendStandings();
    // Another role knows other records: those are told by a sync of its own.
    for (const member of this.#resync) this.audience.resync(member);
    this.#resync.clear();
    if (moved) for (const changed of this.#watchers) changed();
  }

  /** Whoever may not know any more goes before anything is told. */
  #sendOff(): void {
    if (this.#recheck) this.audience.recheck();
    this.#recheck = false;
    // A facilitator who is one no more may have the text of a held card open.
    if (this.#resync.size > 0) this.audience.recheckTexts();
    else if (this.#recheckTexts.size > 0) this.audience.recheckTexts([...this.#recheckTexts]);
    this.#recheckTexts.clear();
  }

  #sendFrame(seq: number): void {
    const update = this.#updates.length > 1 ? Y.mergeUpdates(this.#updates) : (this.#updates[0] ?? null);
    const from = this.#sent + 1;
    this.#updates = [];
    this.#sent = seq;
    if (this.#newEpoch) {
      // With the new epoch in it, the frame only tells readers that their document is another now.
      this.#newEpoch = false;
      this.#joins.reset();
      this.audience.frame(this.#replica().epoch, from, seq, '');
      return;
    }
    this.#joins.sent(update);
    this.audience.frame(this.#replica().epoch, from, seq, update ? toBase64(update) : '');
  }

  #sendTexts(): void {
    for (const [text, { epoch, rev, diffs }] of this.#texts) {
      const record = this.#replica().texts.get(text);
      // Diffs are packed and never merged: each reader integrates them one by one, as the gate did.
      if (record) this.audience.text(text, epoch, rev, packBytes(diffs), fnv1a(plainText(record.state)));
    }
    this.#texts.clear();
    for (const text of this.#resets) this.audience.textReset(text);
    this.#resets.clear();
  }

  #sendStandings(): void {
    const touched = this.#standings;
    if (touched !== 'all' && touched.size === 0) return;
    this.#standings = new Set();
    const { state } = this.#replica();
    const now = this.#clock();
    for (const member of this.audience.members()) {
      if (touched !== 'all' && !touched.has(member)) continue;
      const news = standing(state, member, now);
      const written = JSON.stringify(news);
      if (this.#lastStanding.get(member) === written) continue;
      this.#lastStanding.set(member, written);
      this.audience.standing(member, news);
    }
  }

  /** The replica was loaded afresh: everyone must sync again. */
  restart(): void {
    this.#updates = [];
    this.#records.clear();
    this.#texts.clear();
    this.#sent = this.#replica().seq;
    this.#joins.reset();
    this.audience.resync();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.audience = nobody;
  }
}
