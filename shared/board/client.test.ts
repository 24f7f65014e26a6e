/** Clients decide on what they know: the public board and their own records. They must not turn down what would be accepted. */
import { expect, test } from 'vitest';
import { recordsFor } from './access.ts';
import type { Decision } from './decision.ts';
import { decide } from './decide.ts';
import { Crowd } from './testing/crowd.ts';
import { Dice, seedFrom } from './testing/dice.ts';
import { Village } from './testing/village.ts';
import type { State } from './types.ts';

const seed = seedFrom(process.env, Date.now());
const runs = Number(process.env.RUNS ?? 1_000);
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
        const foretold = decide(knownTo(village.state, member), actor, command, village.at);
        const decided = village.run(actor, command);
        if (said(foretold) === said(decided)) same += 1;
        else other += 1;
        const lost = !foretold.ok && decided.ok;
        expect(lost, `${command.type}: ${said(foretold)}, SEED=${seed + nth} RUNS=1`).toBe(false);
      }
    }
    expect(other / (same + other)).toBeLessThan(0.005);
  },
);
