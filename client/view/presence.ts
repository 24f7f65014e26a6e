/** Who is here, and who writes where. */
import type { Member } from '#shared/board/types.ts';
import type { Snapshot } from '#client/session/port.ts';

export interface Here {
  /** Distinct members, the viewer first, idle ones last. */
  members: readonly Member[];
  /** People in all, with those who only look. */
  count: number;
  /** Who writes in a card right now, other than the viewer, by card id. */
  writers: ReadonlyMap<string, Member>;
}

export function presenceView(snapshot: Pick<Snapshot, 'people' | 'state'>, member: string): Here {
  const idle = new Map<string, boolean>();
  const writers = new Map<string, Member>();
  let looking = 0;
  for (const person of snapshot.people) {
    const row = snapshot.state.members.get(person.member);
    if (!row) {
      looking += person.count;
      continue;
    }
    // Someone with two tabs is idle only when both are.
    idle.set(row.id, (idle.get(row.id) ?? true) && person.idle);
    if (person.writing && person.card && row.id !== member) writers.set(person.card, row);
  }
  const members = [...idle.keys()]
    .map((id) => snapshot.state.members.get(id))
    .filter((row) => row !== undefined);
  const rank = (row: Member): number => (row.id === member ? 0 : idle.get(row.id) ? 2 : 1);
  members.sort((a, b) => rank(a) - rank(b) || a.joined - b.joined);
  return { members, count: members.length + looking, writers };
}
