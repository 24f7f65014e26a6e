/** Where this person looks is said as it changes, and what the lead of a session looks for is known while it lasts. */
import { expect, test } from 'vitest';
import type { Here, Looking } from '#shared/protocol.ts';
import { Presence } from './presence.ts';
import type { Surroundings } from './surroundings.ts';
import type { Wire } from './wire.ts';

const looking: Looking = { words: 'bike', urgency: null, area: '', terms: null, open: false };

function scene(): { presence: Presence; said: Here[]; pass: () => void } {
  const said: Here[] = [];
  let waiting: (() => void)[] = [];
  const after: Surroundings['after'] = (_, run) => {
    waiting.push(run);
    return () => (waiting = waiting.filter((other) => other !== run));
  };
  const presence = new Presence({ after } as Surroundings, () => undefined);
  presence.use({ send: (_: string, here: Here) => said.push(here) } as unknown as Wire);
  const pass = (): void => waiting.splice(0).forEach((run) => run());
  pass();
  said.length = 0;
  return { presence, said, pass };
}

test('what is looked for stays when another card is looked at, and the card when something else is looked for', () => {
  const { presence, said, pass } = scene();
  presence.lookFor(looking);
  pass();
  presence.look('c_1', true);
  pass();
  presence.lookFor(null);
  pass();
  presence.lookFor(null);
  presence.look('c_1', true);
  pass();
  expect(said).toEqual([
    { looking },
    { card: 'c_1', writing: true, looking },
    { card: 'c_1', writing: true },
  ]);
});

test('of a word that is typed only what it has come to is said', () => {
  const { presence, said, pass } = scene();
  for (const words of ['b', 'bi', 'bike']) presence.lookFor({ ...looking, words });
  pass();
  expect(said.map((here) => here.looking?.words)).toEqual(['b', 'bike']);
});

test('what the lead looks for is known until it is taken back, all is told anew, or the wire is gone', () => {
  const { presence } = scene();
  presence.take(1, [''], [0, 0], 0, looking);
  presence.take(0, [], [0, 0], 2);
  expect(presence.lead).toEqual(looking);
  presence.take(0, [], [], 2, null);
  expect(presence.lead).toBeNull();
  presence.take(0, [], [], 2, looking);
  presence.take(1, [''], [0, 0], 0);
  expect(presence.lead).toBeNull();
  presence.take(0, [], [], 0, looking);
  presence.use(null);
  expect(presence.lead).toBeNull();
});
