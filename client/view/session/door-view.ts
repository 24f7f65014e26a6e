/** The door of a session, for whoever sees to it. */
import { mayRun, openSession } from '#shared/board/session/policy.ts';
import type { State } from '#shared/board/types.ts';
import type { DoorSecrets } from './door-secrets.ts';

/** `open`: whoever has the link or the code comes in. `asks`: they wait to be let in. */
export type DoorState = 'closed' | 'open' | 'asks';

export interface Waiting {
  /** By what they are let in. */
  device: string;
  name: string;
  /** Whole minutes. */
  minutes: number;
}

export interface DoorView {
  session: string;
  state: DoorState;
  /** When it closes by itself, ms since 1970. */
  until: number;
  /** Nine digits, and the link's key; null: this device does not know them. */
  code: string | null;
  key: string | null;
  /** Everyone on the board sees the code. */
  shown: boolean;
  /** Who came first, first. */
  waiting: readonly Waiting[];
}

/**
 * @param me the member who looks
 * @param kept what this device knows of a session's door
 * @returns null: there is no session, or it is not for this member to see to
 */
export function doorView(
  state: State,
  me: string,
  kept: (session: string) => DoorSecrets | null,
  now: number,
): DoorView | null {
  const session = openSession(state);
  if (!session || !mayRun(state, session, me)) return null;
  const { id, door } = session;
  const known = kept(id);
  // another opening, on another device: what is known here opens nothing any more
  const secrets = known && known.until === door?.until ? known : null;
  return {
    session: id,
    state: door ? (door.asks ? 'asks' : 'open') : 'closed',
    until: door?.until ?? 0,
    code: door?.code ?? secrets?.code ?? null,
    key: secrets?.key ?? null,
    shown: door?.code !== undefined,
    waiting: waitingAt(state, now),
  };
}

function waitingAt(state: State, now: number): Waiting[] {
  return [...state.records.values()]
    .flatMap(({ body }) => (body.type === 'knock' ? [body] : []))
    .sort((a, b) => a.at - b.at || (a.device < b.device ? -1 : 1))
    .map(({ device, name, at }) => ({ device, name, minutes: Math.max(0, Math.floor((now - at) / 60_000)) }));
}
