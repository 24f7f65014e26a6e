/** Writing: cards of one's own, in silence or in the open, and their texts. */
import { unpackBytes } from '#shared/doc/pack.ts';
import { newTextDoc, spliceText, textOf } from '#shared/doc/text.ts';
import { openSession } from '#shared/board/session/policy.ts';
import * as Y from 'yjs';
import { type Deed, oneOf } from './deed.ts';
import type { Draft } from '../drafts.ts';
import type { Evening } from '../evening.ts';

/** Letters around the words that take two and four bytes. */
const framed = (word: string): string => `Für ${word} 🌱`;

export const writes: Deed = async (evening) => {
  const { dice, drafts } = evening;
  const owner = dice.one(evening.writers);
  const draft: Draft = {
    id: evening.id('card'),
    owner,
    anonymous: dice.rarely(3),
    written: evening.silentPhase,
    where: evening.silentPhase < 0 ? 'board' : 'silence',
    withdrawn: false,
    title: drafts.word(owner),
    body: [drafts.word(owner)],
  };
  const kind = dice.one(['need', 'offer'] as const);
  const text = dice.rarely(2) ? stateOf(framed(draft.body[0]!)) : undefined;
  const reply = await evening.asks(
    owner,
    {
      type: 'card.create',
      card: draft.id,
      kind,
      title: framed(draft.title),
      body: text ? '' : framed(draft.body[0]!),
      chips: { tags: [draft.title] },
      ...(draft.anonymous ? { anonymous: true } : {}),
    },
    text,
  );
  if (!reply.ok) return `refused: ${reply.refusal.code}`;
  drafts.add(draft);
  if (draft.where === 'board') return 'wrote in the open';
  return draft.anonymous ? 'wrote in silence, anonymously' : 'wrote in silence';
};

/** Cards of people who are here that may still change. */
const going = (evening: Evening): Draft[] =>
  evening.drafts.all.filter(({ owner, where, withdrawn }) => owner.here && where !== 'gone' && !withdrawn);

export const edits: Deed = async (evening) => {
  const draft = oneOf(evening.dice, going(evening));
  if (!draft) return null;
  const { owner, id: card } = draft;
  const is = evening.drafts.word(owner);
  const reply = await evening.asks(owner, {
    type: 'card.edit',
    card,
    title: { was: framed(draft.title), is: framed(is) },
    chips: { tags: [is], urgency: evening.dice.one(['days', 'week'] as const) },
  });
  if (!reply.ok) return `refused: ${reply.refusal.code}`;
  draft.title = is;
  return draft.where === 'board' ? 'edited in the open' : 'edited in silence';
};

/** Words at the end of a text, at times in the place of all that was there. */
export const types: Deed = async (evening) => {
  const { dice, drafts } = evening;
  const draft = oneOf(dice, going(evening));
  if (!draft) return null;
  const { client } = draft.owner;
  const opened = await client.openText(draft.id);
  if (!opened.ok) throw new Error(`${draft.owner.name} cannot open their own text: ${opened.refusal.code}`);
  const doc = newTextDoc();
  for (const update of unpackBytes(new Uint8Array(opened.updates))) Y.applyUpdate(doc, update);
  const before = Y.encodeStateVector(doc);
  const afresh = dice.rarely(3);
  const word = drafts.word(draft.owner);
  if (afresh) spliceText(doc, 0, textOf(doc).length, '', null);
  spliceText(doc, textOf(doc).length, 0, ` ${framed(word)}`, null);
  const reply = await client.pushText(draft.id, opened.epoch, Y.encodeStateAsUpdate(doc, before));
  doc.destroy();
  client.socket.emit('textClose', draft.id);
  if (!reply.ok) return `refused: ${reply.refusal.code}`;
  draft.body = afresh ? [word] : [...draft.body, word];
  await evening.told(reply.seq);
  if (draft.where === 'board') return 'typed in the open';
  return afresh ? 'took words out in silence' : 'typed in silence';
};

export const takesBack: Deed = async (evening) => {
  const { dice, drafts } = evening;
  const theirs = drafts.all.filter(({ owner, where }) => owner.here && where !== 'gone');
  const draft = oneOf(dice, theirs);
  if (!draft) return null;
  const type = draft.withdrawn ? 'card.restore' : 'card.withdraw';
  const reply = await evening.asks(draft.owner, { type, card: draft.id });
  if (!reply.ok) return `refused: ${reply.refusal.code}`;
  draft.withdrawn = !draft.withdrawn;
  if (draft.withdrawn) return draft.where === 'board' ? 'took back' : 'took back in silence';
  const session = openSession(evening.lead.client.state);
  const inSilence = draft.where !== 'board' && session !== null && draft.written >= session.phase;
  draft.where = inSilence ? 'silence' : 'board';
  return inSilence ? 'put back in silence' : 'put back';
};

function stateOf(words: string): Uint8Array {
  const doc = newTextDoc();
  spliceText(doc, 0, 0, words, null);
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}
