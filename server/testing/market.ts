/** A facilitated session for tests: phases, and what a lead does with them over a socket. */
import { freshId } from '#server/rooms/secrets.ts';
import { openSession } from '#shared/board/session/policy.ts';
import type { Phase, Session } from '#shared/board/types.ts';
import type { RawClient } from './raw-client.ts';

export function phase(id: string, more: Partial<Phase> = {}): Phase {
  return {
    id,
    name: `Part ${id}`,
    prompt: '',
    minutes: 5,
    writes: ['need', 'offer', 'referral'],
    sort: 'newest',
    atEnd: 'nothing',
    ...more,
  };
}

export class Market {
  readonly id: string;
  readonly lead: RawClient;

  private constructor(lead: RawClient, id: string) {
    this.lead = lead;
    this.id = id;
  }

  /** Plans a session and starts it. */
  static async begin(lead: RawClient, ...phases: Phase[]): Promise<Market> {
    const market = new Market(lead, freshId('session'));
    await market.says({ type: 'session.plan', session: market.id, title: 'Market', phases });
    await market.says({ type: 'session.start', session: market.id });
    return market;
  }

  /** Does something as its lead, or as somebody else; a refusal throws. */
  async says(command: Parameters<RawClient['command']>[0], who: RawClient = this.lead): Promise<void> {
    const reply = await who.command(command);
    if (!reply.ok) throw new Error(`${command.type}: ${reply.refusal.code}`);
    await who.until(() => who.seq >= reply.seq, `the frame of ${command.type}`);
  }

  async step(to: number, after?: number): Promise<void> {
    const from = this.seenBy(this.lead).phase;
    const announced = after === undefined ? {} : { after };
    await this.says({ type: 'session.step', session: this.id, from, to, ...announced });
  }

  /** The session as that person's copy has it. */
  seenBy(who: RawClient): Session {
    const session = who.state.sessions.get(this.id) ?? openSession(who.state);
    if (!session) throw new Error('there is no session');
    return session;
  }
}

/** Who sits in the session and is not away, as that person's copy has it. */
export function seated(who: RawClient): string[] {
  return [...who.state.seats.values()].flatMap(({ id, away }) => (away === undefined ? [id] : [])).toSorted();
}
