import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createMetrics } from '#server/metrics.ts';
import { memoryPresence } from '#server/presence/memory.ts';
import type { Presence, PresencePort } from '#server/presence/port.ts';
import { notNow, type Outcome } from '#server/rooms/job.ts';
import type { Room } from '#server/rooms/room.ts';
import { realSurroundings } from '#server/surroundings.ts';
import type { AnyCommand } from '#shared/board/commands.ts';
import { Village } from '#shared/board/testing/village.ts';
import type { Phase, Seat } from '#shared/board/types.ts';
import { limits, time } from '#shared/limits.ts';
import { Attendance } from './attendance.ts';

type Seen = Extract<AnyCommand, { type: 'session.seen' }>;

const phase: Phase = {
  id: '1',
  name: 'Welcome',
  prompt: '',
  minutes: 5,
  writes: ['need'],
  sort: 'newest',
  atEnd: 'nudge',
};
const metrics = createMetrics();

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const passes = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** A board that several nodes serve, whose log takes everything at once. */
class Hall {
  readonly village = new Village({ freezing: false });
  readonly session = 's_market0000';
  readonly fay = this.village.joins('fay', 'facilitator');
  readonly nodes: Node[] = [];
  /** What was written. */
  readonly seen: Seen[] = [];
  /** What was asked for, written or not. */
  asked = 0;
  answers: (() => Outcome) | null = null;

  constructor({ planned = true } = {}) {
    if (planned) this.plan();
  }

  plan(): void {
    const { session } = this;
    this.village.does(this.fay, { type: 'session.plan', session, title: 'Market', phases: [phase] });
    for (const node of this.nodes) node.attendance.changed();
  }

  node(): Node {
    const node = new Node(this);
    this.nodes.push(node);
    return node;
  }

  /** Members who are not on the board yet. */
  people(count: number, from = 0): string[] {
    return Array.from({ length: count }, (_, nth) => this.village.joins(`${from + nth}p`));
  }

  do: Room['do'] = async (job) => {
    this.asked += 1;
    if (this.answers) return this.answers();
    if (job.type !== 'command') throw new Error('only commands are expected');
    const [command] = job.commands(this.village.state, this.village.at);
    if (command?.type !== 'session.seen') throw new Error('only attendance is expected');
    this.village.at += 1;
    const decision = this.village.system(command);
    if (!decision.ok) return { type: 'refused', refusal: decision.refusal };
    if (decision.facts.ops.length > 0) {
      this.seen.push(command);
      for (const node of this.nodes) node.attendance.changed();
    }
    return { type: 'applied', seq: this.seen.length };
  };

  get here(): string[] {
    return this.seats.filter(({ away }) => away === undefined).map(({ id }) => id);
  }

  get away(): string[] {
    return this.seats.filter(({ away }) => away !== undefined).map(({ id }) => id);
  }

  get seats(): Seat[] {
    return [...this.village.state.seats.values()];
  }
}

/** One node: its own picture of who is here, and its own people. */
class Node {
  readonly port: PresencePort = memoryPresence();
  readonly attendance: Attendance;
  /** Its people, and the nodes that hear of them. */
  readonly #own = new Map<string, readonly Node[]>();
  readonly #renewing: NodeJS.Timeout;

  constructor({ village, do: act }: Hall) {
    const room = { board: 'b_1', state: village.state, do: act };
    const of = (member: string): string[] => (this.#own.has(member) ? [member] : []);
    this.attendance = new Attendance({ room, of }, this.port, { metrics, around: realSurroundings });
    this.#renewing = setInterval(() => {
      for (const member of this.#own.keys()) this.#beat(member);
    }, limits.presenceLease / 3);
    onTestFinished(() => this.dies());
  }

  comes(member: string, ...others: Node[]): void {
    this.#own.set(member, [this, ...others]);
    this.#beat(member);
  }

  #beat(member: string): void {
    for (const { port } of this.#own.get(member) ?? []) port.beat('b_1', someone(member));
  }

