/** What a person wants to do with a match or a card, from the parts of a card page to the page. */
import type { FootAction, MenuAction } from '#client/view/detail/card-actions.ts';
import type { IntroductionAction } from '#client/view/detail/introductions.ts';
import type { HelpAction } from '#client/view/detail/matches.ts';
import type { Match } from './ask.ts';

export type Act =
  | { on: 'help'; id: string; action: HelpAction; name: string }
  | { on: 'introduction'; id: string; action: IntroductionAction; name: string }
  | { on: 'card'; action: FootAction | MenuAction };

export class ActIntent extends Event {
  static readonly type = 'tilth-act';
  constructor(readonly act: Act) {
    super(ActIntent.type, { bubbles: true, composed: true });
  }
}

/** The act of one button on a match. */
export function onMatch(match: Match, action: HelpAction | IntroductionAction, name: string): Act {
  return match.type === 'help'
    ? { on: 'help', id: match.id, action: action as HelpAction, name }
    : { on: 'introduction', id: match.id, action: action as IntroductionAction, name };
}

declare global {
  interface HTMLElementEventMap {
    'tilth-act': ActIntent;
  }
}
