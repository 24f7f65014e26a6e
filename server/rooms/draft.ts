/**
 * A batch of jobs, judged one after the other on an overlay of the replica: each sees what those before it decided, and
 * nothing has to be undone if the log turns out to have moved.
 */
import type { Entry, TextChange } from '#server/store/port.ts';
import { formatOfOps } from '#server/store/format.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { cardOf, mayText } from '#shared/board/access.ts';
import { isGoing } from '#shared/board/cards.ts';
import type { Actor, AnyCommand } from '#shared/board/commands.ts';
import { decide } from '#shared/board/decide.ts';
import type { Refusal, RefusalCode } from '#shared/board/decision.ts';
import { systemId } from '#shared/board/ids.ts';
import { applyFacts, overlay, type MutableState } from '#shared/board/state.ts';
import type { Facts, RecordChange, State } from '#shared/board/types.ts';
import { compactText, emptyText, gateText, type TextRecord } from '#shared/doc/gate.ts';
import { newTextDoc, plainText, spliceText } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import * as Y from 'yjs';
import type { GateBudget } from './gate-budget.ts';
import type { Job } from './job.ts';
import { isAnonymousAuthor, isNameless } from './nameless.ts';
import type { Replica } from './replica.ts';
import { asTextsRead, notes, settle, type Settling } from './settled.ts';

export type Verdict =
  | { type: 'entry'; seq: number; outcome?: 'live' | 'waiting'; rev?: number }
  | { type: 'again'; seq: number; rev?: number }
  | { type: 'refused'; refusal: Refusal }
  /** Nothing to write: it is so already. */
  | { type: 'nothing' };

type Accepted = Extract<ReturnType<typeof gateText>, { ok: true }>;
type GateAnswer = Accepted | { ok: false; code: RefusalCode; hostile: boolean };

export interface DraftTools {
  budget: GateBudget;
  settling: Settling;
  around: Surroundings;
  /** Told of texts that an honest client never sends, and of those that outgrew their document. */
  gateRefused(text: string, code: RefusalCode, hostile: boolean): void;
}

export class Draft {
  readonly entries: Entry[] = [];
  readonly changes: RecordChange[][] = [];
  readonly #replica: Replica;
  readonly #at: number;
  readonly #tools: DraftTools;
  readonly #state: MutableState;
  readonly #texts = new Map<string, TextRecord | null>();
  readonly #ids = new Map<string, number>();
  #epoch: number;

  constructor(replica: Replica, at: number, tools: DraftTools) {
    this.#replica = replica;
    this.#at = at;
    this.#tools = tools;
    this.#state = overlay(replica.state);
    this.#epoch = replica.epoch;
  }

  judge(job: Job): Verdict {
    switch (job.type) {
      case 'command':
        return this.#seen(job.id) ?? this.#command(job);
      case 'text':
        return this.#seen(job.id, this.#text(job.text).rev) ?? this.#push(job);
      case 'settle':
        return this.#settle(job.text);
      case 'compact':
        return this.#compact(job.text, job.tangled === true);
      case 'rebuild':
        return this.#entry(systemId('rebuild', 'board', this.#at), '', { epoch: this.#nextEpoch() });
      case 'erase':
        throw new Error('a board is erased, not drafted');
    }
  }

