/**
 * Forgetting is real (docs/decisions/0019): words of a person are planted in every place that keeps words, some before a snapshot
 * and some after, and proven to be on the disk. A minute after the person is erased at the latest, no byte of them is
 * left in the data folder or the folder of Redis, in what the server printed, or in what it tells; nor are there any
 * after a restart, or when the server is killed right after it acknowledged. Then the board goes the same way.
 */
import { serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { headless, type HeadlessOptions, type HeadlessSession } from '#client/sync/headless.ts';
import { memoryKeep } from '#client/sync/keep/memory.ts';
import type { KeepPort } from '#client/sync/keep/port.ts';
import { type OpenWire, WireLost } from '#client/sync/wire.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { canary } from '#server/testing/canaries.ts';
import { time } from '#shared/limits.ts';
import { form, inForm } from '../form.ts';
import { print } from '../processes/figures.ts';
import { type MadeBoard, newBoard } from '../processes/new-board.ts';
import { hostOf } from './host.ts';
import { embedded, type Place, twoOnRedis } from './places.ts';
import { Planter, type Words } from './planting.ts';
import { found, foundIn } from './searching.ts';

/** The longest that erased bytes may stay, ms. */
const AT_MOST = time.MINUTE;

/** How long after the acknowledgement the server is killed, ms; null: it is not. */
const kills = inForm<(number | null)[]>({
  short: [null],
  faults: [null, 0, 25],
  long: [null, 0, 5, 25, 60, 150],
});
const stores = inForm<[string, () => Promise<Place>][]>({
  short: [['the embedded store', embedded]],
  faults: [
    ['the embedded store', embedded],
    ['two nodes on Redis', twoOnRedis],
  ],
  long: [
    ['the embedded store', embedded],
    ['two nodes on Redis', twoOnRedis],
  ],
});

describe.each(stores)('nothing is left of who and what was erased: %s', (store, start) => {
  const moments = kills.map(
    (ms) => [ms === null ? 'not killed' : `killed ${ms} ms after the acknowledgement`, ms] as const,
  );
  test.each(moments)('%s', { timeout: 5 * AT_MOST }, async (_, killed) => {
    const place = await start();
    try {
      await prove(killed === null ? store : `${store}, killed ${killed} ms later`, place, killed);
    } finally {
      await place.stop();
    }
  });
});

async function prove(name: string, place: Place, killed: number | null): Promise<void> {
  const title = canary();
  const board = await newBoard(place.url(), title);
  const { ana, ben, hanna, need } = await cast(place, board);

  // a device of Ben's knows it all and is offline, with something still to say
  const device = { board: board.id, device: ben.client.secret, keep: memoryKeep() };
  const comment = freshId('comment');
  await visit(place, device, async (session) => {
    await session.until(({ state, connection }) => connection.state === 'live' && state.cards.has(need));
  });
  await visit(place, { ...device, openWire: nowhere }, async (session) => {
    await session.until(({ state }) => state.cards.has(need));
    const said = { type: 'comment.add', comment, card: need, text: 'Said offline' } as const;
    expect(await session.run(said)).toEqual({ type: 'kept' });
  });
  expect([...(await onDevice(device, ana.words)).keys()]).toContain(`${ana.who}: a new title`);

  const { member } = ana.client;
  const erasedAna = await untilGone(place, ana.words, killed, () =>
    ana.does({ type: 'member.erase', member }),
  );
  await visit(place, device, async (session) => {
    await session.until(({ state, pending }) => state.comments.has(comment) && !pending.has(comment));
    await session.saved();
  });
  expect(await onDevice(device, ana.words)).toEqual(new Map());
  await isThere(place, ben.words);
  if (form !== 'short') await place.restart();
  expect(await found(place.folders, ana.words)).toEqual(new Map());

  await hanna.comesBack(place.url());
  const all: Words = new Map([...ana.words, ...ben.words, ...hanna.words, ['title of the board', title]]);
  const erasedBoard = await untilGone(place, all, killed, async () => {
    expect(await hanna.client.access({ type: 'board.erase', title })).toEqual({ ok: true, type: 'done' });
  });
  await visit(place, device, async (session) => {
    const { connection } = await session.until((snapshot) => snapshot.connection.state === 'closed');
    expect(connection).toEqual({ state: 'closed', why: 'erased' });
  });
  expect(await onDevice(device, all)).toEqual(new Map());
  await place.restart();
  expect(await found(place.folders, all)).toEqual(new Map());
  for (const { client } of [ana, ben, hanna]) client.close();
  print(
    `${name}: ${ana.words.size} words of a person gone ${erasedAna} after they asked, ` +
      `${all.size} of a board ${erasedBoard} after`,
  );
}

/** Ana writes everywhere; a restart in the middle of it makes a snapshot. */
async function cast(place: Place, board: MadeBoard) {
  const host = await hostOf(place.url(), board);
  const [hanna, ana, ben] = await Promise.all([
    Planter.joins('Hanna', place.url(), board, 'facilitator'),
    Planter.vouchedFor('Ana', place.url(), board, host),
    Planter.joins('Ben', place.url(), board, 'member'),
  ]);
  hanna.words.set("Hanna: a site's secret", host.signing.verifier);
  const need = await ben.card('a need', { chips: { quantity: 5 } });
  await ana.cards(ben, hanna);
  await isThere(place, new Map([...ana.words, ...ben.words, ...hanna.words]));
  await place.restart();
  await Promise.all([hanna, ana, ben].map((person) => person.comesBack(place.url())));
  const before = new Set(ana.words.keys());
  await ana.says(ben, need);
  await ana.typesAndDeletes('notes', 'the notes', ({ state }) => state.meta.get('board')?.notes, ben);
  await ben.types('notes', 'words that stay in the notes');
  await isThere(place, new Map([...ana.words, ...ben.words].filter(([where]) => !before.has(where))));
  expect(await found(place.folders, ana.nowhere)).toEqual(new Map());
  expect(foundIn([['output', Buffer.from(place.output())]], ana.nowhere)).toEqual(new Map());
  return { ana, ben, hanna, need };
}

/** The search finds what is there: else it would prove nothing. */
async function isThere(place: Place, words: Words): Promise<void> {
  const places = await found(place.folders, words);
  expect([...words.keys()].filter((where) => !places.has(where))).toEqual([]);
}

/** @returns how long it took, in words */
async function untilGone(
  place: Place,
  words: Words,
  killed: number | null,
  erase: () => Promise<void>,
): Promise<string> {
  const began = performance.now();
  await erase();
  if (killed !== null) {
    await new Promise((resolve) => setTimeout(resolve, killed));
    await place.kill();
  }
  await expect
    .poll(() => found(place.folders, words), { timeout: AT_MOST, interval: 100 })
    .toEqual(new Map());
  const took = performance.now() - began;
  const metrics = await (await fetch(`${place.url()}/metrics`)).text();
  expect(metrics).toContain('tilth_');
  const told = { output: place.output(), metrics };
  expect(
    foundIn(
      Object.entries(told).map(([name, text]) => [name, Buffer.from(text)]),
      words,
    ),
  ).toEqual(new Map());
  return `${(took / time.SECOND).toFixed(1)} s`;
}

/** A page of somebody's, open while `run` runs. */
async function visit(
  place: Place,
  options: Omit<HeadlessOptions, 'url'>,
  run: (session: HeadlessSession) => Promise<void>,
): Promise<void> {
  const session = headless({ url: place.url(), ...options });
  try {
    await run(session);
  } finally {
    session.close();
  }
}

/** A network that reaches nobody. */
const nowhere: OpenWire = (_, { refused }) => {
  queueMicrotask(() => refused(null));
  return {
    request: () => Promise.reject(new WireLost('offline')),
    send: () => undefined,
    close: () => undefined,
  };
};

/** Words that a device keeps of a board, and where. */
async function onDevice(
  { keep, board }: { keep: KeepPort; board: string },
  words: Words,
): Promise<Map<string, string[]>> {
  const rows = await keep.load(board);
  return foundIn(
    rows.map((row) => [row.kind, Buffer.from(serialize(row))]),
    words,
  );
}
