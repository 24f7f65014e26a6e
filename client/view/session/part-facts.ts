import type { Phase } from '#shared/board/types.ts';

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
