/** Random board operations that fit the board they are meant for, with now and then one whose target is missing. */
import { type MutableState, applyOps, emptyState } from '#shared/board/state.ts';
import type { Card, Op, Rows, TableName } from '#shared/board/types.ts';
import { diffSplice } from '../text.ts';
import type { Dice } from '../../testing/dice.ts';

type Changes<T extends TableName> = readonly [
  field: keyof Rows[T] & string,
  value: (dice: Dice) => unknown,
][];

const changes = {
  meta: [
    ['title', (dice) => dice.words(20)],
    ['base', (dice) => dice.between(0, 3)],
    ['marketUntil', (dice) => (dice.rarely(2) ? null : dice.between(1, 1e12))],
  ] satisfies Changes<'meta'>,
  members: [
    ['name', (dice) => dice.words(10)],
    ['resting', (dice) => (dice.rarely(2) ? null : true)],
    ['gone', (dice) => dice.one([null, 'left', 'removed'])],
  ] satisfies Changes<'members'>,
  cards: [
    ['title', (dice) => dice.words(20)],
    ['kind', (dice) => dice.one(['need', 'offer', 'referral', 'promotion'])],
    ['state', (dice) => dice.one(['open', 'matched', 'done'])],
    ['tags', (dice) => (dice.rarely(3) ? null : [dice.words(3), dice.words(3)])],
    [
      'subject',
      (dice) => dice.one([null, { type: 'service', name: dice.words(5) }, { type: 'member', member: 'm_1' }]),
    ],
    ['quantity', (dice) => dice.between(1, 9)],
    ['editors', (dice) => [dice.words(4)]],
  ] satisfies Changes<'cards'>,
  helps: [
    ['state', (dice) => dice.one(['accepted', 'done', 'fellThrough'])],
    ['confirmedBy', (dice) => (dice.rarely(2) ? null : dice.words(4))],
  ] satisfies Changes<'helps'>,
  introductions: [['state', (dice) => dice.one(['agreed', 'refused'])]] satisfies Changes<'introductions'>,
  comments: [['text', (dice) => dice.words(30)]] satisfies Changes<'comments'>,
  notices: [['reason', (dice) => dice.words(30)]] satisfies Changes<'notices'>,
  sessions: [
    ['phase', (dice) => dice.between(0, 9)],
    ['coming', (dice) => (dice.rarely(2) ? null : { phase: dice.between(0, 9), at: dice.between(1, 1e12) })],
    ['groups', (dice) => (dice.rarely(2) ? null : [[dice.words(4), dice.words(4)], [dice.words(4)]])],
    ['used', (dice) => [dice.between(0, 9), dice.between(0, 9)]],
  ] satisfies Changes<'sessions'>,
  seats: [['ready', (dice) => (dice.rarely(2) ? null : dice.words(2))]] satisfies Changes<'seats'>,
};
const tables = [
  'cards',
  'cards',
  'cards',
  'members',
  'helps',
  'introductions',
  'comments',
  'notices',
  'sessions',
  'seats',
  'meta',
] as const;

/** Makes entries of operations one after the other, and remembers the board they lead to. */
export class OpSource {
  readonly state: MutableState = emptyState();
  readonly #dice: Dice;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** The operations of one log entry. */
  entry(): Op[] {
    const ops: Op[] = [];
    for (let left = this.#dice.between(1, 4); left > 0; left -= 1) {
      const op = this.#op();
      applyOps(this.state, [op]);
      ops.push(op);
    }
    return ops;
  }

  #op(): Op {
    const dice = this.#dice;
    const table = dice.one(tables);
    const most = table === 'sessions' || table === 'seats' ? 4 : 40;
    const id = table === 'meta' ? 'board' : `${table[0]}_${dice.between(1, most)}`;
    if (!this.state[table].has(id) && !dice.rarely(12)) return putOf(table, id, dice);
    if ((table === 'cards' || table === 'meta') && dice.rarely(2)) return this.#splice(table, id);
    if (table !== 'meta' && dice.rarely(12)) return { op: 'drop', table, id };
    const [field, value] = dice.one<readonly [string, (dice: Dice) => unknown]>(changes[table]);
    return { op: 'set', table, id, field, value: value(dice) };
  }

  #splice(table: 'cards' | 'meta', id: string): Op {
    const dice = this.#dice;
    const before =
      (table === 'cards' ? this.state.cards.get(id)?.body : this.state.meta.get(id)?.notes) ?? '';
    const at = dice.between(0, before.length);
    const after =
      before.slice(0, at) + dice.words(12) + before.slice(dice.rarely(2) ? at : at + dice.between(0, 20));
    return {
      op: 'splice',
      table,
      id,
      ...(diffSplice(before, wellFormed(after)) ?? { index: 0, remove: 0, insert: '' }),
    };
  }
}

function putOf(table: TableName, id: string, dice: Dice): Op {
  switch (table) {
    case 'meta':
      return {
        op: 'put',
        table,
        id,
        row: { id: 'board', title: dice.words(9), created: 1, notes: '', base: 1, ceiling: 3 },
      };
    case 'sessions':
      return {
        op: 'put',
        table,
        id,
        row: {
          id,
          title: dice.words(9),
          state: 'running',
          phases: [
            {
              id: '1',
              name: dice.words(5),
              prompt: '',
              minutes: 4,
              writes: ['need'],
              sort: 'newest',
              atEnd: 'nudge',
            },
          ],
          phase: 0,
          since: dice.between(1, 1e12),
          length: 1,
          used: [],
          silent: 0,
          rounds: [],
          lead: dice.words(4),
          led: 1,
          order: [],
        },
      };
    case 'seats':
      return { op: 'put', table, id, row: { id, hand: dice.between(1, 1e12) } };
    case 'members':
      return {
        op: 'put',
        table,
        id,
        row: {
          id,
          name: dice.words(9),
          role: 'member',
          colour: dice.between(0, 7),
          shape: 'circle',
          joined: dice.between(1, 1e12),
        },
      };
    case 'cards':
      return { op: 'put', table, id, row: cardOf(id, dice) };
    case 'helps':
      return {
        op: 'put',
        table,
        id,
        row: { id, card: 'c_1', by: 'm_1', share: 'all', quantity: 1, state: 'proposed', proposed: 3 },
      };
    case 'introductions':
      return {
        op: 'put',
        table,
        id,
        row: { id, card: 'c_1', introducer: 'm_1', gain: dice.rarely(2), state: 'proposed', proposed: 4 },
      };
    case 'comments':
      return {
        op: 'put',
        table,
        id,
        row: { id, card: 'c_1', by: dice.one([null, 'm_1']), text: dice.words(30), at: 5 },
      };
    case 'notices':
      return {
        op: 'put',
        table,
        id,
        row: { id, at: 6, by: 'm_1', what: 'hide', card: 'c_1', reason: dice.words(9) },
      };
  }
}

function cardOf(id: string, dice: Dice): Card {
  return {
    id,
    kind: dice.one(['need', 'offer', 'referral', 'promotion']),
    title: dice.words(20),
    body: dice.rarely(2) ? '' : dice.words(100),
    author: dice.one([null, 'm_1', 'm_2']),
    created: dice.between(1, 1e12),
    state: 'open',
    urgency: 'days',
    terms: 'gift',
    expires: dice.between(1, 1e12),
    ...(dice.rarely(3) && { behalf: { who: dice.words(5), consent: true } }),
    ...(dice.rarely(3) && { tags: [dice.words(4)] }),
  };
}

/** Cutting at random may halve a character; what people type is whole. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
}
