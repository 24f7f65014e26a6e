/**
 * The board as its log tells it, folded entry by entry at the moment of each append, beside all nodes; and the laws that
 * every single entry must keep, whoever wrote it.
 */
import { commandRoles, type Actor, type AnyCommand, type Command } from '#shared/board/commands.ts';
import { mayRun } from '#shared/board/session/policy.ts';
import { applyFacts, emptyState, overlay } from '#shared/board/state.ts';
import {
  anonymousAuthorsAreNeverNamed,
  authorOf,
  broken,
  contactsEndWithTheirMatch,
  membersTouchOnlyWhatTheyMay,
  noPromotionGoesLiveWithoutAFreeSlot,
  promotionsAreJudgedRight,
  quantitiesAddUp,
  silentCardsAreTheirAuthorsAlone,
  someRecordsGoToNobody,
  type Step,
  theLineMoves,
} from '#shared/board/testing/laws.ts';
import type { RecordChange, State } from '#shared/board/types.ts';
import { applyTextChange, type TextRecord } from '#shared/doc/gate.ts';
import { plainText } from '#shared/doc/text.ts';
import type { Entry } from '#server/store/port.ts';
import { Doors } from './doors.ts';
import type { Person, Word } from './people.ts';
import { wordsIn } from './people.ts';

const always = [
  noPromotionGoesLiveWithoutAFreeSlot,
  anonymousAuthorsAreNeverNamed,
  membersTouchOnlyWhatTheyMay,
  someRecordsGoToNobody,
  contactsEndWithTheirMatch,
  quantitiesAddUp,
  silentCardsAreTheirAuthorsAlone,
  oneWinnerOfAnExclusiveClaim,
];

/** What must hold once everything overdue has been done. */
export function lateLaws(state: State, at: number): string | null {
  const command: AnyCommand = { type: 'promotion.due', member: '' };
  const facts = { ops: [], records: [] };
  const step: Step = { before: state, after: state, actor: { type: 'system' }, command, facts, at };
  return broken(step, [promotionsAreJudgedRight, theLineMoves]);
}

/** A card for one has at most one help that was accepted and did not fall through. */
function oneWinnerOfAnExclusiveClaim({ after, facts }: Step): string | null {
  for (const op of facts.ops) {
    if (op.table !== 'helps' || op.op !== 'set' || op.value !== 'accepted') continue;
    const card = after.helps.get(op.id)?.card;
    if (card === undefined || after.cards.get(card)?.quantity !== 1) continue;
    const winners = [...after.helps.values()].filter(
      // done in part, and no number given: all of it may be asked for again
      (help) =>
        help.card === card && help.quantity > 0 && ['accepted', 'done', 'partDone'].includes(help.state),
    );
    if (winners.length > 1) return `${card} was promised to ${winners.map(({ by }) => by).join(' and ')}`;
  }
  return null;
}

/** Of the records that an append changes, in the order of its entries, those of one entry; it may change one twice. */
function ownRecords(
  { records: ids }: Entry,
  later: readonly Entry[],
  records: readonly RecordChange[],
  from: number,
): RecordChange[] {
  const seen = new Set<string>();
  let to = from;
  for (; to < records.length; to += 1) {
    const { id } = records[to]!;
    if (!ids.includes(id) || (seen.size === ids.length && later.some((entry) => entry.records.includes(id))))
      break;
    seen.add(id);
  }
  return records.slice(from, to);
}

/** What a person sent under an id. */
export interface Sent {
  by: Person;
  /** Whom their page took them for; undefined: nobody yet. */
  member: string | undefined;
  command: Command;
}

/** Ids that only name what was done: nothing looks them up, and time may stand still on a board. */
const named = /^sys:(settle|compact|rebuild):/;

export class Truth {
  readonly state = emptyState();
  readonly texts = new Map<string, TextRecord>();
  seq = 0;
  at = 0;
  epoch = 1;
  /** Position of each command. */
  readonly ids = new Map<string, number>();
  /** Log position up to which each card was on the board; of those that are, the newest. */
  readonly #leftBoard = new Map<string, number>();
  readonly doors = new Doors();
  /** Hash of the device of everyone who ever knocked. */
  readonly #knocked = new Set<string>();
  readonly held = new Set<string>();
  /** To whom each card that was written in silence was ever shown, its author among them; a law says to whom it may be. */
  readonly shown = new Map<string, Set<string>>();
  /**
   * What sessions went through: how often a phase began, a silent card was shown to all, somebody came or went, and
   * whoever had knocked was let in.
   */
  readonly sessions = { phases: 0, shown: 0, seats: 0, letIn: 0 };
  /** Everyone who was ever a facilitator, by member. */
  readonly facilitators = new Set<string>();
  /** Everyone who ever ran a session, by member. */
  readonly leads = new Set<string>();
  /** Words that stood in public. */
  readonly public = new Set<string>();
  readonly #words: ReadonlyMap<string, Word>;
  readonly #sent: ReadonlyMap<string, Sent>;
  readonly #fail: (what: string) => void;

  /** @param fail told of every law that is broken */
  constructor(
    words: ReadonlyMap<string, Word>,
    sent: ReadonlyMap<string, Sent>,
    fail: (what: string) => void,
  ) {
    this.#words = words;
    this.#sent = sent;
    this.#fail = fail;
  }

  /** An append is in the log. */
  written(entries: readonly Entry[], records: readonly RecordChange[]): void {
    let from = 0;
    entries.forEach((entry, index) => {
      const own = ownRecords(entry, entries.slice(index + 1), records, from);
      from += own.length;
      this.#entry(entry, own);
    });
    if (from !== records.length) this.#fail('the append names other records than it changes');
  }

