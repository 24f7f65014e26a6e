/**
 * What people do here: judged beforehand by the same `decide` that the server runs, shown at once, kept, sent, and told
 * what became of it. Loaded beside the first connection: the rules are larger than all that a first picture takes.
 */
import type { Outcome, Pending } from '#client/session/port.ts';
import { mayText } from '#shared/board/access.ts';
import type { Actor, Command } from '#shared/board/commands.ts';
import type { Decision, Refusal } from '#shared/board/decision.ts';
import { newId } from '#shared/board/ids.ts';
import type { MutableState } from '#shared/board/state.ts';
import type { Facts, State } from '#shared/board/types.ts';
import { nothing } from '#shared/doc/record.ts';
import { newTextDoc, plainText, spliceText } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import type { CommandReply } from '#shared/protocol.ts';
import { encodeStateAsUpdate } from 'yjs';
import { hasWords } from './about.ts';
import type { Drafts } from './drafts.ts';
import type { Keeper } from './keep/keeper.ts';
import { inverse, isUnanswered } from './inverse.ts';
import { judge } from './judging.ts';
import { type Entry, type KeptCommand, Outbox } from './outbox.ts';
import { Sender } from './sender.ts';
import type { Surroundings } from './surroundings.ts';
import { Undo, type Act } from './undo.ts';
import type { KeptText } from './text.ts';
import { pendingOf, type Words, viewOf } from './view.ts';
import type { Wire } from './wire.ts';

export interface DeedsHooks {
  now(): number;
  /** The board as the person sees it. */
  state(): State;
  actor(): Actor;
  changed(): void;
  /** Something was written; on the board as the person sees it, this follows from it. */
  wrote(facts: Facts | null): void;
  /** A card is saved, with this text; `again`: it had been before, perhaps with less. False: no text here waited for that. */
  created(card: string, sent: Uint8Array | undefined, again: boolean): boolean;
  /** Typing that may not have been saved, and nobody looks after. */
  left(kept: KeptText): void;
  /** A card was not accepted, and its words are a draft. */
  notCreated(card: string): void;
}

export class Deeds {
  readonly outbox = new Outbox();
  readonly #sender: Sender;
  readonly #undo = new Undo();
  #live = false;

