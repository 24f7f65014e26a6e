/** A session outlives the server that it began on: the same phase at the same second, and somebody who runs it. */
import { describe, expect, test } from 'vitest';
import { Market, phase, seated } from '#server/testing/market.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { timeLeft } from '#shared/board/session/clock.ts';
import type { Session } from '#shared/board/types.ts';
import { limits, sessionRule, time } from '#shared/limits.ts';
import { Served } from '../crowd/served.ts';
import { form } from '../form.ts';
import { print } from '../processes/figures.ts';
import { type MadeBoard, newBoard } from '../processes/new-board.ts';
import { type Node, Nodes } from '../processes/nodes.ts';

const PATIENCE = 10 * time.MINUTE;
/** What separates two people's clocks at most, by the promise. */
const SAME_SECOND = 250;

async function joins(
  url: string,
  { id, keys }: MadeBoard,
  role: 'member' | 'facilitator',
): Promise<RawClient> {
  const client = await RawClient.connect(url, { board: id, key: keys[role] });
  await client.enter(role);
  await client.sync();
  return client;
}

/** What is left of the phase as a device works it out that syncs now, ms, and when that was. */
async function clockOf(client: RawClient, session: () => Session): Promise<{ left: number; at: number }> {
  const { now } = await client.sync();
  return { left: timeLeft(session(), now), at: performance.now() };
}

describe.concurrent('a session goes on', () => {
  test(
    'on a server that is killed in the middle of a phase',
    { timeout: PATIENCE },
    async ({ onTestFinished }) => {
      const served = await Served.start();
      onTestFinished(() => served.stop());
      const fay = await joins(served.url, served.board, 'facilitator');
      const market = await Market.begin(fay, phase('1'), phase('2', { minutes: 7 }), phase('3'));
      await market.step(1);
      await market.says({ type: 'session.extend', session: market.id, minutes: 1 });
      const before = market.seenBy(fay);
      const clock = await clockOf(fay, () => before);
      await served.killAndStartAgain();
      const back = await RawClient.connect(served.url, { board: served.board.id, device: fay.secret });
      onTestFinished(() => back.close());
      const again = await clockOf(back, () => market.seenBy(back));
      expect(market.seenBy(back)).toEqual(before);
      const differ = clock.left - again.left - (again.at - clock.at);
      print(`killed and started again in a phase: clocks ${Math.abs(differ).toFixed(0)} ms apart`);
      expect(Math.abs(differ)).toBeLessThan(SAME_SECOND);
      expect(await back.command({ type: 'session.pause', session: market.id, paused: true })).toMatchObject({
        ok: true,
      });
    },
  );

  test(
    'on the other node when one is killed with its lead',
    { timeout: PATIENCE },
    async ({ onTestFinished }) => {
      const nodes = await Nodes.start(2);
      onTestFinished(() => nodes.stop());
      const [a, b] = nodes.all as [Node, Node];
      const board = await newBoard(a.url);
      const [fay, ana] = [await joins(a.url, board, 'facilitator'), await joins(a.url, board, 'member')];
      const [ben, cem] = [await joins(b.url, board, 'member'), await joins(b.url, board, 'member')];
      const market = await Market.begin(fay, phase('1'), phase('2'), phase('3'));
      await market.says({ type: 'session.order', session: market.id, members: [ana.member, ben.member] });
      await ben.until(() => seated(ben).length === 4, 'those of both nodes to have a seat');
      await ben.until(() => ben.here.rows.length === 4, 'those of both nodes to be here');
      await market.step(1, 2 * time.SECOND);
      await ben.until(() => market.seenBy(ben).coming !== undefined, 'the announced step');
      const announced = market.seenBy(ben).coming!.at;
      await nodes.end(a, 'SIGKILL');
      const killed = performance.now();
      await ben.until(() => market.seenBy(ben).phase === 1, 'the step that the dead node announced');
      expect(market.seenBy(ben).since - announced).toBeLessThan(time.SECOND);
      // A minute and more of waiting; with a faster clock, server/sessions.test.ts has it each time.
      if (form === 'short') return;
      const dead = limits.presenceLease + limits.awayAfter + time.SECOND;
      await waits(dead, () => seated(ben).join() === [ben.member, cem.member].toSorted().join());
      print(`people of a killed node away after ${((performance.now() - killed) / 1_000).toFixed(1)} s`);
      await waits(sessionRule.leadAway + time.SECOND, () => market.seenBy(ben).lead === ben.member);
      print(`its lead followed after ${((performance.now() - killed) / 1_000).toFixed(1)} s`);
      expect(market.seenBy(cem)).toMatchObject({ phase: 1, lead: ben.member, handed: fay.member });

      await nodes.startAgain(a);
      const back = await RawClient.connect(a.url, { board: board.id, device: fay.secret });
      await back.sync();
      await market.says({ type: 'session.lead', session: market.id, member: back.member }, back);
      await cem.until(() => market.seenBy(cem).lead === fay.member, 'its lead to have it back');
      for (const client of [back, ben, cem]) client.close();
    },
  );
});

/** Looks now and then: what takes longer than a client has patience for. */
async function waits(most: number, so: () => boolean): Promise<void> {
  const until = performance.now() + most;
  while (!so()) {
    if (performance.now() > until) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
