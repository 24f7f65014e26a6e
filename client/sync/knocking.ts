/**
 * Waiting at a door that asks first, over a wire of its own: those who wait are told nothing but what became of it. The
 * secret was kept before, so that this device finds its place again after a reload, and its membership after a lost answer.
 */
import type { BoardSession, Knocking } from '#client/session/port.ts';
import type { KnockAnswer } from '#shared/protocol.ts';
import type { Connection, Link } from './connection.ts';
import type { Identity } from './identity.ts';
import { deaf, nothing } from './deaf.ts';
import type { Membership } from './membership.ts';
import type { Surroundings } from './surroundings.ts';
import type { OpenWire } from './wire.ts';

/**
 * @param Connecting the code of a connection, which the page's first load has
 * @returns gives it up
 */
export function knock(
  session: Pick<BoardSession, 'retry'>,
  { openWire, around, bug }: { openWire: OpenWire; around: Surroundings; bug: (error: unknown) => void },
  identity: Identity,
  membership: Membership,
  Connecting: typeof Connection,
  name: string,
  told: (knocking: Knocking) => void,
): () => void {
  const { secret } = identity.entering ?? membership.prepare(name);
  const end = (): void => {
    connection.end();
    stopListening();
  };
  const giveUp = (): void => {
    end();
    membership.drop();
  };
  const heard = (answer: KnockAnswer): void => {
    switch (answer) {
      case 'waiting':
        return told(answer);
      case 'in':
      case 'open':
        end();
        if (answer === 'in') membership.entered();
        return session.retry();
      case 'full':
        // not an answer to this person: the place, or a membership that they were not told of, is theirs at the next try
        end();
        return told(answer);
      case 'notToday':
      case 'over':
        giveUp();
        return told(answer);
    }
  };
  const changed = (link: Link): void => {
    if (link.state === 'offline') told('away');
    if (link.state === 'live' && wasLetIn()) return heard('in');
    if (link.state !== 'closed') return;
    // what opened the door opens it no more
    if (link.why === 'noEntry') return heard('over');
    if (link.why === 'tooMany') return heard('full');
    // the board itself says what it is
    end();
    session.retry();
  };
  /** The door is closed, and the secret opens the board: they were let in while they could not be told. */
  const wasLetIn = (): boolean => identity.auth()?.device !== undefined;
  const connection = new Connecting(openWire, around, {
    auth: () => {
      const auth = identity.auth();
      return auth?.key === undefined ? auth : { ...auth, name, secret };
    },
    soon: (code) => code === 'noEntry' && identity.soon(),
    another: (code) => code === 'noEntry' && identity.refused(),
    sync: () => Promise.resolve(),
    changed,
    away: nothing,
    bug,
    events: { ...deaf, knock: heard },
  });
  const stopListening = around.listen('wake', () => connection.wake());
  told('asking');
  connection.connect();
  return giveUp;
}
