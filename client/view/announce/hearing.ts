/** Which announcements someone wants to hear, kept on their device beside unposted words. */

import type { BoardSession } from '#client/session/port.ts';

/** What others do, by kind: each can be switched off. */
export const heardKinds = [
  'need',
  'offer',
  'referral',
  'promotion',
  'help',
  'comment',
  'edit',
  'people',
  'session',
] as const;
export type HeardKind = (typeof heardKinds)[number];

export interface Hearing {
  /** Nothing of what others do is announced. */
  nothing: boolean;
  /** Kinds that are switched off, whether or not everything is. */
  off: ReadonlySet<HeardKind>;
}

type Kept = Pick<BoardSession, 'typed' | 'keepTyped'>;

const nothing = 'setting:quiet';
const off = 'setting:unheard';
/** With sixty people in a room these would never end. */
const offAtFirst: readonly HeardKind[] = ['edit', 'people'];
/** Everything is switched on: '' means that nobody has chosen yet. */
const noKind = 'none';

export function hearingOf(kept: Kept): Hearing {
  const chosen = kept.typed(off);
  const names = chosen.split(' ');
  return {
    nothing: kept.typed(nothing) !== '',
    off: new Set(chosen === '' ? offAtFirst : heardKinds.filter((kind) => names.includes(kind))),
  };
}

export function keepHearing(kept: Kept, hearing: Hearing): void {
  kept.keepTyped(nothing, hearing.nothing ? 'yes' : '');
  kept.keepTyped(off, [...hearing.off].join(' ') || noKind);
}

export function isHeard(hearing: Hearing, kind: HeardKind): boolean {
  return !hearing.nothing && !hearing.off.has(kind);
}
