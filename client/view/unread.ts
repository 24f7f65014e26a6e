/** Which lanes hold something that the reader has not seen: the dots on the tabs. */
import type { Kind } from '#shared/board/types.ts';
import type { Snapshot } from '#client/session/port.ts';
import { shownKind } from './cards.ts';

/**
 * @param member the reader, or ''
 * @param current the lane in front
 * @param seen when each lane was last in front, ms
 */
export function unreadLanes(
  { state, lastSeen }: Pick<Snapshot, 'state' | 'lastSeen'>,
  member: string,
  current: Kind,
  seen: ReadonlyMap<Kind, number>,
): ReadonlySet<Kind> {
  const dots = new Set<Kind>();
  for (const card of state.cards.values()) {
    const kind = shownKind(card);
    const since = seen.get(kind) ?? lastSeen;
    if (since === null || kind === current || card.author === member || card.state !== 'open') continue;
    if (card.created > since) dots.add(kind);
  }
  return dots;
}
