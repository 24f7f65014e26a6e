/**
 * What people do, with its code loaded beside the first connection. Until it is here the board is shown as it was
 * copied, what earlier visits left is counted as unsaved, and what somebody does waits for the code.
 */
import type { Outcome, Pending } from '#client/session/port.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import { type MutableState, overlay } from '#shared/board/state.ts';
import type { State } from '#shared/board/types.ts';
import { plainText } from '#shared/doc/text.ts';
import type { Deeds } from './deeds.ts';
import type { Drafts } from './drafts.ts';
import type { Keeper } from './keep/keeper.ts';
import type { Entry, KeptCommand } from './outbox.ts';
import type { Words } from './view.ts';
import type { Wire } from './wire.ts';

export class DeedsDesk {
  #deeds: Deeds | null = null;
  #loading: Promise<Deeds> | null = null;
  /** Commands that earlier visits left. */
  #left: KeptCommand[] = [];
  #wire: Wire | null = null;
  #seq = 0;

  /** @param make loads the code and puts the deeds together */
  constructor(
    private readonly make: () => Promise<Deeds>,
    private readonly keeper: Keeper,
    private readonly drafts: Drafts,
    private readonly hooks: { now(): number; changed(): void },
  ) {}

  /** The code, loaded once; rejects if it cannot be. */
  load(): Promise<Deeds> {
    this.#loading ??= this.make().then(
      (deeds) => {
        this.#deeds = deeds;
        for (const kept of this.#left.splice(0)) deeds.adopt(kept);
        if (this.#wire) {
          deeds.endsAt(this.#seq);
          deeds.use(this.#wire);
        }
        this.hooks.changed();
        return deeds;
      },
      (error: unknown) => {
        // the next one tries again
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }

  async run(command: Command, id: () => string): Promise<Outcome> {
    let deeds = this.#deeds;
    try {
      deeds ??= await this.load();
    } catch {
      const refusal: Refusal = { code: 'notNow', retry: 'later' };
      this.drafts.add(id(), this.hooks.now(), command, undefined, refusal);
      return { type: 'refused', refusal };
    }
    return deeds.run(command);
  }

  check(command: Command): Refusal | null {
    return this.#deeds?.check(command) ?? null;
  }

  canUndo(act: Command): boolean {
    return this.#deeds?.canUndo(act) ?? false;
  }

  async undo(only?: Command): Promise<Command | null> {
    return (await this.#deeds?.undo(only)) ?? null;
  }

  get unsaved(): number {
    return this.#deeds?.outbox.unsaved ?? this.#left.length;
  }

  view(copy: State, words: Words): MutableState {
    return this.#deeds?.view(copy, words) ?? overlay(copy);
  }

  pending(words: Words): ReadonlyMap<string, Pending> {
    return this.#deeds?.pending(words) ?? new Map();
  }

  mayEdit(text: string): boolean {
    return this.#deeds?.mayEdit(text) ?? false;
  }

  createOf(card: string): Entry | undefined {
    return this.#deeds?.outbox.createOf(card);
  }

  keep(entry: Entry): void {
    this.#deeds?.keep(entry);
  }

  adopt(kept: KeptCommand): void {
    if (this.#deeds) this.#deeds.adopt(kept);
    else if (typeof kept?.command?.type === 'string') this.#left.push(kept);
  }

  /** A wire over which this member may speak, or none; see {@link Deeds.use}. */
  use(wire: Wire | null, ended?: boolean): void {
    this.#wire = wire;
    this.#deeds?.use(wire, ended);
  }

  /** The copy has reached `seq`. */
  reached(seq: number): void {
    this.#seq = seq;
    this.#deeds?.outbox.reached(seq);
  }

  /** The server is at `seq` and no further. */
  endsAt(seq: number): void {
    this.#seq = seq;
    this.#deeds?.endsAt(seq);
  }

  /** What is unsent becomes drafts. */
  giveUp(refusal?: Refusal): void {
    for (const { id, command, text } of this.#left.splice(0)) {
      this.drafts.add(id, this.hooks.now(), command, text && plainText(text), refusal);
      this.keeper.drop('outbox', id);
    }
    this.#deeds?.giveUp(refusal);
  }

  reclaim(): Promise<void> {
    return this.#deeds?.reclaim() ?? Promise.resolve();
  }

  clear(): void {
    this.#left = [];
    this.#deeds?.outbox.clear();
  }
}
