/** What a session can begin with: phases somebody thought through, to be changed at will. */
import type { AskedKind, Phase } from '#shared/board/types.ts';

export interface Template {
  id: string;
  /** In the list of templates. */
  name: string;
  /** What a session from it is called at first. */
  title: string;
  /** For whom it is, in a sentence or two. */
  lead: string;
  /** Its minutes follow from how many people come. */
  byPeople?: {
    usual: number;
    least: number;
    most: number;
    /** Above it, it works less well. */ wellUpTo: number;
  };
  /** @param people how many come; only some templates ask */
  phases: (people: number) => readonly Phase[];
}

/** What most phases leave as it is. */
type Given = Pick<Phase, 'id' | 'name' | 'prompt' | 'minutes'> & Partial<Phase>;

export const everything: readonly AskedKind[] = ['offer', 'need', 'referral'];

/** A phase that asks for nothing, and tells everyone when its time is up, unless it says otherwise. */
export function phase(given: Given): Phase {
  return { writes: [], sort: 'newest', atEnd: 'nudge', ...given };
}

/** Minutes of all phases together. */
export function minutesOf(phases: readonly Phase[]): number {
  return phases.reduce((sum, { minutes }) => sum + minutes, 0);
}
