/** A board to try rules on: members by name, commands in a line, and a second copy folded from what was logged. */
import { decide } from '../decide.ts';
import type { Actor, AnyCommand, Chips } from '../commands.ts';
import type { Decision, RefusalCode } from '../decision.ts';
import { due, nextDue } from '../due.ts';
import { applyFacts, emptyState, type MutableState, overlay } from '../state.ts';
import type { Card, Facts, Kind, State, Table } from '../types.ts';
import { time } from '../../limits.ts';
import type { Step } from './laws.ts';

export const start = Date.UTC(2026, 4, 1, 9);

export class Village {
  readonly state: MutableState = emptyState();
  /** What `decide` gets: the same rows without a way to change them. */
  readonly seen: State = readOnly(this.state);
  readonly log: Facts[] = [];
  at = start;
  #ids = 0;

  readonly #freeze: <T>(value: T) => T;

  /** Freezing takes a third of the time of a run; a few runs in which it is on find whoever writes into rows. */
  constructor({ freezing = true } = {}) {
    this.#freeze = freezing ? deepFreeze : (value) => value;
    this.system({ type: 'board.create', title: 'Our street', links: [] });
  }

  /** Decides, and applies what was decided. What was given and what came out are frozen all the way down. */
  run(actor: Actor, command: AnyCommand, inspect?: (step: Step) => void): Decision {
    const decision = decide(this.seen, actor, this.#freeze(command), this.at);
    if (!decision.ok) return decision;
    const facts = this.#freeze(decision.facts);
    if (inspect) {
      const after = overlay(this.state);
      applyFacts(after, facts);
      inspect({ before: this.state, after, actor, command, facts, at: this.at });
    }
    applyFacts(this.state, facts);
    for (const op of facts.ops) this.#freeze(this.state[op.table].get(op.id));
    this.log.push(facts);
    return decision;
  }

  system(command: AnyCommand): Decision {
    return this.run({ type: 'system' }, command);
  }

  by(member: string, command: AnyCommand): Decision {
    return this.run({ type: 'member', member }, command);
  }

  /** Like `by`, for what must be accepted. */
  does(member: string, command: AnyCommand): Facts {
    const decision = this.by(member, command);
    if (!decision.ok) throw new Error(`${command.type} refused: ${JSON.stringify(decision.refusal)}`);
    return decision.facts;
  }

  /** The code with which a command is refused, or `applied`. */
  says(member: string, command: AnyCommand): RefusalCode | 'applied' {
    const decision = this.by(member, command);
    return decision.ok ? 'applied' : decision.refusal.code;
  }

  id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}_${String(this.#ids).padStart(10, '0')}`;
  }

  joins(name: string, role: 'member' | 'facilitator' = 'member'): string {
    const member = `m_${name.padEnd(10, '0')}`;
    const decision = this.run(
      { type: 'link', role },
      { type: 'member.join', member, name, role, device: `d_${name.padEnd(10, '0')}`, hash: `hash-${name}` },
    );
    if (!decision.ok) throw new Error(`${name} cannot join: ${decision.refusal.code}`);
    return member;
  }

  /** Writes a card, and says where it went. */
  writes(
    member: string,
    kind: Kind,
    more: { title?: string; chips?: Chips; anonymous?: boolean; body?: string } = {},
  ): { card: string; went: 'live' | 'waiting' | 'board' } {
    const card = this.id('c');
    const { title = `${kind} ${card}`, chips = {}, anonymous = false, body = '' } = more;
    const decision = this.by(member, {
      type: 'card.create',
      card,
      kind,
      title,
      body,
      chips,
      ...(anonymous ? { anonymous } : {}),
    });
    if (!decision.ok) throw new Error(`${kind} refused: ${JSON.stringify(decision.refusal)}`);
    return { card, went: decision.outcome ?? 'board' };
  }

  /** Somebody proposes, the author accepts, both say that it is done: one help, confirmed by the one who received. */
  helps(helper: string, author: string, card: string): string {
    const help = this.id('h');
    this.does(helper, { type: 'help.propose', help, card, share: 'all', note: '' });
    this.does(author, { type: 'help.accept', help });
    this.does(this.card(card).kind === 'need' ? author : helper, { type: 'help.done', help });
    return help;
  }

  /** `giver` helps with a need of each of the others, who all say so. */
  serves(giver: string, others: readonly string[]): void {
    for (const other of others) this.helps(giver, other, this.writes(other, 'need').card);
  }

  /** Time passes, and what falls due happens at its instant, as the server does it. */
  waits(span: number): void {
    const until = this.at + span;
    for (let next = nextDue(this.state); next !== null && next <= until; next = nextDue(this.state)) {
      this.at = Math.max(this.at, next);
      for (const { command } of due(this.state, this.at)) this.system(command);
    }
    this.at = until;
  }

  card(id: string): Card {
    const card = this.state.cards.get(id);
    if (!card) throw new Error(`${id} is not on the board`);
    return card;
  }

  /** The board as its log tells it, after a round through JSON as on disk. */
  retold(): MutableState {
    const state = emptyState();
    for (const facts of this.log) applyFacts(state, JSON.parse(JSON.stringify(facts)) as Facts);
    return state;
  }
}

/** All rows of a board in an order of their own, to compare boards by. */
export function told(state: State): unknown {
  return Object.fromEntries(
    Object.entries(state).map(([table, rows]: [string, Table<{ id: string }>]) => [
      table,
      [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ]),
  );
}

function readOnly(state: State): State {
  const bare = (table: Table<unknown>): Table<unknown> => ({
    get: (id) => table.get(id),
    has: (id) => table.has(id),
    values: () => table.values(),
    find: (key) => table.find?.(key) ?? [][Symbol.iterator](),
    get size() {
      return table.size;
    },
  });
  return Object.fromEntries(
    Object.entries(state).map(([name, table]) => [name, bare(table as Table<unknown>)]),
  ) as unknown as State;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
  return value;
}

export const { DAY, HOUR, MINUTE } = time;
