/** How soon a phase change is on every screen of a full room, and what it costs to know who is there. */
import { expect, onTestFinished, test } from 'vitest';
import { RawClient } from '#server/testing/raw-client.ts';
import { Market, phase, seated } from '#server/testing/market.ts';
import { time } from '#shared/limits.ts';
import { type Health, Served } from '../crowd/served.ts';
import { inForm } from '../form.ts';
import { print, quantile, spread } from '../processes/figures.ts';

const people = inForm({ short: 40, faults: 200, long: 200 });
const steps = inForm({ short: 6, faults: 40, long: 200 });
/** The promise is 250 ms; the short form runs beside whatever else the machine does. */
const bound = inForm({ short: 1_000, faults: 250, long: 250 });
const AT_A_TIME = 10;
/** So many of them put together what they are sent. */
const COPIES = 10;

async function room(): Promise<{ served: Served; lead: RawClient; all: RawClient[] }> {
  const served = await Served.start({ SOCKETS_PER_ADDRESS: '1000', COMMANDS_PER_SECOND: '100' });
  const { id: board, keys } = served.board;
  const all: RawClient[] = [];
  onTestFinished(async () => {
    for (const client of all) client.close();
    await served.stop();
  });
  const joins = async (key: string): Promise<void> => {
    const client = await RawClient.connect(served.url, { board, key });
    await client.enter('One of many');
    await client.sync();
    all.push(client);
  };
  await joins(keys.facilitator);
  while (all.length < people) {
    const few = Math.min(AT_A_TIME, people - all.length);
    await Promise.all(Array.from({ length: few }, () => joins(keys.member)));
  }
  return { served, lead: all[0]!, all };
}

const frames = (health: Health): number => health.value('tilth_frames_total');

/** @returns for everyone, how long after it was asked for the next frame came, ms */
async function untilSeen(all: readonly RawClient[], ask: () => Promise<void>): Promise<number[]> {
  const began = performance.now();
  const seen = all.map(
    ({ socket }) =>
      new Promise<number>((resolve) => {
        socket.once('frame', () => resolve(performance.now() - began));
      }),
  );
  await ask();
  return Promise.all(seen);
}

test(
  `a phase change is seen by ${people} within ${bound} ms, and everyone has a seat`,
  { timeout: 10 * time.MINUTE },
  async () => {
    const { served, lead, all } = await room();
    const rest = await served.look();
    const began = performance.now();
    const market = await Market.begin(lead, phase('1', { silent: 'all' }), phase('2'), phase('3'));
    await lead.until(() => seated(lead).length === people, 'everyone to have a seat');
    const took = performance.now() - began;
    const sat = await served.look();
    print(
      `${people} people seated ${took.toFixed(0)} ms after a session was planned, in ` +
        `${frames(sat) - frames(rest)} frames and ${((sat.cpu - rest.cpu) * 1_000).toFixed(0)} ms of processor ` +
        'time, planning and starting it included',
    );
    await Promise.all(
      all.map(async (client, nth) => {
        const reply = await client.command({
          type: 'card.create',
          card: `c_${String(nth).padStart(12, '0')}`,
          kind: 'offer',
          title: `What I can do, number ${nth}`,
          body: 'An hour a week, and longer in the holidays',
          chips: {},
        });
        if (!reply.ok) throw new Error(reply.refusal.code);
      }),
    );
    // two hundred copies of the board kept in one process would be what is measured: most only note what comes, and when
    for (const { socket } of all.slice(COPIES)) socket.offAny();
    const shown = await untilSeen(all, () => market.step(1));
    print(
      `${people} silent cards shown to ${people}: ${spread(shown)}, p95 ${quantile(shown, 0.95).toFixed(0)} ms`,
    );
    const copies = all.slice(0, COPIES);
    for (const copy of copies) await copy.until(() => copy.state.cards.size === people, 'the cards');
    const seen: number[] = [];
    for (let nth = 0; nth < steps; nth += 1) {
      seen.push(...(await untilSeen(all, () => market.step(nth % 2 === 0 ? 2 : 1))));
      for (const client of all) client.heard.length = 0;
    }
    const p95 = quantile(seen, 0.95);
    print(`${steps} phase changes seen by ${people}: ${spread(seen)}, p95 ${p95.toFixed(0)} ms`);
    expect(p95).toBeLessThan(bound);
    expect(quantile(shown, 0.95)).toBeLessThan(4 * bound);
    for (const copy of copies) expect(market.seenBy(copy)).toEqual(market.seenBy(lead));
  },
);
