/** The plain facts beneath a card's text: when, where, on what terms, and the rest where there is a rest. */
import type { Card, Terms } from '#shared/board/types.ts';
import { urgencyWords } from '#client/words/cards.ts';
import { type Scene } from './scene.ts';
import { subjectOf } from './someone.ts';

export interface Fact {
  label: string;
  value: string;
}

const termWords: { readonly [T in Terms]: string } = {
  gift: 'A gift',
  lend: 'A loan',
  exchange: 'An exchange',
  time: 'Time for time',
  paid: 'Paid',
  negotiable: 'To be agreed',
};

/** @param until writes an instant as a day and time */
export function facts(scene: Scene, card: Card, until: (at: number) => string): Fact[] {
  const found: Fact[] = [];
  const add = (label: string, value: string | undefined): void => {
    if (value) found.push({ label, value });
  };
  const urgency = card.urgency === 'anytime' && card.availability ? undefined : urgencyWords[card.urgency];
  add('When', [card.availability, urgency].filter(Boolean).join(' · '));
  add('Where', card.area);
  add(
    'Terms',
    termWords[card.terms] + (card.kind === 'need' && card.paidWelcome ? ', paid help welcome too' : ''),
  );
  if (card.quantity !== undefined && card.quantity > 1)
    add('How many', `${card.left ?? card.quantity} of ${card.quantity} left`);
  if (card.behalf) add('For', `${card.behalf.who}, who agreed to this`);
  if (card.subject) {
    const who = subjectOf(scene, card.subject);
    const where = { member: 'on this board', outside: 'not on this board', service: 'a service' }[
      card.subject.type
    ];
    add('About', `${who.name}, ${where}`);
  }
  if (card.kind === 'referral' && card.gain) add('Good to know', 'The one who passes this on gains by it');
  if (card.answers) add('Answers', scene.state.cards.get(card.answers)?.title);
  add('About', [card.category, ...(card.tags ?? [])].filter(Boolean).join(' · '));
  add(card.promoted !== undefined ? 'Up until' : 'Open until', until(card.expires));
  return found;
}
