/** Whose turn it is where what was written in silence is shown one person after the other. */
import { goesByTurns } from '#shared/board/session/policy.ts';
import type { Session } from '#shared/board/types.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { someone, type Someone } from '#client/view/detail/someone.ts';
import { seatsHere } from './room-view.ts';

export interface TurnView {
  who: Someone;
  /** `now`: it is their turn. `had`: what they wrote is on the board. `passes`: they said that they pass in this part. */
  is: 'now' | 'waits' | 'had' | 'passes';
}

/** Null where nothing is shown in turns. In the order in which people joined: the same as they sit in many rooms. */
export function turnsView(scene: Scene, session: Session): readonly TurnView[] | null {
  const { state } = scene;
  if (!goesByTurns(session)) return null;
  const { phases, phase, before } = session;
  const from = before?.at ?? session.since;
  const had = new Set<string | null>();
  for (const card of state.cards.values()) if (card.created >= from) had.add(card.author);
  const joined = (member: string): number => state.members.get(member)?.joined ?? 0;
  return [...seatsHere(scene, session)]
    .sort((a, b) => joined(a.id) - joined(b.id) || (a.id < b.id ? -1 : 1))
    .map(({ id, passed }) => ({
      who: someone(scene, id),
      is:
        session.turn === id ? 'now' : had.has(id) ? 'had' : passed === phases[phase]?.id ? 'passes' : 'waits',
    }));
}
