/** A session's parts as its plan lists them. */
import type { Phase, Session } from '#shared/board/types.ts';
import { minutesWords } from '#client/words/minutes.ts';

export interface PartView {
  id: string;
  name: string;
  prompt: string;
  /** "8 min". */
  minutes: string;
  is: 'done' | 'on' | 'coming';
}

export function planView(session: Pick<Session, 'phases' | 'phase' | 'state'>): readonly PartView[] {
  const on = session.state === 'planned' ? -1 : session.phase;
  return session.phases.map((phase, index) => ({
    id: phase.id,
    name: phase.name,
    prompt: phase.prompt,
    minutes: minutesWords(phase.minutes),
    is: index < on ? 'done' : index === on ? 'on' : 'coming',
  }));
}

/** What a part is like, beyond its name, in short: "in silence", "groups of 5", "promotions may go up". */
export function partFacts(phase: Phase): readonly string[] {
  return [
    phase.silent ? silentWords[phase.silent] : '',
    phase.groups ? `new groups of about ${phase.groups}` : '',
    phase.promotions ? 'promotions may go up' : '',
    phase.atEnd === 'freeze' ? 'writing rests when time is up' : '',
  ].filter(Boolean);
}

const silentWords = {
  all: 'in silence, then shown all at once',
  group: 'in silence, then shown to one’s group',
  turns: 'in silence, then shown one after the other',
} as const;
