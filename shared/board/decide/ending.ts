/** What becomes of the matches of a card when the card ends. */
import { proposerGives } from '../cards.ts';
import type { Change } from '../change.ts';
import { helpsBy, introductionsBy } from '../keys.ts';
import { byId } from '../order.ts';
import type { Card, Help, Introduction, State } from '../types.ts';
import { confirmHelp, endHelp, endIntroduction, recount } from './matches.ts';

function helpsOf(state: State, card: string): Help[] {
  return helpsBy(state, `card:${card}`).sort(byId);
}

function introductionsOf(state: State, card: string): Introduction[] {
  return introductionsBy(state, `card:${card}`).sort(byId);
}

/** The card is withdrawn: nothing that was under way happens. */
export function endMatchesOfCard(change: Change, card: Card): void {
  for (const help of helpsOf(change.state, card.id)) {
    if (help.state === 'proposed') endHelp(change, help, 'declined');
    else if (help.state === 'accepted') endHelp(change, help, 'fellThrough', 'refusedBeforeStart');
  }
  for (const introduction of introductionsOf(change.state, card.id)) {
    if (introduction.state === 'proposed') endIntroduction(change, introduction, 'refused');
    else if (introduction.state === 'agreed') {
      endIntroduction(change, introduction, 'fellThrough', 'refusedBeforeStart');
    }
  }
  recount(change, card.id);
}

/** Its author says that the card is done: what was promised happened, and on a need its author received it. */
export function finishMatchesOfCard(change: Change, card: Card, author: string): void {
  for (const help of helpsOf(change.state, card.id)) {
    if (help.state === 'proposed') endHelp(change, help, 'declined');
    else if (help.state === 'accepted') {
      endHelp(change, help, 'done');
      if (proposerGives(card.kind)) confirmHelp(change, help.id, author);
    }
  }
  for (const introduction of introductionsOf(change.state, card.id)) {
    if (introduction.state === 'proposed') endIntroduction(change, introduction, 'refused');
    else if (introduction.state === 'agreed') endIntroduction(change, introduction, 'done');
  }
  recount(change, card.id);
}
