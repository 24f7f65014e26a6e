/** Development only: a lived-in board in plain rows. People, cards, helps and introductions of a made-up street. */
import { emptyState, type MutableState } from '#shared/board/state.ts';
import type { Card, Help, Introduction, Kind, Member, Shape, Terms, Urgency } from '#shared/board/types.ts';
import { expiryByKind, time } from '#shared/limits.ts';

const { MINUTE, HOUR, DAY } = time;

/** Monday 23 November 2026, 14:02 local: everything is told from here. */
export const fixtureNow = new Date(2026, 10, 23, 14, 2).getTime();

export const me = 'm_nadia00000';
const people: [id: string, name: string, colour: number, shape: Shape, role?: Member['role']][] = [
  [me, 'Nadia', 1, 'drop'],
  ['m_hana000000', 'Hana Farouk', 4, 'circle', 'facilitator'],
  ['m_milos00000', 'Miloš N', 2, 'hexagon'],
  ['m_ines000000', 'Ines', 6, 'hexagon'],
  ['m_teo0000000', 'Teo K', 7, 'square'],
  ['m_bryn000000', 'Bryn', 5, 'square'],
  ['m_dora000000', 'Dora', 0, 'circle'],
  ['m_yusuf00000', 'Yusuf', 3, 'drop'],
  ['m_greta00000', 'Greta', 1, 'square'],
  ['m_pat0000000', 'Pat', 0, 'hexagon'],
];

