import { expect, it } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import type { Outcome } from '#client/session/port.ts';
import { saidAfter } from './said.ts';

const report: Command = { type: 'card.report', card: 'c_1', reason: 'x' };
const comment: Command = { type: 'comment.remove', comment: 'k_1' };

it.each<[string, Command, Outcome, RegExp | null]>([
  ['out of sight: it is said', report, { type: 'applied' }, /facilitators/],
  ['offline: it is not called done', report, { type: 'kept' }, /^Kept on this device/],
  [
    'not accepted: the refusal speaks',
    report,
    { type: 'refused', refusal: { code: 'noCard', retry: 'never' } },
    null,
  ],
  [
    'a promotion that waits is not said to be up',
    { type: 'card.create', card: 'c_1', kind: 'promotion', title: 'x', body: '', chips: {} },
    { type: 'applied', outcome: 'waiting' },
    /waiting its turn/,
  ],
  ['in sight anyway: nothing', comment, { type: 'applied' }, null],
])('%s', (_, command, outcome, words) => {
  const said = saidAfter(command, outcome);
  if (words === null) expect(said).toBeNull();
  else expect(said?.words).toMatch(words);
});
