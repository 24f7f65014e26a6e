/** The people of a session as whoever runs it sees them: who is ready, who wants to speak, who has not written yet. */
import { phaseOf } from '#shared/board/session/policy.ts';
import type { Seat, Session } from '#shared/board/types.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { someone, type Someone } from '#client/view/detail/someone.ts';
import { secondsWords } from '#client/words/minutes.ts';
import { readyOf } from '../seat-view.ts';

export interface RoomView {
  /** Ready with the part that is on, or passing in it. */
  ready: readonly Someone[];
  of: number;
  /** In the order in which they were raised. */
  hands: readonly { who: Someone; since: string }[];
  /** By name, never by how much; null while people write unseen: then nobody can tell. */
  quiet: readonly Someone[] | null;
}

export function roomView(scene: Scene, session: Session): RoomView {
  const { state, now } = scene;
  const phase = phaseOf(session);
  const seats = seatsHere(scene, session);
  const isReady = (seat: Seat): boolean => seat.ready === phase?.id || seat.passed === phase?.id;
  const hands = [...state.seats.values()]
    .flatMap((seat) => (seat.hand === undefined ? [] : [{ ...seat, hand: seat.hand }]))
    .sort((a, b) => a.hand - b.hand);
  return {
    ready: phase ? seats.filter(isReady).map(({ id }) => someone(scene, id)) : [],
    of: readyOf(state, session).of,
    hands: hands.map(({ id, hand }, nth) => ({
      who: someone(scene, id),
      since: `${nth === 0 ? 'first, ' : ''}${secondsWords(now - hand)} ago`,
    })),
    quiet: phase?.silent ? null : quietOf(scene, session, seats),
  };
}

/** Those who are here, without whoever runs it, who is busy with it. */
export function seatsHere({ state }: Scene, session: Session): readonly Seat[] {
  return [...state.seats.values()].filter((seat) => seat.away === undefined && seat.id !== session.lead);
}

function quietOf(scene: Scene, session: Session, seats: readonly Seat[]): readonly Someone[] {
  const { state } = scene;
  const began = session.began ?? Infinity;
  const wrote = new Set<string | null>();
  for (const card of state.cards.values()) if (card.created >= began) wrote.add(card.author);
  for (const help of state.helps.values()) if (help.proposed >= began) wrote.add(help.by);
  for (const introduction of state.introductions.values()) {
    if (introduction.proposed >= began) wrote.add(introduction.introducer);
  }
  return seats
    .filter(({ id }) => !wrote.has(id))
    .map(({ id }) => someone(scene, id))
    .sort((a, b) => a.name.localeCompare(b.name));
}