type Seed = [
  kind: Kind,
  title: string,
  body: string,
  by: number,
  ago: number,
  urgency: Urgency,
  terms: Terms,
  area?: string,
  when?: string,
  quantity?: number,
];
const seeds: Seed[] = [
  [
    'need',
    'Someone to read a letter from the council with me',
    'It is about my rent. Half an hour and a pot of tea; Arabic or English, both fine.',
    1,
    9 * MINUTE,
    'now',
    'gift',
    'Elm side',
  ],
  [
    'need',
    'Lift to the eye clinic on Thursday',
    'Appointment at twenty to ten on Mill Road. I walk with a stick, so a low car is kindest.',
    6,
    HOUR,
    'days',
    'gift',
    'Mill Road',
    'Thu 9–11',
  ],
  [
    'need',
    'Winter boots, child size 31',
    'Anything that keeps the wet out. She grows out of everything by the week.',
    7,
    DAY + 2 * HOUR,
    'week',
    'gift',
    '',
    'can collect',
  ],
  [
    'need',
    'Company on a walk, Sunday afternoons',
    'A slow hour round the reservoir and back. The dog sets the route.',
    5,
    2 * DAY,
    'anytime',
    'exchange',
    'Reservoir',
  ],
  [
    'need',
    'Two strong arms for a wardrobe',
    'Second floor, one tight corner, cake afterwards.',
    4,
    2 * DAY + 3 * HOUR,
    'week',
    'time',
    'Canal side',
    'evenings',
  ],
  [
    'need',
    'Help with a form for school meals',
    'Online, and the website keeps asking for a code I do not have.',
    3,
    3 * DAY,
    'days',
    'gift',
    '',
    'after five',
  ],
  [
    'need',
    'A cot to borrow for a month',
    'My sister comes to stay with the little one from the first of December.',
    8,
    3 * DAY + HOUR,
    'week',
    'lend',
  ],
  [
    'need',
    'Practice for a driving theory test',
    'I know the signs, I need someone to ask me the questions.',
    2,
    4 * DAY,
    'anytime',
    'exchange',
  ],
  [
    'need',
    'Somebody to water my tomatoes next week',
    'Tuesday to Sunday, ten minutes, eat what is ripe.',
    9,
    5 * DAY,
    'week',
    'gift',
    'Allotments',
  ],
  [
    'need',
    'A quiet table for homework, three afternoons',
    'Our flat is loud. Wi-Fi would be a dream.',
    7,
    6 * DAY,
    'anytime',
    'gift',
  ],
  ['need', 'Bike pump and a spare inner tube', 'Twenty-six inch.', 5, 7 * DAY, 'anytime', 'lend', 'Elm side'],
  [
    'need',
    'Curtains shortened before the baby comes',
    'Four of them, a hand width each. I have the thread.',
    3,
    8 * DAY,
    'week',
    'paid',
    'Elm side',
  ],
  [
    'need',
    'Someone to sit with Mum on Friday, 2 to 4',
    'She likes cards and the radio, and does not like being helped.',
    6,
    10 * DAY,
    'days',
    'gift',
    'Mill Road',
    'Fri 2–4',
  ],
  [
    'offer',
    'Lentil soup on Wednesdays, to your door',
    'Six portions, no nuts, no meat. I come by bike around six in the evening.',
    0,
    3 * HOUR,
    'week',
    'gift',
    '',
    '',
    6,
  ],
  [
    'offer',
    'Tools to lend: drill, ladder, sander',
    'Knock any evening after six. I can show you how the sander works, and hold the ladder.',
    4,
    DAY,
    'anytime',
    'lend',
    'Canal side',
  ],
  [
    'offer',
    'An hour of maths help, ages 11 to 16',
    'Retired teacher, patient with fractions. At the library, or by video call.',
    8,
    2 * DAY,
    'week',
    'time',
    '',
    'Tue, Thu',
  ],
  [
    'offer',
    'Two winter coats, sizes M and L',
    'Clean, and the zips work. Take one or both; there is no need to say why.',
    3,
    4 * MINUTE,
    'days',
    'gift',
    'Elm side',
    '',
    2,
  ],
  [
    'offer',
    'A van and a driver, some Saturdays',
    'Up to a sofa. You carry, I drive.',
    2,
    3 * DAY,
    'anytime',
    'negotiable',
    '',
    'Sat mornings',
  ],
  [
    'offer',
    'Sourdough starter, with instructions',
    'It is alive and wants feeding. So will you.',
    9,
    4 * DAY,
    'anytime',
    'gift',
  ],
  [
    'offer',
    'I translate letters, Arabic and French',
    'Officials, doctors, schools. Quick, and it stays between us.',
    1,
    5 * DAY,
    'anytime',
    'gift',
  ],
  [
    'offer',
    'Cuttings and seedlings from the allotment',
    'Kale, chard, far too much mint.',
    5,
    6 * DAY,
    'anytime',
    'gift',
    'Allotments',
    '',
    12,
  ],
  [
    'offer',
    'A spare desk in a warm room',
    'Weekdays, tea included, no conversation required.',
    7,
    8 * DAY,
    'week',
    'lend',
  ],
  [
    'referral',
    'Amal repairs bicycles on her porch',
    'Brakes and punctures, and you pay what you can. I will ask her first.',
    3,
    20 * MINUTE,
    'week',
    'gift',
  ],
  [
    'referral',
    'Debt advice at the library, free',
    'Thursdays ten to one, no booking. Ask for Ms Osei: thorough, and never in a hurry.',
    7,
    DAY,
    'anytime',
    'gift',
    'Library',
  ],
  [
    'referral',
    'A choir that needs no audition',
    'Mondays at St Anne’s, step-free. I sing alto badly and they kept me.',
    2,
    2 * MINUTE,
    'anytime',
    'gift',
    'St Anne’s',
  ],
  [
    'referral',
    'Carers’ circle, second Monday, online',
    'Cameras optional. You can come and just listen.',
    5,
    3 * DAY,
    'anytime',
    'gift',
  ],
  [
    'referral',
    'The hospital has a free bus from the station',
    'Every twenty minutes, nobody knows. The stop is behind the taxi rank.',
    6,
    5 * DAY,
    'anytime',
    'gift',
  ],
  [
    'referral',
    'Joram, who is good with stubborn laptops',
    'He fixed mine for a jar of jam.',
    8,
    6 * DAY,
    'anytime',
    'exchange',
  ],
  ['promotion', 'Film night for the hall roof', 'Two films, soup in between.', 7, DAY, 'anytime', 'paid'],
  ['promotion', 'Pottery class, three places', 'Six evenings, clay included.', 2, 2 * DAY, 'anytime', 'paid'],
  ['promotion', 'Rye bread from my kitchen', 'Order by Thursday.', 9, 3 * DAY, 'anytime', 'paid'],
];

/** Helps: card title begins with, by, state, when; and whether thanked. */
const helps: [card: string, by: number, state: Help['state'], ago: number, thanked?: number][] = [
  ['Lift to the eye', 5, 'proposed', 40 * MINUTE],
  ['Lift to the eye', 8, 'proposed', 12 * MINUTE],
  ['Winter boots', 1, 'accepted', 5 * HOUR],
  ['Company on a walk', 9, 'proposed', DAY],
  ['Somebody to water', 0, 'accepted', 2 * DAY],
  ['Two strong arms', 2, 'proposed', DAY],
  ['Tools to lend', 5, 'done', 20 * HOUR, 18 * HOUR],
  ['An hour of maths', 7, 'accepted', DAY],
  ['I translate', 6, 'done', 3 * DAY, 2 * DAY],
  ['Curtains', 9, 'done', 2 * DAY],
  ['A cot', 3, 'done', 5 * HOUR],
];

