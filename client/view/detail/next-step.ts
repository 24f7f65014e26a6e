/** The one match whose next step stands at the foot of a card: what one agreed before what one may thank for. */
import { list } from '#client/words/lists.ts';
import { othersOf, type IntroductionView } from './introductions.ts';
import type { HelpView } from './matches.ts';
import { inSentence } from './someone.ts';

export interface Step {
  type: 'agreed' | 'thank';
  match: { type: 'help' | 'introduction'; id: string };
  /** Those on the other side, as a sentence names them. */
  name: string;
}

export function nextStep(
  helps: readonly HelpView[],
  introductions: readonly IntroductionView[],
): Step | null {
  for (const type of ['agreed', 'thank'] as const) {
    const action = type === 'agreed' ? 'done' : 'thank';
    const help = helps.find((view) => view.actions.includes(action));
    if (help) return { type, match: { type: 'help', id: help.help.id }, name: inSentence(help.other) };
    const view = introductions.find((one) => one.actions.includes(action));
    if (view) {
      const name = list(othersOf(view).map(inSentence));
      return { type, match: { type: 'introduction', id: view.introduction.id }, name };
    }
  }
  return null;
}
