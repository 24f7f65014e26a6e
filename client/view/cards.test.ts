import { describe, expect, it } from 'vitest';
import type { Card, Help, Introduction, Member } from '#shared/board/types.ts';
import { cardView, type CardInput, type CardView } from './cards.ts';
import type { Viewer } from './viewer.ts';

const now = new Date(2026, 10, 23, 14, 2).getTime();
const hour = 3_600_000;

const person = (id: string, name: string): Member => ({
  id,
  name,
  role: 'member',
  colour: 0,
  shape: 'circle',
  joined: 0,
});
const people = new Map(
  [person('m_ana', 'Ana'), person('m_ben', 'Ben'), person('m_cy', 'Cy')].map((row) => [row.id, row]),
);

const need: Card = {
  id: 'c_1',
  kind: 'need',
  title: 'A ladder',
  body: 'For a gutter.',
  author: 'm_ana',
  created: now - hour,
  state: 'open',
  urgency: 'days',
  terms: 'lend',
  expires: now + 100 * hour,
  quantity: 1,
  left: 1,
};
const offer: Card = { ...need, kind: 'offer' };
const referral: Card = { ...need, kind: 'referral' };
const promotion: Card = { ...need, kind: 'promotion', promoted: now - hour };

const help = (state: Help['state'], by = 'm_ben', more: Partial<Help> = {}): Help => ({
  id: `h_${state}_${by}`,
  card: 'c_1',
  by,
  share: 'all',
  quantity: 1,
  state,
  proposed: now - hour,
  ...more,
});
const introduction = (state: Introduction['state']): Introduction => ({
  id: `i_${state}`,
  card: 'c_1',
  introducer: 'm_ben',
  gain: false,
  state,
  proposed: now - hour,
});

const ana: Viewer = { member: 'm_ana', may: 'write', facilitator: false };
const ben: Viewer = { member: 'm_ben', may: 'write', facilitator: false };
const cy: Viewer = { member: 'm_cy', may: 'write', facilitator: false };
const visitor: Viewer = { member: '', may: 'join', facilitator: false };
const onlooker: Viewer = { member: '', may: 'look', facilitator: false };

function view(card: Card, viewer: Viewer, more: Partial<CardInput> = {}): CardView {
  return cardView({
    card,
    where: 'board',
    viewer,
    mine: card.author === viewer.member,
    author: people.get(card.author ?? ''),
    helps: [],
    introductions: [],
    asked: null,
    pending: undefined,
    draft: null,
    proposal: '',
    line: null,
    phone: false,
    now,
    member: (id) => people.get(id),
    ...more,
  });
}

describe('the one action that fits', () => {
  const matched = { ...need, state: 'matched' as const };
  const done = { ...need, state: 'done' as const };
  it.each<[string, Card, Viewer, Help[], string | undefined]>([
    ['an open need, for another member', need, ben, [], 'I can help'],
    ['an open need, for a visitor', need, visitor, [], 'I can help'],
    ['an open need, for an onlooker', need, onlooker, [], undefined],
    ['my open need', need, ana, [], 'Edit'],
    ['my need with one offer of help', need, ana, [help('proposed')], 'Accept'],
    ['my need with two', need, ana, [help('proposed'), help('proposed', 'm_cy')], 'See 2 offers'],
    ['my need, agreed', matched, ana, [help('accepted')], "It's done"],
    ['my need, done', done, ana, [help('done')], 'Thank you'],
    ['my need, done and thanked', done, ana, [help('done', 'm_ben', { thanked: now })], 'See the card'],
    ['a need I offered to help with', need, ben, [help('proposed')], 'See your offer'],
    ['a need I agreed to help with', matched, ben, [help('accepted')], "It's done"],
    ['a need that others agreed on', matched, cy, [help('accepted')], 'See the plan'],
    ['a need that is done', done, cy, [help('done')], undefined],
    ['a need that is part done', { ...need, state: 'partDone' }, cy, [help('partDone')], 'I can help'],
    ['an offer', offer, ben, [], "I'd like this"],
    ['an offer I asked for', offer, ben, [help('proposed')], 'See what you asked'],
    ['an offer I was given', offer, ben, [help('done')], 'Thank you'],
    ['my offer that I gave', offer, ana, [help('done')], 'Edit'],
    ['my offer that one would like', offer, ana, [help('proposed')], 'Accept'],
    ['a referral', referral, ben, [], "I'd like this"],
    ['a promotion', promotion, ben, [], "I'd like this"],
  ])('%s', (_name, card, viewer, helps, label) => {
    expect(view(card, viewer, { helps }).action?.label).toBe(label);
  });

  it('asks a visitor for their name first', () => {
    expect(view(need, visitor).action?.does).toEqual({ type: 'join' });
  });
  it('sends a referral through an introduction, an offer through a help', () => {
    expect(view(referral, ben).action?.does).toEqual({ type: 'open', what: 'ask', id: 'c_1' });
    expect(view(offer, ben).action?.does).toEqual({ type: 'open', what: 'help', id: 'c_1' });
  });
  it('asks for an answer to an introduction before anything else', () => {
    expect(view(need, ana, { asked: 'i_1', helps: [help('proposed')] }).action?.label).toBe('Answer');
  });
  it('offers "I know someone" on open needs of others alone', () => {
    expect(view(need, ben).introduce).toBe(true);
    expect(view(need, ana).introduce).toBe(false);
    expect(view(offer, ben).introduce).toBe(false);
    expect(view({ ...need, state: 'matched' }, ben).introduce).toBe(false);
    expect(view(need, onlooker).introduce).toBe(false);
  });
});

