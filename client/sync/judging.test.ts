/** Clients judge on what they know: the public board and their own records. They must not turn down what would be accepted. */
import { recordsFor } from '#shared/board/access.ts';
import type { Decision } from '#shared/board/decision.ts';
import { Crowd } from '#shared/board/testing/crowd.ts';
import { Dice } from '#shared/testing/dice.ts';
import { runs as times, seed } from '#shared/testing/seed.ts';
import { Village } from '#shared/board/testing/village.ts';
import type { State } from '#shared/board/types.ts';
import { expect, test } from 'vitest';
import { judge } from './judging.ts';

const runs = times({ short: 500, faults: 1_250 });
const stepsPerRun = 20;

/** The board as a member's device knows it. */
function knownTo(state: State, member: string): State {
  return { ...state, records: new Map(recordsFor(state, member).map((record) => [record.id, record])) };
}

function said(decision: Decision): string {
  return decision.ok ? (decision.outcome ?? 'applied') : decision.refusal.code;
}

test(
  `${runs} runs: what a client says at once, the server says too (SEED=${seed})`,
  { timeout: 120_000 },
  () => {
    let same = 0;
    let other = 0;
    let asked = 0;
    for (let nth = 0; nth < runs; nth += 1) {
      const dice = new Dice(seed + nth);
      const village = new Village({ freezing: false });
      const crowd = new Crowd(village, dice);
      if (dice.rarely(4)) crowd.remembersService();
      for (let step = 0; step < stepsPerRun; step += 1) {
        village.waits(crowd.pause());
        const next = dice.rarely(3) ? crowd.nextStep() : null;
        const actor = next?.actor ?? crowd.actor();
        const command = next?.command ?? crowd.command(village.seen);
        const member = actor.type === 'member' ? actor.member : '';
        const foretold = judge(knownTo(village.state, member), actor, command, village.at);
        const decided = village.run(actor, command);
        if (said(foretold) === said(decided)) same += 1;
        else if (said(foretold) === 'checking') asked += 1;
        else other += 1;
        const lost = !foretold.ok && said(foretold) !== 'checking' && decided.ok;
        expect(lost, `${command.type}: ${said(foretold)}, SEED=${seed + nth} RUNS=1`).toBe(false);
      }
    }
    expect(other / (same + other + asked)).toBeLessThan(0.005);
    expect(asked / (same + other + asked)).toBeLessThan(0.05);
  },
);

test('leaves to the server what was promised about a card that a facilitator put aside', () => {
  const village = new Village();
  const [fay, ana, ben] = [village.joins('fay', 'facilitator'), village.joins('ana'), village.joins('ben')];
  const { card } = village.writes(ana, 'offer');
  const help = village.id('h');
  village.does(ben, { type: 'help.propose', help, card, share: 'all', note: '' });
  village.does(ana, { type: 'help.accept', help });
  village.does(fay, { type: 'card.hold', card, note: 'Let us look at it' });

  const done = { type: 'help.done', help } as const;
  const known = knownTo(village.state, ben);
  const foretold = judge(known, { type: 'member', member: ben }, done, village.at);
  expect(said(foretold)).toBe('checking');
  expect(village.says(ben, done)).toBe('applied');
  expect(
    said(judge(known, { type: 'member', member: ben }, { ...done, help: 'h_nobodyknows' }, village.at)),
  ).toBe('noMatch');
});
