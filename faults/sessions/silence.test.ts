/**
 * What is written in silence is in nobody else's hands, as a byte, before it is shown; and nobody is ever told whose an
 * anonymous card is. Random evenings over real sockets, in which every card and every text carries words that are nowhere
 * else; all that anybody is sent, and all that can be asked for or read beside it, is opened and searched for them. That a
 * search finds what there is to be found is shown by the same words, after they were shown. SEED=n plays the
 * evening of that seed, SEEDS=n so many from there.
 */
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { memoryPresence } from '#server/presence/memory.ts';
import { memoryStore } from '#server/store/memory.ts';
import { fastSurroundings } from '#server/testing/fast.ts';
import { startWorld } from '#server/testing/world.ts';
import { Dice } from '#shared/testing/dice.ts';
import { seeds } from '#shared/testing/seed.ts';
import { inForm } from '../form.ts';
import { print } from '../processes/figures.ts';
import { anyDeed } from './deeds.ts';
import { Evening } from './evening.ts';

const evenings = seeds(inForm({ short: 15, faults: 500, long: 2_000 }));
const DEEDS = 45;
/** Seats follow presence within half a second: of an evening that takes a fifth of one. */
const SPEED = 20;

test(
  `${evenings.length} evenings tell nobody what is hidden, and everybody what is shown`,
  { timeout: 60_000 + evenings.length * 5_000 },
  async () => {
    const around = { ...fastSurroundings(SPEED) };
    const store = memoryStore({ now: around.now });
    const logged: string[] = [];
    const logTo = new PassThrough();
    logTo.on('data', (line: Buffer) => logged.push(String(line)));
    const world = await startWorld(
      { around, store, presence: memoryPresence(around), logTo },
      { logLevel: 'trace', commandsPerSecond: 1_000, trustProxy: 1 },
    );
    const tally = new Map<string, number>();
    let words = 0;
    for (const seed of evenings) {
      const dice = new Dice(-seed);
      around.randomBytes = (length) => Uint8Array.from({ length }, () => dice.below(256));
      const evening = await Evening.begin(world, store, seed);
      try {
        for (const what of await play(evening, logged)) tally.set(what, (tally.get(what) ?? 0) + 1);
      } catch (cause) {
        throw new Error(`SEED=${seed}`, { cause });
      }
      words += evening.drafts.words.size;
      expect(evening.faults, `SEED=${seed}`).toEqual([]);
      evening.end();
      logged.length = 0;
    }
    print(`${evenings.length} evenings from SEED=${evenings[0]}: ${words} words`);
    print(
      [...tally]
        .map(([what, count]) => `${what} ${count}`)
        .toSorted()
        .join(', '),
    );
    // fewer evenings need not meet everything
    if (evenings.length >= 60)
      for (const what of mustHappen) expect(tally.get(what) ?? 0, what).toBeGreaterThan(0);
  },
);

/** @returns what happened, in order; it ends with the first fault */
async function play(evening: Evening, logged: readonly string[]): Promise<string[]> {
  const happened: string[] = [];
  evening.look();
  for (let nth = 0; nth < DEEDS && evening.faults.length === 0; nth += 1) {
    const what = await anyDeed(evening.dice)(evening);
    evening.look();
    if (what !== null) happened.push(what);
  }
  if (evening.faults.length === 0) await evening.lookOutside(logged);
  if (evening.faults.length === 0) await evening.bringToLight();
  if (evening.faults.length === 0) await evening.lookOutside(logged);
  return happened;
}

const mustHappen = [
  'wrote in silence',
  'wrote in silence, anonymously',
  'edited in silence',
  'typed in silence',
  'took words out in silence',
  'took back in silence',
  'put back in silence',
  'pried into a text',
  'pried by presence',
  'pried by command',
  'went on',
  'went back',
  'ended',
  'took their turn',
  'made groups',
  'looked at a silent card',
  'synced again',
  'came back',
  'came late',
  'left',
  'helped somebody unknown',
  'talked with somebody unknown',
];