  #seen(id: string, rev?: number): Verdict | null {
    const seq = this.#ids.get(id) ?? this.#replica.applied.get(id)?.seq;
    return seq === undefined ? null : { type: 'again', seq, ...(rev === undefined ? {} : { rev }) };
  }

  #command(job: Extract<Job, { type: 'command' }>): Verdict {
    const { actor } = job;
    const asked = job.commands(this.#state, this.#at);
    const texts: TextChange[] = [];
    // One command decides before anything changes; several need a copy of their own, to be all or nothing.
    const trial = asked.length === 1 ? this.#state : overlay(this.#state);
    const facts: Facts = { ops: [], records: [] };
    let outcome: 'live' | 'waiting' | undefined;
    let nameless = false;
    for (const each of asked) {
      let command = each;
      let gated: Accepted | null = null;
      const textBefore = command.type === 'card.create' ? this.#texts.get(command.card) : undefined;
      if (command.type === 'card.create') {
        const answer = this.#firstText(actor, command, job.text);
        if (answer && !answer.ok) return this.#gateRefused(command.card, answer);
        if (answer) command = { ...command, body: answer.value };
        gated = answer && answer.record.rev > 0 ? answer : null;
      }
      const decision = decide(trial, actor, command, this.#at);
      if (!decision.ok) {
        // A card that there is not has no text either, should the next in line ask for it again.
        if (gated && textBefore === undefined) this.#texts.delete(gated.record.text);
        else if (gated && textBefore !== undefined) this.#texts.set(gated.record.text, textBefore);
        return { type: 'refused', refusal: decision.refusal };
      }
      const decided = asTextsRead(decision.facts, (card) => this.#reads(card));
      applyFacts(trial, decided);
      facts.ops.push(...decided.ops);
      facts.records.push(...decided.records);
      outcome = decision.outcome ?? outcome;
      nameless ||= isNameless(trial, actor, command);
      if (gated) texts.push(this.#change(gated));
    }
    if (trial !== this.#state) applyFacts(this.#state, facts);
    texts.push(...this.#dropTexts(facts));
    if (actor.type === 'system' && isEmpty(facts)) return { type: 'nothing' };
    const erased = asked.flatMap((command) => (command.type === 'member.erase' ? [command.member] : []));
    if (erased.length > 0) {
      // one entry, so that nobody is ever half erased: what was before it goes with the snapshot that follows
      texts.push(...this.#forgetWriters(new Set(erased), facts));
      return this.#entry(job.id, '', { facts, texts, epoch: this.#nextEpoch() });
    }
    const by = actor.type === 'member' && !nameless ? actor.member : '';
    return this.#entry(job.id, by, { facts, texts }, outcome);
  }

  /** The text that a card begins with, through the gate like any other; null if there is none. */
  #firstText(
    actor: Actor,
    command: Extract<AnyCommand, { type: 'card.create' }>,
    update: Uint8Array | undefined,
  ): GateAnswer | null {
    if (cardOf(this.#state, command.card) || this.#text(command.card).rev > 0) return null;
    if (update) return this.#gate(emptyText(command.card), update, nameOf(actor));
    if (command.body === '') return null;
    const doc = newTextDoc();
    spliceText(doc, 0, 0, command.body, null);
    const written = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    return this.#gate(emptyText(command.card), written, nameOf(actor));
  }

  #push(job: Extract<Job, { type: 'text' }>): Verdict {
    const { actor } = job;
    switch (mayText(this.#state, actor, job.text)) {
      case null:
        return refused('noCard');
      case 'read':
        if (actor.type !== 'member') return refused('viewersOnlyLook');
        return refused(isClosed(this.#state, job.text) ? 'wrongState' : 'notYours');
      case 'edit':
        break;
    }
    const record = this.#text(job.text);
    if (job.epoch !== record.epoch) return refused('textStale');
    const answer = this.#gate(record, job.update, nameOf(actor));
    if (!answer.ok) return this.#gateRefused(job.text, answer);
    if (answer.record === record) return { type: 'again', seq: this.#end, rev: record.rev };
    const change = this.#change(answer);
    const due = this.#at - this.#tools.settling.settledAt(job.text) >= limits.settleEvery;
    const facts = due ? settle(this.#state, job.text, answer.value, this.#at) : nothing;
    applyFacts(this.#state, facts);
    if (due) this.#tools.settling.settled(job.text, this.#at);
    else this.#tools.settling.wait(job.text);
    const by = isAnonymousAuthor(this.#state, actor, job.text) ? '' : nameOf(actor);
    return this.#entry(job.id, by, { facts, texts: [change] }, undefined, change.rev);
  }

  #gate(record: TextRecord, update: Uint8Array, member: string): GateAnswer {
    const { around } = this.#tools;
    const began = around.mono();
    if (!this.#tools.budget.allows(member, began)) return { ok: false, code: 'slowDown', hostile: false };
    const most = record.text === notes ? limits.notes : limits.body;
    const answer = gateText(record, update, member, most);
    this.#tools.budget.spend(member, around.mono() - began);
    if (answer.ok) this.#texts.set(record.text, answer.record);
    return answer;
  }

  #gateRefused(text: string, answer: Extract<GateAnswer, { ok: false }>): Verdict {
    this.#tools.gateRefused(text, answer.code, answer.hostile);
    return refused(answer.code);
  }

  #settle(text: string): Verdict {
    const record = this.#known(text);
    if (!record) return { type: 'nothing' };
    const facts = settle(this.#state, text, plainText(record.state), this.#at);
    this.#tools.settling.settled(text, this.#at);
    if (isEmpty(facts)) return { type: 'nothing' };
    applyFacts(this.#state, facts);
    return this.#entry(systemId('settle', text, this.#at), '', { facts });
  }

  #compact(text: string, tangled: boolean): Verdict {
    const record = this.#known(text);
    if (!record) return { type: 'nothing' };
    const fresh = compactText(record);
    // what is laid down already cannot be tangled: without this, refused updates would write to the log
    const simpler = fresh.state.length < record.state.length;
    if (!(tangled ? simpler : isWorthwhile(fresh, record))) return { type: 'nothing' };
    return this.#entry(systemId('compact', text, this.#at), '', { texts: [this.#layDown(fresh)] });
  }

  #layDown(fresh: TextRecord): TextChange {
    this.#texts.set(fresh.text, fresh);
    const { text, epoch, rev, state: diff } = fresh;
    return { text, epoch, rev, diff, reset: true, owners: [...fresh.owners] };
  }

  /**
   * Every text these members wrote in, as it reads now: what they took out again, and who wrote what, is in it no more.
   * Settled text may lag behind, so `facts` bring it there as well.
   */
  #forgetWriters(members: ReadonlySet<string>, facts: Facts): TextChange[] {
    const texts: TextChange[] = [];
    for (const text of [...new Set([...this.#replica.texts.keys(), ...this.#texts.keys()])].toSorted()) {
      const record = this.#known(text);
      if (!record || ![...record.owners.values()].some((owner) => members.has(owner))) continue;
      const settled = settle(this.#state, text, plainText(record.state), this.#at);
      applyFacts(this.#state, settled);
      facts.ops.push(...settled.ops);
      facts.records.push(...settled.records);
      texts.push(this.#layDown(compactText(record)));
    }
    return texts;
  }

  #nextEpoch(): number {
    this.#epoch += 1;
    return this.#epoch;
  }

  get #end(): number {
    return this.#replica.seq + this.entries.length;
  }

  #known(text: string): TextRecord | null {
    const drafted = this.#texts.get(text);
    return drafted === undefined ? (this.#replica.texts.get(text) ?? null) : drafted;
  }

  /** What a text says, or null if nothing was ever written in it. */
  #reads(text: string): string | null {
    const record = this.#known(text);
    return record && plainText(record.state);
  }

  #text(text: string): TextRecord {
    return this.#known(text) ?? emptyText(text);
  }

  #change(gated: Accepted): TextChange {
    const { text, epoch, rev } = gated.record;
    return {
      text,
      epoch,
      rev,
      diff: gated.diff,
      ...(gated.newOwners.length > 0 ? { owners: gated.newOwners } : {}),
    };
  }

  /** A card that is on the board no more, nor waiting, nor held, takes its text with it. */
  #dropTexts(facts: Facts): TextChange[] {
    const left = new Set<string>();
    for (const op of facts.ops) if (op.op === 'drop' && op.table === 'cards') left.add(op.id);
    for (const { id, record } of facts.records) {
      if (!record && /^(waiting|held|silent):/.test(id)) left.add(id.slice(id.indexOf(':') + 1));
    }
    const dropped: TextChange[] = [];
    for (const text of left) {
      const record = this.#known(text);
      if (!record || cardOf(this.#state, text)) continue;
      this.#texts.set(text, null);
      dropped.push({ text, epoch: record.epoch, rev: record.rev + 1, diff: new Uint8Array(), dropped: true });
    }
    return dropped;
  }

  #entry(
    id: string,
    by: string,
    what: { facts?: Facts; texts?: TextChange[]; epoch?: number },
    outcome?: 'live' | 'waiting',
    rev?: number,
  ): Verdict {
    const seq = this.#end + 1;
    const records = what.facts?.records ?? [];
    this.entries.push({
      format: formatOfOps(what.facts?.ops ?? []),
      seq,
      at: this.#at,
      id,
      by,
      ...(what.epoch === undefined ? {} : { epoch: what.epoch }),
      ops: what.facts?.ops ?? [],
      texts: what.texts ?? [],
      records: [...new Set(records.map((record) => record.id))],
    });
    this.changes.push(records);
    this.#ids.set(id, seq);
    return { type: 'entry', seq, ...(outcome ? { outcome } : {}), ...(rev === undefined ? {} : { rev }) };
  }
}

const nothing: Facts = { ops: [], records: [] };

/** Whoever is writing has to begin afresh, so nobody may cause it by an update that no text could take. */
const SMALL = 4 * 1024;

function isWorthwhile(fresh: TextRecord, record: TextRecord): boolean {
  return record.state.length > SMALL && record.state.length > 2 * fresh.state.length;
}

function isClosed(state: State, text: string): boolean {
  const found = cardOf(state, text);
  return found !== null && !isGoing(found.card);
}

function isEmpty(facts: Facts): boolean {
  return facts.ops.length === 0 && facts.records.length === 0;
}

function nameOf(actor: Actor): string {
  return actor.type === 'member' ? actor.member : '';
}

/** Text codes say by themselves what a client does next; the words are kept on the device in each case. */
function refused(code: RefusalCode): Verdict {
  return { type: 'refused', refusal: { code, retry: code === 'slowDown' ? 'later' : 'never' } };
}
