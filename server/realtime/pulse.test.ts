/** The heartbeat that lets a copy be compared: who gets it, when, and that it is right. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { memoryLog, memoryStore } from '#server/store/memory.ts';
import { realSurroundings, type Surroundings } from '#server/surroundings.ts';
import type { RawClient } from '#server/testing/raw-client.ts';
import { startWorld } from '#server/testing/world.ts';
import { rowShape, StateHash } from '#shared/doc/state-hash.ts';
import { limits } from '#shared/limits.ts';

/** Surroundings in which a pulse comes when the test wants one. */
function beating(): { around: Surroundings; beat(): void } {
  const due = new Set<() => void>();
  const after: Surroundings['after'] = (delay, run) => {
    if (delay !== limits.pulseEvery) return realSurroundings.after(delay, run);
    due.add(run);
    return () => due.delete(run);
  };
  return {
    around: { ...realSurroundings, after },
    beat() {
      for (const run of Array.from(due)) {
        due.delete(run);
        run();
      }
    },
  };
}

const pulses = (client: RawClient): unknown[] =>
  client.heard.filter(({ event }) => event === 'pulse').map(({ args }) => args);
const own = ({ epoch, seq, state }: RawClient): unknown[] => [
  epoch,
  seq,
  rowShape,
  new StateHash().of(state),
];

test('says what the rows hash to at the position that every reader has reached', async () => {
  const { around, beat } = beating();
  const world = await startWorld({ around });
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const ben = await world.person(board, 'Ben', 'facilitator');
  const soup = await ana.card('Soup', { body: 'With beans' });
  await ben.card('A ladder', { kind: 'offer', anonymous: true });
  await ben.command({ type: 'card.edit', card: soup, chips: { urgency: 'now', tags: ['food'] } });
  beat();
  for (const client of [ana, ben]) {
    await client.hears('pulse');
    expect(pulses(client)).toEqual([own(client)]);
  }
});

test('comes behind a frame that still waited for its beat', async () => {
  const { around, beat } = beating();
  // while the clock stands still, beats do not end: what another node wrote is not told by itself
  let still: number | null = null;
  const mono = (): number => still ?? performance.now();
  const after: Surroundings['after'] = (delay, run) =>
    still !== null && delay <= limits.beatLongest ? () => undefined : around.after(delay, run);
  const log = memoryLog();
  const world = await startWorld({ around: { ...around, mono, after }, store: memoryStore({ log }) });
  const other = await startWorld({ store: memoryStore({ log }) });
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  const ben = await other.person(board, 'Ben');
  const { room, release } = (await world.app.rooms.hold(board.id))!;
  onTestFinished(release);
  still = performance.now();
  onTestFinished(() => void (still = null));
  await ben.card('Soup');
  await ana.until(() => ana.seq >= ben.seq, 'the soup');
  const before = ana.heard.length;
  const { seq } = ana;
  await ben.card('Bread');
  await vi.waitFor(() => expect(room.seq).toBe(ben.seq));
  expect(ana.seq).toBe(seq);
  beat();
  await ana.hears('pulse');
  const told = ana.heard.slice(before).map(({ event }) => event);
  expect(told.filter((event) => event === 'frame' || event === 'pulse')).toEqual(['frame', 'pulse']);
  expect(pulses(ana)).toEqual([own(ana)]);
});

test('costs nothing on a board at rest, but for those who came since', async () => {
  const { around, beat } = beating();
  const world = await startWorld({ around });
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  beat();
  await ana.hears('pulse');
  const viewer = await world.client({ board: board.id, key: board.keys.viewer });
  beat();
  await viewer.hears('pulse');
  beat();
  await ana.card('Soup');
  beat();
  await viewer.until(() => pulses(viewer).length >= 2, 'the pulse after the change');
  await ana.until(() => pulses(ana).length >= 2, 'the pulse after the change');
  expect([pulses(ana).length, pulses(viewer).length]).toEqual([2, 2]);
  expect(pulses(viewer).at(-1)).toEqual(own(viewer));
});

test('who says that theirs differs gets the whole board, and is counted', async () => {
  const world = await startWorld();
  const board = await world.board();
  const ana = await world.person(board, 'Ana');
  await ana.card('Soup');
  const { epoch, seq } = ana;
  expect((await ana.sync({ epoch, seq, differs: true })).mode).toBe('full');
  expect([...ana.state.cards.values()].map(({ title }) => title)).toEqual(['Soup']);
  const count = async (): Promise<string> =>
    world.app.metrics.registry.getSingleMetricAsString('tilth_divergences_total');
  expect(await count()).toContain('tilth_divergences_total 1');
  expect(await ana.ask('sync', { differs: false })).toMatchObject({ ok: false });
  expect(await count()).toContain('tilth_divergences_total 1');
});