  goes(member: string): void {
    for (const { port } of this.#own.get(member) ?? []) port.leave('b_1', member);
    this.#own.delete(member);
  }

  /** Its people are renewed no more, and it writes nothing. */
  dies(): void {
    clearInterval(this.#renewing);
    this.attendance.close();
    void this.port.close();
  }
}

const someone = (member: string, more: Partial<Presence> = {}): Presence => ({
  socket: member,
  member,
  card: '',
  writing: false,
  looking: null,
  active: 1,
  ...more,
});

describe('one node', () => {
  test('seats whoever comes at once, and a burst of sixty in a few entries', async () => {
    const hall = new Hall();
    const node = hall.node();
    const people = hall.people(60);
    node.comes(hall.fay);
    await passes(limits.presenceTick);
    expect(hall.here).toEqual([hall.fay]);
    for (const member of people) {
      node.comes(member);
      await passes(20);
    }
    await passes(limits.attendanceEvery);
    expect(hall.here.toSorted()).toEqual([hall.fay, ...people].toSorted());
    expect(hall.asked).toBeLessThanOrEqual(5);
    expect(hall.seen).toHaveLength(hall.asked);
  });

  test('seats everyone who is here when a session is planned', async () => {
    const hall = new Hall({ planned: false });
    const node = hall.node();
    const people = hall.people(5);
    for (const member of people) node.comes(member);
    await passes(time.MINUTE);
    expect(hall.asked).toBe(0);
    hall.plan();
    await passes(limits.attendanceEvery);
    expect(hall.here.toSorted()).toEqual(people.toSorted());
    expect(hall.asked).toBe(1);
  });

  test('takes a page that is loaded again for no absence, and a longer one for one, until they are back', async () => {
    const hall = new Hall();
    const node = hall.node();
    node.comes(hall.fay);
    await passes(time.SECOND);
    node.goes(hall.fay);
    await passes(limits.awayAfter - 100);
    node.comes(hall.fay);
    await passes(time.MINUTE);
    expect(hall.seen).toHaveLength(1);
    node.goes(hall.fay);
    await passes(limits.awayAfter - 100);
    expect(hall.away).toEqual([]);
    await passes(100 + limits.attendanceEvery);
    expect(hall.away).toEqual([hall.fay]);
    await passes(time.MINUTE);
    expect(hall.seen).toHaveLength(2);
    node.comes(hall.fay);
    await passes(limits.presenceTick);
    expect(hall.here).toEqual([hall.fay]);
    expect(hall.seen).toHaveLength(3);
    node.goes(hall.fay);
    await passes(limits.awayAfter + time.SECOND);
    expect(hall.away).toEqual([hall.fay]);
  });

  test('writes nothing while people only look about, and for those who only look', async () => {
    const hall = new Hall();
    const node = hall.node();
    node.comes(hall.fay);
    await passes(time.SECOND);
    for (let nth = 0; nth < 300; nth += 1) {
      node.port.beat('b_1', someone(hall.fay, { card: `c_${nth}`, active: nth }));
      node.port.beat('b_1', someone('', { socket: 'viewer', active: nth }));
      await passes(100);
    }
    expect(hall.asked).toBe(1);
  });

  test('has a seat for a thousand, and troubles nobody about the rest', async () => {
    const hall = new Hall();
    const node = hall.node();
    const people = hall.people(limits.seats + 100);
    for (const member of people) node.comes(member);
    await passes(10 * time.SECOND);
    expect(hall.here).toHaveLength(limits.seats);
    expect(Math.max(...hall.seen.map(({ here }) => here.length))).toBe(limits.attendanceAtOnce);
    const { asked } = hall;
    expect(asked).toBe(limits.seats / limits.attendanceAtOnce);
    await passes(time.MINUTE);
    expect(hall.asked).toBe(asked);
  });

  test('asks again in its time while nothing can be written', async () => {
    const hall = new Hall();
    const node = hall.node();
    hall.answers = () => notNow;
    node.comes(hall.fay);
    await passes(20 * time.SECOND);
    expect(hall.asked).toBeGreaterThan(5);
    expect(hall.asked).toBeLessThanOrEqual(11);
    hall.answers = null;
    await passes(3 * time.SECOND);
    expect(hall.here).toEqual([hall.fay]);
  });

  test('takes nobody for gone because it ends itself, nor because it has just begun', async () => {
    const hall = new Hall();
    const first = hall.node();
    const people = hall.people(3);
    for (const member of people) first.comes(member);
    await passes(time.SECOND);
    first.attendance.close();
    for (const member of people) first.goes(member);
    await passes(time.MINUTE);
    const next = hall.node();
    await passes(limits.awayAfter / 2);
    for (const member of people.slice(1)) next.comes(member);
    await passes(time.MINUTE);
    expect(hall.away).toEqual([people[0]]);
    expect(hall.seen).toHaveLength(2);
  });
});

describe('several nodes', () => {
  test('each say who of their own people came, and ask for nothing twice', async () => {
    const hall = new Hall();
    const [one, two] = [hall.node(), hall.node()];
    for (const [nth, member] of hall.people(20).entries()) {
      if (nth % 2) one.comes(member, two);
      else two.comes(member, one);
    }
    await passes(time.MINUTE);
    expect(hall.here).toHaveLength(20);
    expect([hall.asked, hall.seen.length]).toEqual([2, 2]);
  });

  test('say each thing once, however late they hear of each other’s people', async () => {
    const hall = new Hall();
    const [one, two] = [hall.node(), hall.node()];
    const people = hall.people(20);
    for (const [nth, member] of people.entries()) (nth % 2 ? one : two).comes(member);
    await passes(limits.awayAfter - time.SECOND);
    for (const [nth, member] of people.entries()) (nth % 2 ? two : one).port.beat('b_1', someone(member));
    await passes(3 * time.SECOND);
    expect(hall.here).toHaveLength(20);
    expect(hall.seen.flatMap(({ here }) => here).toSorted()).toEqual(people.toSorted());
    expect(hall.seen.flatMap(({ away }) => away)).toEqual([]);
  });

  test('do not go on contradicting each other when one never hears of the other’s people', async () => {
    const hall = new Hall();
    const [one, two] = [hall.node(), hall.node()];
    one.comes(hall.fay);
    const [ben] = hall.people(1) as [string];
    two.comes(ben, one);
    await passes(5 * time.MINUTE);
    expect(hall.here.toSorted()).toEqual([ben, hall.fay].toSorted());
    // come, said away by the one that knows no better, and come again
    expect(hall.seen.filter(({ here, away }) => [...here, ...away].includes(hall.fay))).toHaveLength(3);
  });

  test('say that the people of a dead one are away, once, when their leases have ended', async () => {
    const hall = new Hall();
    const [one, two, three] = [hall.node(), hall.node(), hall.node()];
    const people = hall.people(10);
    for (const member of people) one.comes(member, two, three);
    two.comes(hall.fay, one, three);
    await passes(time.SECOND);
    one.dies();
    await passes(limits.presenceLease - 6 * time.SECOND);
    expect(hall.away).toEqual([]);
    await passes(time.MINUTE);
    expect(hall.away.toSorted()).toEqual(people.toSorted());
    expect(hall.here).toEqual([hall.fay]);
    expect(hall.seen.flatMap(({ away }) => away)).toHaveLength(10);
    people.forEach((member) => two.comes(member, three));
    await passes(time.SECOND);
    expect(hall.away).toEqual([]);
  });
});
