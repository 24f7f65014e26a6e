/** Somebody who knows the id of a hidden card tries what there is to try. */
import type { Command } from '#shared/board/commands.ts';
import { type Deed, oneOf } from './deed.ts';
import type { Draft } from '../drafts.ts';
import type { Evening } from '../evening.ts';

export const pries: Deed = async (evening) => {
  const { dice } = evening;
  const draft = oneOf(dice, evening.drafts.hidden);
  if (!draft) return null;
  const others = evening.writers.filter((person) => person !== draft.owner);
  const person = dice.one(others);
  if (dice.rarely(4)) {
    // whoever may read it by now is answered, and everybody else is not
    await person.client.openText(draft.id);
    person.client.socket.emit('textClose', draft.id);
    return 'pried into a text';
  }
  if (dice.rarely(4)) {
    await person.client.ask('here', { card: draft.id, writing: true });
    return 'pried by presence';
  }
  const command = dice.one(attempts(evening, draft));
  const { seq } = person.client;
  const reply = await evening.asks(person, command);
  const allowed = command.type === 'card.edit' && reply.ok;
  if (reply.ok && !allowed) evening.fault(`${command.type} of another's hidden card was granted`, `${seq}`);
  return 'pried by command';
};

function attempts(evening: Evening, { id: card }: Draft): Command[] {
  const { session } = evening;
  const reason = 'Let me see';
  return [
    { type: 'card.edit', card, title: { was: '', is: 'Mine' } },
    { type: 'card.edit', card, chips: { urgency: 'now' } },
    { type: 'card.withdraw', card },
    { type: 'card.restore', card },
    { type: 'card.done', card },
    { type: 'card.invite', card, member: evening.lead.member },
    { type: 'card.report', card, reason },
    { type: 'card.hold', card, note: reason },
    { type: 'card.release', card },
    { type: 'card.create', card, kind: 'need', title: 'Mine', body: '', chips: {} },
    { type: 'comment.add', comment: evening.id('comment'), card, text: reason },
    { type: 'help.propose', help: evening.id('help'), card, share: 'all', note: reason },
    { type: 'introduction.ask', introduction: evening.id('introduction'), card, message: reason },
    { type: 'promotion.suspect', card },
    { type: 'promotion.answer', card, yes: true },
    { type: 'override.hide', notice: evening.id('notice'), card, reason },
    { type: 'override.retag', notice: evening.id('notice'), card, kind: 'need', reason },
    { type: 'session.spotlight', session, spotlight: card },
  ];
}
