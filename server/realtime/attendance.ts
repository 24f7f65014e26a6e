/**
 * Who of a board's members is at its session, written into the log while one is planned or on, so that groups, late comers
 * and successors follow from the board alone. Each node says who of its own people came, so that nobody is said twice;
 * who is nowhere, on no node, is said by whichever node finds it out, for theirs may have died.
 */
import type { Metrics } from '#server/metrics.ts';
import type { PresencePort } from '#server/presence/port.ts';
import type { Room } from '#server/rooms/room.ts';
import { freshId } from '#server/rooms/secrets.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { roleOf } from '#shared/board/access.ts';
import { openSession } from '#shared/board/session/policy.ts';
import type { Session, State } from '#shared/board/types.ts';
import { limits, time } from '#shared/limits.ts';

/** What could not be written is tried again after this long. */
const ASK_AGAIN = 2 * time.SECOND;

/** One board's people on this node. */
export interface Attended {
  readonly room: Pick<Room, 'board' | 'state' | 'do'>;
  /** The connections of a member. */
  of(member: string): Iterable<unknown>;
}

interface Tools {
  metrics: Pick<Metrics, 'seats'>;
  around: Surroundings;
}

export class Attendance {
  readonly #people: Attended;
  readonly #port: PresencePort;
  readonly #tools: Tools;
  readonly #unsubscribe: () => void;
  /** Since when those who have a seat are nowhere, on the monotone clock. */
  readonly #missing = new Map<string, number>();
  /**
   * Whom this node took for gone, and has not seen since. If another node has: that one knows better, and saying it over
   * and over would set the two against each other.
   */
  readonly #saidAway = new Set<string>();
  #lookedAt = -Infinity;
  #plannedAt = Infinity;
  #cancel: (() => void) | null = null;
  #asking = false;
  #closed = false;

  constructor(people: Attended, port: PresencePort, tools: Tools) {
    this.#people = people;
    this.#port = port;
    this.#tools = tools;
    this.#unsubscribe = port.subscribe(people.room.board, () => this.changed());
    this.changed();
  }

  /** Somebody came or went, or the board is another: it is looked at, at once if that was not done just now. */
  changed(): void {
    if (openSession(this.#people.room.state)) this.#plan(0);
  }

  #plan(after: number): void {
    const now = this.#tools.around.mono();
    const at = Math.max(now + after, this.#lookedAt + limits.attendanceEvery);
    if (this.#closed || this.#plannedAt <= at) return;
    this.#cancel?.();
    this.#plannedAt = at;
    this.#cancel = this.#tools.around.after(at - now, () => {
      this.#plannedAt = Infinity;
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    // what changes meanwhile comes with a frame, which makes it look again
    if (this.#asking || this.#closed) return;
    const now = this.#tools.around.mono();
    this.#lookedAt = now;
    const session = openSession(this.#people.room.state);
    if (!session) return this.#forget();
    const here = new Set(this.#port.list(this.#people.room.board).map(({ member }) => member));
    const came = this.#came(here);
    const away = this.#away(here, now);
    if (came.length > 0 || away.length > 0) await this.#write(session, came, away);
    this.#planNext();
  }

  /** Those on this node who have no seat yet, or are said to be away. */
  #came(here: ReadonlySet<string>): string[] {
    const { state } = this.#people.room;
    const full = state.seats.size >= limits.seats;
    const came = [...here].filter((member) => {
      const seat = state.seats.get(member);
      const isNews = seat === undefined ? !full : seat.away !== undefined;
      return isNews && isMember(state, member) && !isEmpty(this.#people.of(member));
    });
    return came.slice(0, limits.attendanceAtOnce);
  }

  /** Those who have a seat and have been nowhere for long enough. */
  #away(here: ReadonlySet<string>, now: number): string[] {
    const away: string[] = [];
    for (const { id, away: since } of this.#people.room.state.seats.values()) {
      if (here.has(id)) this.#saidAway.delete(id);
      if (here.has(id) || since !== undefined || this.#saidAway.has(id)) {
        this.#missing.delete(id);
        continue;
      }
      const missing = this.#missing.get(id) ?? now;
      this.#missing.set(id, missing);
      if (now - missing >= limits.awayAfter) away.push(id);
    }
    return away.slice(0, limits.attendanceAtOnce);
  }

  async #write(session: Session, here: readonly string[], away: readonly string[]): Promise<void> {
    const { around, metrics } = this.#tools;
    this.#asking = true;
    const outcome = await this.#people.room.do({
      type: 'command',
      id: freshId('command', around.randomBytes),
      actor: { type: 'system' },
      commands: () => [{ type: 'session.seen', session: session.id, here, away }],
    });
    this.#asking = false;
    if (outcome.type === 'refused') return this.#plan(ASK_AGAIN);
    metrics.seats.inc({ what: 'came' }, here.length);
    metrics.seats.inc({ what: 'went' }, away.length);
    for (const member of away) this.#saidAway.add(member);
    this.changed();
  }

  /** Whoever is missing now may be back, or away, when their time is up. */
  #planNext(): void {
    if (this.#missing.size === 0) return;
    const first = Math.min(...this.#missing.values());
    this.#plan(first + limits.awayAfter - this.#tools.around.mono());
  }

  #forget(): void {
    this.#missing.clear();
    this.#saidAway.clear();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#unsubscribe();
    this.#forget();
  }
}

function isMember(state: State, member: string): boolean {
  return roleOf(state, { type: 'member', member }) !== 'none';
}

function isEmpty(some: Iterable<unknown>): boolean {
  return some[Symbol.iterator]().next().done === true;
}
