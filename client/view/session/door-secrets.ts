/**
 * What this device knows of the doors that it opened: told once by the server, and kept here like the links that this
 * device knows, beside the words that people have not sent.
 */
import type { BoardSession } from '#client/session/port.ts';

export interface DoorSecrets {
  key: string;
  code: string;
  /** Tells this opening from others. */
  until: number;
}

type Keeping = Pick<BoardSession, 'typed' | 'keepTyped'>;

const door = (session: string): string => `door:${session}`;

export function keepDoor(kept: Keeping, session: string, secrets: DoorSecrets | null): void {
  kept.keepTyped(door(session), secrets ? JSON.stringify(secrets) : '');
}

export function doorKept(kept: Keeping, session: string): DoorSecrets | null {
  const { key, code, until } = read(kept.typed(door(session)));
  return typeof key === 'string' && typeof code === 'string' && typeof until === 'number'
    ? { key, code, until }
    : null;
}

function read(words: string): { readonly [field: string]: unknown } {
  try {
    const value: unknown = words === '' ? null : JSON.parse(words);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
