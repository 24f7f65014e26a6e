/** The parts of a session for those who take part: one may look back at what was asked, and never ahead of what is on. */
import type { Session } from '#shared/board/types.ts';

export interface PartView {
  id: string;
  name: string;
  when: 'over' | 'on' | 'later';
  minutes: number;
  /** What it asked or asks; '' for what is still to come. */
  prompt: string;
}

export function partsView({ phases, phase, state }: Session): PartView[] {
  return phases.map(({ id, name, minutes, prompt }, index) => {
    const when = state === 'planned' || index > phase ? 'later' : index < phase ? 'over' : 'on';
    return { id, name, when, minutes, prompt: when === 'later' ? '' : prompt };
  });
}
