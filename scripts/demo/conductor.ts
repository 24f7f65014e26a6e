/** Someone who runs a session without a browser, over the same client that browsers run: for looking at what others see. */
import type { HeadlessSession } from '#client/sync/headless.ts';
import type { Command } from '#shared/board/commands.ts';
import { newId } from '#shared/board/ids.ts';
import { openSession } from '#shared/board/session/policy.ts';
import type { Phase, Session } from '#shared/board/types.ts';
import type { MadeBoard } from '../built-server.ts';
import { arrive } from './plant.ts';

/** A phase of which one says only what matters. */
export function phase(name: string, more: Partial<Phase> = {}): Phase {
  return {
    id: name.replace(/[^0-9A-Za-z]/g, '').slice(0, 24),
    name,
    prompt: '',
    minutes: 5,
    writes: ['need', 'offer', 'referral'],
    sort: 'newest',
    atEnd: 'nothing',
    ...more,
  };
}

export class Conductor {
  private constructor(
    readonly client: HeadlessSession,
    readonly member: string,
    private readonly session: string,
  ) {}

  /** Joins as a facilitator, plans a session of these phases and starts it. */
  static async begin(origin: string, board: MadeBoard, name: string, ...phases: Phase[]): Promise<Conductor> {
    const client = arrive(origin, board, 'facilitator');
    const member = await client.joinAs(name);
    const session = newId('session', (length) => crypto.getRandomValues(new Uint8Array(length)));
    const conductor = new Conductor(client, member, session);
    await conductor.does({ type: 'session.plan', session, title: 'Monday market', phases });
    await conductor.does({ type: 'session.start', session });
    return conductor;
  }

  /** The card of that title, which everyone sees. */
  card(title: string): string {
    for (const card of this.client.snapshot.state.cards.values()) if (card.title === title) return card.id;
    throw new Error(`there is no card “${title}”`);
  }

  /** The member of that name. */
  called(name: string): string {
    for (const member of this.client.snapshot.state.members.values())
      if (member.name === name) return member.id;
    throw new Error(`nobody is called ${name}`);
  }

  get now(): Session {
    const session = openSession(this.client.snapshot.state);
    if (!session) throw new Error('there is no session');
    return session;
  }

  does(command: Command): Promise<void> {
    return done(this.client, command);
  }

  /** To the phase after the one that is on. @param after announced, in so many ms */
  next(after?: number): Promise<void> {
    const { phase: from } = this.now;
    const announced = after === undefined ? {} : { after };
    return this.does({ type: 'session.step', session: this.session, from, to: from + 1, ...announced });
  }

  /** Somebody else is ready, or at least here. */
  async takesPart(person: HeadlessSession, ready: boolean): Promise<void> {
    await person.until(({ state }) => state.sessions.get(this.session)?.state === 'running');
    await done(person, { type: 'seat.ready', session: this.session, ready });
  }

  shows(spotlight: string | null): Promise<void> {
    return this.does({ type: 'session.spotlight', session: this.session, spotlight });
  }

  locks(locked: boolean): Promise<void> {
    return this.does({ type: 'session.lock', session: this.session, locked });
  }

  leave(): void {
    this.client.close();
  }
}

/** @throws when it is not saved */
async function done(person: HeadlessSession, command: Command): Promise<void> {
  const outcome = await person.run(command);
  if (outcome.type !== 'applied') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
}
