import { expect, it } from 'vitest';
import type { Act } from './act-intent.ts';
import { consequenceOf } from './consequence.ts';

const follows = (act: Act, kind: 'need' | 'referral' = 'need'): string => {
  const then = consequenceOf(act, 'c_1', kind, () => 'n_1');
  switch (then.type) {
    case 'send':
      return `send ${then.command.type}`;
    case 'ask':
      return `ask ${then.input}`;
    case 'open':
      return `open ${then.what}`;
    case 'edit':
    case 'write':
    case 'join':
      return then.type;
  }
};
const help = (action: Extract<Act, { on: 'help' }>['action']): Act => ({
  on: 'help',
  id: 'h',
  action,
  name: 'Rosa',
});
const card = (action: Extract<Act, { on: 'card' }>['action']): Act => ({ on: 'card', action });

/** What is hard to take back, or wants a word with it, asks first; the rest happens at once. */
it.each<[Act, string]>([
  [help('accept'), 'send help.accept'],
  [help('cancel'), 'send help.cancel'],
  [help('done'), 'send help.done'],
  [help('decline'), 'ask decline:h'],
  [help('change'), 'ask change:h'],
  [help('deny'), 'ask change:h'],
  [help('thank'), 'ask thank:h'],
  [{ on: 'introduction', id: 'i', action: 'agree', name: 'Ines' }, 'send introduction.agree'],
  [{ on: 'introduction', id: 'i', action: 'refuse', name: 'Ines' }, 'ask refuse:i'],
  [card('like'), 'open help'],
  [card('waiting'), 'open waiting'],
  [card('withdraw'), 'send card.withdraw'],
  [card('report'), 'ask report:c_1'],
  [card('hold'), 'ask hold:c_1'],
  [card('retag'), 'ask retag:c_1'],
  [card('invite'), 'edit'],
  [card('write'), 'write'],
  [card('join'), 'join'],
])('%j', (act, expected) => {
  expect(follows(act)).toBe(expected);
});

it('a referral is asked for through its author', () => {
  expect(follows(card('like'), 'referral')).toBe('open ask');
});
