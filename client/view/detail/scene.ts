/** What every detail view model looks at: the board as this person sees it, and who they are. */
import type { Role, State } from '#shared/board/types.ts';
import type { Person, Snapshot } from '#client/session/port.ts';

export interface Scene {
  state: State;
  /** This person's member id; null while only looking. */
  me: string | null;
  role: Role;
  /** The log's clock, ms since 1970. */
  now: number;
  people: readonly Person[];
}

export function sceneOf(snapshot: Snapshot, now: number): Scene {
  const { me, state, people } = snapshot;
  if (me.type === 'member') {
    // the board's own word on the role is fresher than the one from the handshake
    const role = state.members.get(me.member)?.role ?? me.role;
    return { state, me: me.member, role, now, people };
  }
  return { state, me: null, role: me.type === 'looking' ? me.role : 'viewer', now, people };
}