describe('what has happened', () => {
  it.each<[string, Card, Help[], Introduction[], string | undefined, string | undefined]>([
    ['nothing yet', need, [], [], 'No answer yet', 'seed'],
    ['one offer', need, [help('proposed')], [], '1 offer to help', 'sprout'],
    ['two offers', need, [help('proposed'), help('proposed', 'm_cy')], [], '2 offers to help', 'sprout'],
    ['an offer declined is no offer', need, [help('declined')], [], 'No answer yet', 'seed'],
    ['an introduction', need, [], [introduction('proposed')], '1 introduction', 'sprout'],
    ['matched', { ...need, state: 'matched' }, [help('accepted')], [], 'Matched', 'leaves'],
    ['done', { ...need, state: 'done' }, [help('done')], [], 'Done', 'tulip'],
    [
      'thanked',
      { ...need, state: 'done' },
      [help('done', 'm_ben', { thanked: now })],
      [],
      'Thanked',
      'heart',
    ],
    ['an offer nobody asked for', offer, [], [], undefined, undefined],
    ['an offer asked for', offer, [help('proposed')], [], '1 would like this', 'sprout'],
    ['an offer with thanks', offer, [help('done', 'm_ben', { thanked: now })], [], 'Thanked by Ben', 'heart'],
    [
      'a referral passed on',
      referral,
      [],
      [introduction('done'), introduction('done')],
      'Passed on twice',
      'tulip',
    ],
  ])('%s', (_name, card, helps, introductions, words, growth) => {
    const { mark } = view(card, cy, { helps, introductions });
    expect(mark?.words).toBe(words);
    expect(mark?.type === 'growth' ? mark.growth : undefined).toBe(growth);
  });
});

describe('the state of what is mine', () => {
  it.each<[string, Partial<CardInput>, string]>([
    ['saved', {}, 'Saved'],
    ['on its way', { pending: 'saving' }, 'Saving…'],
    ['offline', { pending: 'kept' }, 'Kept on this device'],
    ['offline on a phone', { pending: 'kept', phone: true }, 'Kept on this phone'],
    ['not accepted', { draft: { id: 'd', why: 'Ana changed this card.', both: true } }, 'Kept as your draft'],
    [
      'a promotion first in line',
      { where: 'waiting', line: { place: 1, from: null } },
      'Waiting, first in line',
    ],
    ['answered, which is more than saved', { helps: [help('proposed')] }, '1 offer to help'],
  ])('%s', (_name, more, words) => expect(view(need, ana, more).mark?.words).toBe(words));

  it('never says saved of what is not', () => {
    for (const pending of ['saving', 'kept'] as const) {
      expect(view(need, ana, { pending, helps: [help('done')] }).mark?.words).not.toBe('Saved');
    }
  });
  it('says why something was not accepted, and shows both texts where there are two', () => {
    const refused = view(need, ana, { draft: { id: 'd', why: 'Ana changed this card.', both: true } });
    expect(refused.note).toBe('Ana changed this card.');
    expect(refused.action?.label).toBe('See both');
    expect(view(need, ana, { draft: { id: 'd', why: '', both: false } }).action?.label).toBe(
      'See your draft',
    );
  });
});

describe('who, facts and place', () => {
  it.each<[string, Card, Viewer, string]>([
    ['another', need, ben, 'Ana'],
    ['me', need, ana, 'You'],
    ['someone without a name', { ...need, author: null }, ben, 'Someone here'],
    [
      'on behalf of someone',
      { ...need, behalf: { who: 'a neighbour', consent: true } },
      ben,
      'Ana, for a neighbour',
    ],
  ])('%s', (_name, card, viewer, who) => expect(view(card, viewer).who).toBe(who));

  it('never names the author of a card without a name, not even to themselves', () => {
    expect(view({ ...need, author: null }, ana, { mine: true }).who).toBe('You, without your name');
  });
  it('tells facts in one order', () => {
    const card: Card = {
      ...offer,
      quantity: 6,
      left: 4,
      availability: 'evenings',
      area: 'Elm side',
      terms: 'gift',
    };
    expect(view(card, ben).facts).toBe('4 of 6 left · evenings · Elm side · gift');
  });
  it('shows an offer that is judged a promotion as one', () => {
    expect(view({ ...offer, promoted: now }, ben).kind).toBe('promotion');
  });
  it('sinks what is settled, and nothing else', () => {
    const settled = (state: Card['state']): boolean => view({ ...need, state }, ben).settled;
    expect([settled('open'), settled('partDone'), settled('matched'), settled('done')]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
