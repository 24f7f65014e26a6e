/** Who looks at this screen, and what the screen may let them do. */
import type { Snapshot } from '#client/session/port.ts';

export interface Viewer {
  /** Their member id, or ''. */
  member: string;
  /** `write`: a member. `join`: could become one. `look`: holds a link for looking. */
  may: 'write' | 'join' | 'look';
  facilitator: boolean;
}

export function viewerOf(snapshot: Pick<Snapshot, 'me'>): Viewer {
  const { me } = snapshot;
  switch (me.type) {
    case 'member':
      return { member: me.member, may: 'write', facilitator: me.role === 'facilitator' };
    case 'looking':
      return { member: '', may: me.role === 'viewer' ? 'look' : 'join', facilitator: false };
    case 'pass':
      return { member: '', may: 'join', facilitator: false };
    case 'unknown':
      return { member: '', may: 'look', facilitator: false };
  }
}