  constructor(
    private readonly around: Surroundings,
    private readonly keeper: Keeper,
    private readonly drafts: Drafts,
    private readonly hooks: DeedsHooks,
  ) {
    this.#sender = new Sender(this.outbox, around, {
      now: () => hooks.now(),
      sending: (entry) => this.keep(entry),
      applied: (entry, reply, sent) => this.#applied(entry, reply, sent),
      refused: (entry, refusal) => this.#refused(entry, refusal),
      stranded: (entry) => this.#toDraft(entry),
    });
  }

  /** @param undoable false for what takes another act back */
  async run(command: Command, undoable = true): Promise<Outcome> {
    const decision = this.#judge(command);
    const refusal = decision.ok ? this.#tooMuch(command) : decision.refusal;
    if (refusal && refusal.code !== 'checking') return this.#notSent(command, refusal);
    const back = undoable ? inverse(command, this.hooks.state()) : null;
    const text = command.type === 'card.create' ? textState(command.body) : undefined;
    const entry = this.outbox.add(command, this.#newId(), this.hooks.now(), text);
    if (back) this.#undo.did(entry.id, command, back);
    this.keep(entry);
    this.hooks.wrote(decision.ok ? decision.facts : null);
    if (!this.#live) return { type: 'kept' };
    const outcome = new Promise<Outcome>((resolve) => entry.waiting.push(resolve));
    this.#sender.pump();
    return outcome;
  }

  /** Why it cannot be, as far as this device can tell. */
  check(command: Command): Refusal | null {
    const decision = this.#judge(command);
    return decision.ok ? null : decision.refusal;
  }

  /** The copy of the board as it will be when everything written here is accepted. */
  view(copy: State, words: Words): MutableState {
    return viewOf(copy, this.hooks.actor(), this.outbox.entries, words);
  }

  pending(words: Words): ReadonlyMap<string, Pending> {
    return pendingOf(this.outbox.entries, words, this.#live);
  }

  mayEdit(text: string): boolean {
    return mayText(this.hooks.state(), this.hooks.actor(), text) === 'edit';
  }

  /** Whether this is this device's last act, and can be taken back. */
  canUndo(act: Command): boolean {
    const { last } = this.#undo;
    return last?.done === act && this.#stands(last);
  }

  /** @param only what shall be taken back; left out: the last that can be */
  async undo(only?: Command): Promise<Command | null> {
    if (only && !this.canUndo(only)) return null;
    for (let act = this.#undo.take(); act; act = this.#undo.take()) {
      if (!this.#stands(act)) continue;
      const outcome = await this.run(act.back, false);
      return outcome.type === 'refused' ? null : act.done;
    }
    return null;
  }

  #stands({ done, back }: Act): boolean {
    return isUnanswered(done, this.hooks.state()) && this.check(back) === null;
  }

  /**
   * A live wire, or none. With none, nobody waits any longer: what is unsent is kept.
   * @param ended without one: it ended, rather than that nothing can be saved over it now
   */
  use(wire: Wire | null, ended = true): void {
    this.#live = wire !== null;
    this.#sender.use(wire);
    if (wire) return;
    for (const entry of this.outbox.lost(ended)) this.keep(entry);
    for (const entry of this.outbox.entries) settle(entry, { type: 'kept' });
  }

  /** The server is at `seq` and no further. */
  endsAt(seq: number): void {
    for (const entry of this.outbox.endsAt(seq)) this.keep(entry);
    this.#sender.pump();
  }

  /** Takes in what an earlier visit or a closed tab left. */
  adopt(kept: KeptCommand): void {
    this.outbox.adopt(kept);
    this.#sender.pump();
  }

  /** Everything unsent becomes drafts: this device does not speak for that member any more. */
  giveUp(refusal?: Refusal): void {
    for (const entry of this.outbox.entries.slice()) this.#toDraft(entry, refusal);
  }

  /** A page that slept may find its commands taken over by another. */
  async reclaim(): Promise<void> {
    const before = this.outbox.entries.filter(({ state }) => state.is === 'queued');
    if (before.length === 0) return;
    const own = await this.keeper.own('outbox');
    if (!own) return;
    for (const entry of before) {
      if (own.has(entry.id) || entry.state.is !== 'queued') continue;
      this.outbox.remove(entry);
      settle(entry, { type: 'kept' });
    }
    this.hooks.changed();
  }

  keep({ id, at, command, text, sent, losses }: Entry): void {
    this.keeper.put('outbox', id, { id, at, command, ...(text && { text }), sent, losses });
  }

  #judge(command: Command): Decision {
    return judge(this.hooks.state(), this.hooks.actor(), command, this.hooks.now());
  }

  #tooMuch(command: Command): Refusal | null {
    if (new TextEncoder().encode(JSON.stringify(command)).length > limits.command)
      return { code: 'tooLong', retry: 'never' };
    return this.outbox.unsaved >= limits.outbox ? { code: 'slowDown', retry: 'later' } : null;
  }

  #notSent(command: Command, refusal: Refusal): Outcome {
    if (hasWords(command)) {
      const body = command.type === 'card.create' ? command.body : undefined;
      this.drafts.add(this.#newId(), this.hooks.now(), command, body, refusal);
    }
    return { type: 'refused', refusal };
  }

  #applied(entry: Entry, reply: CommandReply & { ok: true }, sent: Uint8Array | undefined): void {
    entry.state = { is: 'acked', seq: reply.seq };
    this.keeper.drop('outbox', entry.id);
    const { command } = entry;
    if (command.type === 'card.create') this.#created(command.card, sent, reply.again === true);
    settle(entry, { type: 'applied', ...(reply.outcome && { outcome: reply.outcome }) });
    this.hooks.changed();
  }

  #created(card: string, sent: Uint8Array | undefined, again: boolean): void {
    const cared = this.hooks.created(card, sent, again);
    // an earlier page of this device may have sent it with fewer words than were typed since
    if (again && sent && !cared) this.hooks.left({ text: card, epoch: null, doc: sent, shadow: nothing });
  }

  #refused(entry: Entry, refusal: Refusal): void {
    this.#undo.refused(entry.id);
    // what nobody waits for is told by a draft
    if (entry.waiting.length === 0 || hasWords(entry.command)) this.#toDraft(entry, refusal);
    else this.#drop(entry);
    settle(entry, { type: 'refused', refusal });
  }

  #toDraft(entry: Entry, refusal?: Refusal): void {
    const { id, command, text } = entry;
    this.drafts.add(id, this.hooks.now(), command, text && plainText(text), refusal);
    if (command.type === 'card.create') this.hooks.notCreated(command.card);
    this.#drop(entry);
    settle(entry, refusal ? { type: 'refused', refusal } : { type: 'kept' });
  }

  #drop(entry: Entry): void {
    this.outbox.remove(entry);
    this.keeper.drop('outbox', entry.id);
    this.hooks.changed();
  }

  #newId(): string {
    return newId('command', this.around.randomBytes);
  }
}

/** Tells everyone who waits for a command, once. */
function settle(entry: Entry, outcome: Outcome): void {
  for (const resolve of entry.waiting.splice(0)) resolve(outcome);
}

/** The state of a text document that holds `body`, to travel with a create; none for an empty one. */
function textState(body: string): Uint8Array | undefined {
  if (body === '') return undefined;
  const doc = newTextDoc();
  spliceText(doc, 0, 0, body, null);
  const state = encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}
