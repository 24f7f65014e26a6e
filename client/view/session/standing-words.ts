/** How a session stands, in a line beneath what it asks. */
import { phaseOf } from '#shared/board/session/policy.ts';
import type { Session, State } from '#shared/board/types.ts';
import { list } from '#client/words/lists.ts';
import { nameOf } from '#client/words/names.ts';
import { readyOf } from './seat-view.ts';

/** "9 of 14 ready · 7 written so far, seen by nobody yet"; '' when there is nothing to tell. */
export function standingWords(state: State, session: Session): string {
  const { ready, of } = readyOf(state, session);
  const words = of > 0 ? [`${ready} of ${of} ready`] : [];
  if (phaseOf(session)?.silent) words.push(`${session.silent} written so far, seen by nobody yet`);
  return words.join(' · ');
}

/** "You are in group 3 with Ana, Ben and Cem."; '' when there are no groups, or this person is in none. */
export function groupWords(state: State, session: Session, member: string): string {
  const groups = session.groups ?? [];
  const mine = groups.findIndex((group) => group.includes(member));
  const others = (groups[mine] ?? []).filter((id) => id !== member);
  if (mine < 0) return '';
  const names = others.map((id) => nameOf(state.members.get(id)));
  return `You are in group ${mine + 1}${names.length > 0 ? ` with ${list(names)}` : ''}.`;
}
