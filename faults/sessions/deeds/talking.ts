/** What follows once a card is shown: comments and help, also with authors whom nobody knows; and a card held for a while. */
import { type Deed, oneOf } from './deed.ts';
import type { Draft } from '../drafts.ts';
import type { Evening } from '../evening.ts';
import type { Person } from '../people.ts';

const open = (evening: Evening): Draft[] =>
  evening.drafts.shown.filter(({ owner, withdrawn }) => owner.here && !withdrawn);

/** Somebody else who is here. */
const another = (evening: Evening, than: Person): Person =>
  evening.dice.one(evening.writers.filter((person) => person !== than));

export const comments: Deed = async (evening) => {
  const draft = oneOf(evening.dice, open(evening));
  if (!draft) return null;
  for (const person of [draft.owner, another(evening, draft.owner)]) {
    const comment = evening.id('comment');
    const reply = await evening.asks(person, { type: 'comment.add', comment, card: draft.id, text: 'When?' });
    if (!reply.ok) return `refused: ${reply.refusal.code}`;
  }
  return draft.anonymous ? 'talked with somebody unknown' : 'talked';
};

/** All the way, with lines by which to reach each other, and thanks. */
export const helps: Deed = async (evening) => {
  const draft = oneOf(evening.dice, open(evening));
  if (!draft) return null;
  const { owner, id: card } = draft;
  const other = another(evening, owner);
  const help = evening.id('help');
  const proposed = await evening.asks(other, {
    type: 'help.propose',
    help,
    card,
    share: 'all',
    note: 'Gladly',
  });
  if (!proposed.ok) return `refused: ${proposed.refusal.code}`;
  await evening.does(owner, { type: 'help.accept', help });
  await evening.does(owner, { type: 'contact.share', match: help, line: 'by the old oak' });
  await evening.does(other, { type: 'contact.share', match: help, line: 'at the mill' });
  if (evening.dice.rarely(2)) {
    for (const person of [other, owner]) {
      const reply = await evening.asks(person, { type: 'help.done', help });
      if (reply.ok) await evening.asks(owner, { type: 'help.thank', help, words: 'Thank you' });
    }
  }
  return draft.anonymous ? 'helped somebody unknown' : 'helped';
};

export const heldAndReleased: Deed = async (evening) => {
  const draft = oneOf(evening.dice, open(evening));
  const gil = evening.writers.find(({ role }) => role === 'facilitator');
  if (!draft || !gil) return null;
  const held = await evening.asks(gil, { type: 'card.hold', card: draft.id, note: 'A moment' });
  if (!held.ok) return `refused: ${held.refusal.code}`;
  evening.look();
  await evening.does(gil, { type: 'card.release', card: draft.id });
  return 'held and released';
};