const introductions: [card: string, by: number, state: Introduction['state'], ago: number][] = [
  ['Amal repairs', 3, 'proposed', 10 * MINUTE],
  ['Debt advice', 7, 'done', DAY],
  ['Debt advice', 7, 'done', 2 * DAY],
  ['Carers', 5, 'agreed', DAY],
];

function lanePeople(): Member[] {
  return people.map(([id, name, colour, shape, role = 'member'], at) => ({
    id,
    name,
    role,
    colour,
    shape,
    joined: fixtureNow - (40 - at) * DAY,
    approved: fixtureNow - 30 * DAY,
  }));
}

/** @param size `lived`: some thirty cards; `empty`: people and no cards; a number: so many made-up cards */
export function fixtureState(size: 'lived' | 'empty' | number): MutableState {
  const state = emptyState();
  state.meta.set('board', {
    id: 'board',
    title: 'Elm Row Neighbours',
    created: fixtureNow - 60 * DAY,
    notes: 'Key to the hall: ask Hana.',
    base: 1,
    ceiling: 3,
  });
  const members = lanePeople();
  for (const member of members) state.members.set(member.id, member);
  if (size === 'empty') return state;
  const rows = seeds.map((seed, at) => cardOf(seed, at, members));
  for (const row of rows) state.cards.set(row.id, row);
  const wanted = typeof size === 'number' ? size : 0;
  for (let at = rows.length; at < wanted; at += 1) {
    const seed = seeds[at % seeds.length];
    if (seed) {
      const row = cardOf([...seed] as Seed, at, members);
      state.cards.set(row.id, { ...row, title: `${row.title} (${at})`, created: row.created - at * MINUTE });
    }
  }
  const find = (title: string): Card | undefined => rows.find((row) => row.title.startsWith(title));
  helps.forEach(([title, by, helpState, ago, thanked], at) => {
    const card = find(title);
    if (!card) return;
    const when = fixtureNow - ago;
    const ended = helpState === 'done';
    state.helps.set(`h_help0000000${at}`, {
      id: `h_help0000000${at}`,
      card: card.id,
      by: members[by]?.id ?? me,
      share: 'all',
      quantity: 1,
      state: helpState,
      proposed: when - HOUR,
      ...(helpState === 'proposed' ? {} : { accepted: when }),
      ...(ended ? { ended: when, confirmed: when } : {}),
      ...(thanked ? { thanked: fixtureNow - thanked } : {}),
    });
    const single = card.quantity === 1;
    if (single && helpState === 'accepted') state.cards.set(card.id, { ...card, state: 'matched', left: 0 });
    if (single && ended && card.kind === 'need') {
      state.cards.set(card.id, { ...card, state: 'done', closed: when, left: 0 });
    }
  });
  introductions.forEach(([title, by, introductionState, ago], at) => {
    const card = find(title);
    if (!card) return;
    const id = `i_intro000000${at}`;
    state.introductions.set(id, {
      id,
      card: card.id,
      introducer: members[by]?.id ?? me,
      gain: false,
      state: introductionState,
      proposed: fixtureNow - ago - HOUR,
      ...(introductionState === 'done' ? { ended: fixtureNow - ago } : {}),
    });
  });
  return state;
}

function cardOf(
  [kind, title, body, by, ago, urgency, terms, area, availability, quantity]: Seed,
  at: number,
  members: Member[],
): Card {
  const created = fixtureNow - ago;
  const many = quantity ?? (kind === 'need' ? 1 : undefined);
  return {
    id: `c_card${String(at).padStart(8, '0')}`,
    kind,
    title,
    body,
    author: members[by]?.id ?? me,
    created,
    state: 'open',
    urgency,
    terms,
    expires: created + expiryByKind[kind],
    ...(area ? { area } : {}),
    ...(availability ? { availability } : {}),
    ...(many ? { quantity: many, left: quantity ? Math.ceil((quantity * 2) / 3) : many } : {}),
    ...(kind === 'promotion' ? { promoted: created } : {}),
    ...(title.startsWith('Debt') ? { subject: { type: 'service', name: 'Library' } as const } : {}),
  };
}
