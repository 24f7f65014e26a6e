/** What phases must look like, whoever made them: a template, a facilitator, a file. */
import { limits, sessionRule, time } from '../../limits.ts';
import type { Phase } from '../types.ts';
import { firstFault, lengthFault, type WordsFault, wordsFault } from '../words.ts';

/** What is wrong with a session's phases, or null. There is one at least, each with a name and an id of its own. */
export function phasesFault(phases: readonly Phase[]): WordsFault | null {
  if (phases.length === 0) return 'words';
  if (phases.length > limits.phases) return 'tooLong';
  if (new Set(phases.map(({ id }) => id)).size < phases.length) return 'words';
  return firstFault(...phases.map(phaseFault));
}

function phaseFault(phase: Phase): WordsFault | null {
  const { minutes, groups } = phase;
  // a second at least: a phase of no length is a slip of the hand
  const timed = minutes * time.MINUTE >= time.SECOND && minutes <= limits.phaseMinutes;
  const grouped =
    groups === undefined ||
    (Number.isInteger(groups) && groups >= sessionRule.groupLeast && groups <= sessionRule.groupMost);
  return firstFault(
    wordsFault(phase.name, limits.phaseName),
    lengthFault(phase.prompt, limits.phasePrompt),
    timed && grouped ? null : 'words',
  );
}
