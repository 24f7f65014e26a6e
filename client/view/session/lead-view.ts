/** Who runs a session, where it is not the one who began it. */
import type { Session, State } from '#shared/board/types.ts';
import { nameOf } from '#client/words/names.ts';

export interface LeadView {
  words: string;
  /** The session passed on from this person, who may have it back. */
  takeBack: boolean;
}

/** @returns null when nothing passed on, or it concerns this member in no way */
export function leadView(state: State, session: Session, member: string): LeadView | null {
  const { lead, handed } = session;
  if (session.state !== 'running' || handed === undefined || !member) return null;
  const name = (id: string): string => nameOf(state.members.get(id));
  if (handed === member) {
    return { words: `${name(lead)} is running the session now, because you were away.`, takeBack: true };
  }
  if (lead !== member) return null;
  const away = state.seats.get(handed)?.away !== undefined;
  return {
    words: away
      ? `You are running the session now, because ${name(handed)} is away.`
      : `You are running the session now. ${name(handed)} is back, and may take it back.`,
    takeBack: false,
  };
}
