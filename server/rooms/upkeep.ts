/**
 * What a board needs beside what people ask of it: text settled where everyone reads it, and what is mostly past laid down
 * afresh. Each is a job in the room's line like any other.
 */
import type { Surroundings } from '#server/surroundings.ts';
import type { Entry } from '#server/store/port.ts';
import { limits, time } from '#shared/limits.ts';
import { Compaction } from './compaction.ts';
import type { Job, Outcome } from './job.ts';
import { isMostlyPast } from './past.ts';
import type { Replica } from './replica.ts';
import { Settling } from './settled.ts';

const EVERY = 30 * time.SECOND;
/** A board on which nothing happened for so long is not being written on. */
const QUIET = time.MINUTE;
/** How many times as much past is borne on a board that is never quiet. */
const OVERDUE = 3;

export interface UpkeepHooks {
  replica(): Replica;
  now(): number;
  do(job: Job): Promise<Outcome>;
}

export class Upkeep {
  readonly settling = new Settling();
  readonly #compaction = new Compaction();
  /** Texts that came in through other nodes since they were last looked at. */
  readonly #writtenElsewhere = new Set<string>();
  #cancelSettling: (() => void) | null = null;
  readonly #stopTidying: () => void;

  constructor(
    private readonly around: Surroundings,
    private readonly hooks: UpkeepHooks,
  ) {
    this.#stopTidying = around.every(EVERY, () => this.#tidy());
  }

  /** Settles what nobody settled while the board was held by no one. */
  begin(): void {
    for (const text of this.hooks.replica().texts.keys()) this.#settle(text);
  }

  /** An entry was applied, whoever wrote it. */
  applied(entry: Entry): void {
    this.#compaction.changed(entry);
  }

  /** Entries were written by another node. Whoever took the writing settles it, unless that node has died since. */
  wroteElsewhere(entries: readonly Entry[]): void {
    for (const { texts } of entries) for (const { text } of texts) this.#writtenElsewhere.add(text);
  }

  /** Settles in a moment what waits for it. */
  plan(): void {
    if (!this.settling.waiting || this.#cancelSettling) return;
    this.#cancelSettling = this.around.after(limits.settleEvery, () => {
      this.#cancelSettling = null;
      this.settleNow();
    });
  }

  /** Settles at once what waits for it. */
  settleNow(): void {
    for (const text of this.settling.take()) this.#settle(text);
  }

  /** Lays the document down afresh if it is mostly past. @param patience how many times as much is borne */
  rebuild(patience = 1): void {
    if (isMostlyPast(this.hooks.replica(), patience)) void this.hooks.do({ type: 'rebuild' });
  }

  stop(): void {
    this.#cancelSettling?.();
    this.#stopTidying();
  }

  #settle(text: string): void {
    void this.hooks.do({ type: 'settle', text }).then(({ type }) => {
      // it could not be written: the text waits for its turn again, or readers would not see it for good
      if (type === 'refused') this.settling.wait(text);
    });
  }

  #tidy(): void {
    for (const text of this.#writtenElsewhere) this.#settle(text);
    this.#writtenElsewhere.clear();
    const { texts, at } = this.hooks.replica();
    for (const text of this.#compaction.take(texts, this.hooks.now())) {
      void this.hooks.do({ type: 'compact', text });
    }
    // Everybody then syncs afresh: at a quiet moment, unless it is long overdue.
    this.rebuild(this.hooks.now() - at > QUIET ? 1 : OVERDUE);
  }
}
