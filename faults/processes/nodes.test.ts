/** What a person notices of a node that dies, hangs or is replaced, with the client's own sync code behind a balancer. */
import { describe, expect, test, vi } from 'vitest';
import { RawClient } from '#server/testing/raw-client.ts';
import { TcpProxy } from '#server/testing/tcp-proxy.ts';
import { limits } from '#shared/limits.ts';
import { Helper } from '../crowd/helper.ts';
import { form, inForm } from '../form.ts';
import { count, type Editor, editors, keepWriting, write } from './editor.ts';
import { allBack, checkAllIsThere, isAllThere } from './editors.ts';
import { print, quantile, spread } from './figures.ts';
import { newBoard } from './new-board.ts';
import { type Node, Nodes } from './nodes.ts';
import type { OfficeDeeds } from './office.ts';

const PATIENCE = 10 * 60_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function twoNodes(end: (run: () => Promise<void>) => void) {
  const nodes = await Nodes.start(2, { COMMANDS_PER_SECOND: '100', SOCKETS_PER_ADDRESS: '4000' }, 'direct');
  const [a, b] = nodes.all as [Node, Node];
  const balancer = await TcpProxy.listen(a.port, b.port);
  end(async () => {
    await balancer.close();
    await nodes.stop();
  });
  const way = { url: `http://127.0.0.1:${balancer.port}` };
  return { nodes, a, b, balancer, way, board: await newBoard(a.url) };
}

const closeAll = (people: readonly Editor[]): void => people.forEach(({ session }) => session.close());

describe.concurrent('of two nodes', () => {
  const hundred = inForm({ short: 30, faults: 100, long: 100 });
  test(`one dies with ${hundred} people on it`, { timeout: PATIENCE }, async ({ onTestFinished }) => {
    const { nodes, a, b, balancer, way, board } = await twoNodes(onTestFinished);
    balancer.targets = [a.port];
    const people = await editors(way, board, hundred);
    const ghosts = await editors(way, board, 5);
    const watcher = await RawClient.connect(b.url, { board: board.id, key: board.keys.viewer });
    await watcher.sync();
    const seen = (): Set<string> => new Set(watcher.here.rows.map(({ member }) => member));
    await watcher.until(() => ghosts.every(({ member }) => seen().has(member)), 'everyone to be here');
    balancer.targets = [a.port, b.port];
    const stop = keepWriting(people, 1_000);
    await pause(1_000);
    const killed = performance.now();
    await nodes.end(a, 'SIGKILL');
    closeAll(ghosts);
    await allBack(people);
    await pause(1_000);
    stop();
    await checkAllIsThere(b.url, board, people);
    const gone = people.flatMap(({ line }) => line.interruptions);
    expect(gone).toHaveLength(hundred);
    print(
      `node killed under ${hundred}: on the other one and synced after ${spread(gone)}; ` +
        `${count(people).written} comments, 0 lost`,
    );
    expect(quantile(gone, 0.99)).toBeLessThan(5_000);
    // Twelve seconds of waiting; with a faster clock, server/presence/redis.test.ts has it each time.
    if (form !== 'short') {
      await vi.waitFor(() => expect(ghosts.filter(({ member }) => seen().has(member))).toEqual([]), {
        timeout: limits.presenceLease + 5_000,
        interval: 50,
      });
      const haunted = performance.now() - killed;
      expect(people.filter(({ member }) => !seen().has(member))).toEqual([]);
      print(`ghosts of a dead node gone after ${(haunted / 1_000).toFixed(1)} s`);
      expect(haunted).toBeLessThan(limits.presenceLease);
    }
    closeAll(people);
    watcher.close();
  });

  const wedged = inForm({ short: 5, faults: 30, long: 30 });
  test(`one hangs for ${wedged} s`, { timeout: PATIENCE }, async ({ onTestFinished }) => {
    const { a, b, balancer, way, board } = await twoNodes(onTestFinished);
    balancer.targets = [a.port];
    const people = await editors(way, board, inForm({ short: 20, faults: 50, long: 50 }));
    a.process.child.kill('SIGSTOP');
    const hung = performance.now();
    // Sent to the node that hangs, and by those who lose patience to the other one as well, under the same id.
    const writing = people.map((person) => write(person));
    await pause(1_000);
    balancer.targets = [b.port];
    // A proxy that notices ends half of the connections; the others wait for their answers.
    balancer.cut((connection) => connection % 2 === 0);
    await pause(wedged * 1_000 - (performance.now() - hung));
    a.process.child.kill('SIGCONT');
    const resumed = performance.now();
    const synced = await Promise.all(
      people.map(async ({ session }) => {
        await session.saved();
        return Math.max(0, performance.now() - resumed);
      }),
    );
    await Promise.all(writing);
    await checkAllIsThere(a.url, board, people);
    await checkAllIsThere(b.url, board, people);
    print(
      `node hung for ${wedged} s: ${count(people).written} comments, each once; all saved ${spread(synced)} later`,
    );
    closeAll(people);
    expect(quantile(synced, 0.99)).toBeLessThan(3_000);
  });
});

describe('two nodes', () => {
  const editing = inForm({ short: 20, faults: 100, long: 200 });
  const offices = inForm({ short: 1, faults: 3, long: 4 });
  /** Between two comments of one person, ms: two hundred screens that show fifty a second keep a small machine busy. */
  const period = inForm({ short: 2_000, faults: 2_000, long: 4_000 });
  const restarts = inForm({ short: 1, faults: 5, long: 10 });
  test(
    `are replaced ${restarts} times, one after the other, under ${editing} editors`,
    { timeout: PATIENCE },
    async ({ onTestFinished }) => {
      const { nodes, a, b, way, board } = await twoNodes(onTestFinished);
      const all = Array.from({ length: offices }, () => Helper.start<OfficeDeeds>('../processes/office.ts'));
      onTestFinished(async () => void (await Promise.all(all.map((office) => office.end()))));
      const each = <T>(ask: (office: Helper<OfficeDeeds>, n: number) => Promise<T>): Promise<T[]> =>
        Promise.all(all.map(ask));
      const seats = (n: number): number =>
        Math.floor((editing * (n + 1)) / offices) - Math.floor((editing * n) / offices);
      await each((office, n) => office.ask('come', { url: way.url, board, count: seats(n) }));
      await each((office) => office.ask('write', period));
      const drains: number[] = [];
      for (let i = 0; i < restarts; i += 1) {
        for (const node of [a, b]) {
          await pause(1_000);
          const asked = performance.now();
          expect(await nodes.end(node, 'SIGTERM')).toBe(0);
          drains.push(performance.now() - asked);
          await nodes.startAgain(node);
          await each((office) => office.ask('back', 60_000));
        }
      }
      const written = (await each((office) => office.ask('written', 30_000))).flat();
      await isAllThere(a.url, board, written);
      await each((office) => office.ask('show', { comments: written.length, patience: 30_000 }));
      const gone = (await each((office) => office.ask('interruptions'))).flat();
      print(
        `${2 * restarts} nodes replaced under ${editing} who write every ${period / 1_000} s: ${written.length} comments, 0 lost, 0 doubled; ` +
          `${gone.length} interruptions of ${spread(gone)}; drained in ${spread(drains)}`,
      );
      expect(quantile(gone, 0.99)).toBeLessThan(3_000);
      expect(Math.max(...drains)).toBeLessThan(10_000);
    },
  );
});
