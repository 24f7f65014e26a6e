/** Changing the parts of a session that is planned, or on: those that are over, or on, stay as they are. */
import type { Phase, Session } from '#shared/board/types.ts';
import { limits, time } from '#shared/limits.ts';

export type Phases = readonly Phase[];
/** What a form sets; undefined takes an optional field away. */
export type Change = { [F in keyof Phase]?: Phase[F] | undefined };

/** How many parts at the beginning cannot be changed any more. */
export function fixedOf(session: Pick<Session, 'state' | 'phase'> | null): number {
  return session?.state === 'running' ? session.phase + 1 : 0;
}

export function changed(phases: Phases, id: string, change: Change): Phases {
  return phases.map((phase) => {
    if (phase.id !== id) return phase;
    const next = { ...phase, ...change };
    for (const field of ['silent', 'promotions', 'groups'] as const) {
      if (!next[field]) delete next[field];
    }
    return next as Phase;
  });
}

/** One place up (-1) or down (1); the same phases where it cannot move. */
export function moved(phases: Phases, id: string, by: -1 | 1, fixed: number): Phases {
  const from = phases.findIndex((phase) => phase.id === id);
  const to = from + by;
  const [one, other] = [phases[from], phases[to]];
  if (from < fixed || to < fixed || !one || !other) return phases;
  return phases.map((phase, index) => (index === from ? other : index === to ? one : phase));
}

/** One is always left. */
export function removed(phases: Phases, id: string): Phases {
  return phases.length > 1 ? phases.filter((phase) => phase.id !== id) : phases;
}

/** With a part after all others, in which everything may be written. */
export function added(phases: Phases, id: string, name: string): Phases {
  if (phases.length >= limits.phases) return phases;
  const last: Phase = {
    id,
    name,
    prompt: '',
    minutes: 10,
    writes: ['offer', 'need', 'referral'],
    sort: 'newest',
    atEnd: 'nudge',
  };
  return [...phases, last];
}

/** Minutes as somebody types them, with a point or a comma; null while that is no length a part can have. */
export function readMinutes(typed: string): number | null {
  const minutes = Number(typed.trim().replace(',', '.'));
  const fits = minutes * time.MINUTE >= time.SECOND && minutes <= limits.phaseMinutes;
  return typed.trim() !== '' && fits ? minutes : null;
}