  #entry(entry: Entry, records: readonly RecordChange[]): void {
    const { seq, id, at } = entry;
    if (seq !== this.seq + 1) this.#fail(`entry ${seq} was written after ${this.seq}`);
    if (at < this.at) this.#fail(`entry ${seq} is older than the one before it`);
    const before = this.ids.get(id);
    if (before !== undefined && !named.test(id))
      this.#fail(`${id} was applied at ${before} and again at ${seq}`);
    this.ids.set(id, seq);
    this.seq = seq;
    this.at = at;
    this.epoch = entry.epoch ?? this.epoch;
    this.#judge(entry, records);
    this.#judgeWriting(entry);
    applyFacts(this.state, { ops: entry.ops, records: [...records] });
    this.#follow(entry, records);
  }

  #judge(entry: Entry, records: readonly RecordChange[]): void {
    if (entry.ops.length === 0 && records.length === 0) return;
    const after = overlay(this.state);
    const facts = { ops: entry.ops, records: [...records] };
    applyFacts(after, facts);
    const sent = this.#sent.get(entry.id);
    const member = sent?.member;
    const row = this.state.members.get(member ?? '');
    if (sent && (!row || row.gone)) {
      return this.#fail(`${sent.command.type} of ${sent.by.name}, who is no member, was applied`);
    }
    if (sent && commandRoles[sent.command.type] === 'facilitator' && row?.role !== 'facilitator') {
      this.#fail(`${sent.command.type} of ${sent.by.name}, who is no facilitator, was applied`);
    }
    const run = sent && commandRoles[sent.command.type] === 'lead' && 'session' in sent.command;
    const session = run && this.state.sessions.get((sent.command as { session: string }).session);
    if (session && !mayRun(this.state, session, member ?? ''))
      this.#fail(`${sent.command.type} of ${sent.by.name}, who does not run the session, was applied`);
    const actor: Actor = member === undefined ? { type: 'system' } : { type: 'member', member };
    const command: AnyCommand = sent?.command ?? { type: 'promotion.due', member: '' };
    const what = broken({ before: this.state, after, actor, command, facts, at: entry.at }, always);
    if (what !== null) this.#fail(`${what} (entry ${entry.seq}, ${sent?.command.type ?? entry.id})`);
  }

  /** Running text was written by somebody who may write there. */
  #judgeWriting({ seq, by, texts }: Entry): void {
    // an anonymous author's entries name nobody
    if (by === '') return;
    for (const { text, reset, dropped } of texts) {
      if (text === 'notes' || reset || dropped) continue;
      const owner = authorOf(this.state, text);
      const may =
        owner === null ||
        owner === by ||
        this.state.members.get(by)?.role === 'facilitator' ||
        this.state.cards.get(text)?.editors?.includes(by);
      if (!may) this.#fail(`${by} wrote in ${text}, which is of ${owner} (entry ${seq})`);
    }
  }

  #follow(entry: Entry, records: readonly RecordChange[]): void {
    const { seq } = entry;
    for (const op of entry.ops) {
      if (op.table === 'cards' && op.op === 'put') this.#leftBoard.set(op.id, Infinity);
      if (op.table === 'cards' && op.op === 'drop') this.#leftBoard.set(op.id, seq);
      if (op.table === 'sessions' && op.op === 'set' && op.field === 'phase') this.sessions.phases += 1;
      if (op.table === 'cards' && op.op === 'put' && this.shown.has(op.id)) this.sessions.shown += 1;
      if (op.table === 'seats') this.sessions.seats += 1;
      if (op.table === 'sessions') this.doors.look(`door:${op.id}`, this.state, seq);
      if (op.table === 'sessions') this.leads.add(this.state.sessions.get(op.id)?.lead ?? '');
      if (op.table === 'members') {
        const row = this.state.members.get(op.id);
        if (row?.role === 'facilitator') this.facilitators.add(row.id);
      }
    }
    if (entry.ops.length > 0) {
      for (const token of wordsIn(JSON.stringify(entry.ops))) {
        this.public.add(token);
        this.#wrote(token, seq);
      }
    }
    for (const { id, record } of records) {
      if (id.startsWith('held:')) this.held.add(id.slice('held:'.length));
      for (const token of wordsIn(JSON.stringify(record))) this.#wrote(token, seq);
      const body = record?.body;
      if (body?.type === 'silent') {
        const { id: card } = body.card;
        this.shown.set(card, new Set([...(this.shown.get(card) ?? []), ...(record?.to ?? [])]));
      }
      if (body?.type === 'knock') this.#knocked.add(body.hash);
      if (body?.type === 'device' && this.#knocked.has(body.hash)) this.sessions.letIn += 1;
      this.doors.look(id, this.state, seq);
    }
    for (const change of entry.texts) {
      if (change.dropped) {
        this.texts.delete(change.text);
        continue;
      }
      const next = applyTextChange(this.texts.get(change.text), change);
      this.texts.set(change.text, next);
      for (const token of wordsIn(plainText(next.state))) this.#wrote(token, seq);
    }
  }

  #wrote(token: string, seq: number): void {
    const word = this.#words.get(token);
    if (word) word.seq ??= seq;
  }

  /** Was the card on the board at some moment since that position? */
  onBoardSince(card: string, seq: number): boolean {
    return (this.#leftBoard.get(card) ?? -1) >= seq;
  }

  /** Whose device has a secret with that hash; null: nobody's who is still a member. */
  memberOf(hash: string): string | null {
    for (const { body } of this.state.records.values()) {
      if (body.type === 'device' && body.hash === hash && !this.state.members.get(body.member)?.gone)
        return body.member;
    }
    return null;
  }

  /** What a text says now. */
  plain(text: string): string | null {
    const record = this.texts.get(text);
    return record ? plainText(record.state) : null;
  }
}
