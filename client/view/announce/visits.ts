/** Who comes and who goes, told in one sentence. Someone who only reloads their page did neither. */
import type { Snapshot } from '#client/session/port.ts';
import { count } from '#client/words/lists.ts';

/** Member ids. */
export interface Visits {
  came: ReadonlySet<string>;
  left: ReadonlySet<string>;
}

export const noVisits: Visits = { came: new Set(), left: new Set() };

type Present = Pick<Snapshot, 'people' | 'state' | 'connection'>;

export class VisitWatch {
  /** null: nobody knows who is here, and the next look finds a whole room, which is no news. */
  private here: ReadonlySet<string> | null = null;

  /** Who came and went since the last look, other than the viewer. */
  look({ people, state, connection }: Present, member: string): Visits {
    if (connection.state !== 'live' || people.length === 0) {
      this.here = null;
      return noVisits;
    }
    const now = new Set(people.map((person) => person.member).filter((id) => state.members.has(id)));
    const before = this.here;
    this.here = now;
    if (!before) return noVisits;
    const others = (ids: ReadonlySet<string>, without: ReadonlySet<string>): ReadonlySet<string> =>
      new Set([...ids].filter((id) => id !== member && !without.has(id)));
    return { came: others(now, before), left: others(before, now) };
  }
}

export function addVisits(one: Visits, other: Visits): Visits {
  const came = new Set(one.came);
  const left = new Set(one.left);
  for (const id of other.came) if (!left.delete(id)) came.add(id);
  for (const id of other.left) if (!came.delete(id)) left.add(id);
  return { came, left };
}

/** "Ben came. 2 people left."; '' when nobody did. @param nameOf a member's name, '' where it is not known any more */
export function visitWords({ came, left }: Visits, nameOf: (member: string) => string): string {
  const who = (ids: ReadonlySet<string>): string => {
    const [only = ''] = ids;
    return (ids.size === 1 && nameOf(only)) || count(ids.size, 'person', 'people');
  };
  const parts = [came.size > 0 && `${who(came)} came.`, left.size > 0 && `${who(left)} left.`];
  return parts.filter(Boolean).join(' ');
}
