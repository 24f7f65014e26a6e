import { describe, expect, it } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import {
  changeAsk,
  declineAsk,
  hideAsk,
  holdAsk,
  refuseAsk,
  reportAsk,
  retagAsk,
  thankAsk,
  type Ask,
  type Match,
} from './ask.ts';

const help: Match = { type: 'help', id: 'h_1' };
const introduction: Match = { type: 'introduction', id: 'i_1' };

describe('a question and the command that follows', () => {
  it.each<[string, Ask, string, Command]>([
    ['not this time', declineAsk('h_1', 'Bryn'), '', { type: 'help.decline', help: 'h_1', reason: 'w' }],
    [
      'no introduction',
      refuseAsk('i_1'),
      '',
      { type: 'introduction.refuse', introduction: 'i_1', reason: 'w' },
    ],
    [
      'will not start',
      changeAsk(help, 'Rosa'),
      'refusedBeforeStart',
      { type: 'help.fail', help: 'h_1', how: 'refusedBeforeStart', reason: 'w' },
    ],
    [
      'tried',
      changeAsk(help, 'Rosa'),
      'triedDidNotWork',
      { type: 'help.fail', help: 'h_1', how: 'triedDidNotWork', reason: 'w' },
    ],
    ['a part', changeAsk(help, 'Rosa'), 'part', { type: 'help.done', help: 'h_1', part: true }],
    [
      'introduction tried',
      changeAsk(introduction, 'Rosa'),
      'triedDidNotWork',
      { type: 'introduction.fail', introduction: 'i_1', how: 'triedDidNotWork', reason: 'w' },
    ],
    ['thanks', thankAsk(help, 'Rosa'), '', { type: 'help.thank', help: 'h_1', words: 'w' }],
    [
      'thanks for an introduction',
      thankAsk(introduction, 'Ines'),
      '',
      { type: 'introduction.thank', introduction: 'i_1', words: 'w' },
    ],
    ['a report', reportAsk('c_1'), '', { type: 'card.report', card: 'c_1', reason: 'w' }],
    ['a hold', holdAsk('c_1'), '', { type: 'card.hold', card: 'c_1', note: 'w' }],
    ['hide', hideAsk('c_1', 'n_1'), '', { type: 'override.hide', notice: 'n_1', card: 'c_1', reason: 'w' }],
    [
      'retag',
      retagAsk('c_1', 'offer', 'n_1'),
      'need',
      { type: 'override.retag', notice: 'n_1', card: 'c_1', kind: 'need', reason: 'w' },
    ],
  ])('%s', (_, ask, choice, command) => {
    expect(ask.command({ choice, words: 'w' })).toEqual(command);
    // who reads the words is always said before they are sent
    expect(ask.seenBy).toMatch(/see|read/);
    if (choice) expect(ask.choices?.map((one) => one.value)).toContain(choice);
    expect(`${ask.title} ${ask.lead ?? ''} ${ask.send}`).not.toMatch(/!|fail|cancel|reject|violat/i);
  });

  it('an introduction has no part that is done', () => {
    expect(changeAsk(introduction, 'Rosa').choices?.map((one) => one.value)).not.toContain('part');
  });

  it('a card is never made what it is already', () => {
    expect(retagAsk('c_1', 'offer', 'n_1').choices?.map((one) => one.value)).toEqual([
      'need',
      'referral',
      'promotion',
    ]);
  });
});
