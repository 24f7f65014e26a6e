/** What every engine of the presence port must do. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { limits } from '#shared/limits.ts';
import type { Presence, PresencePort } from './port.ts';

/** @param make a fresh engine, given a clock in ms */
export function presenceContract(name: string, make: (now: () => number) => PresencePort): void {
  describe(name, () => {
    let now = 1_000_000;

    function engine(): PresencePort {
      const port = make(() => now);
      onTestFinished(() => port.close());
      return port;
    }

    const someone = (socket: string, more: Partial<Presence> = {}): Presence => ({
      socket,
      member: 'm_ana',
      card: '',
      writing: false,
      looking: null,
      active: now,
      ...more,
    });
    const sockets = (port: PresencePort, board: string) =>
      port
        .list(board)
        .map(({ socket }) => socket)
        .toSorted();

    test('who beats is here, on that board, as they last said', () => {
      const port = engine();
      port.beat('b_1', someone('s1'));
      port.beat('b_1', someone('s2', { member: '' }));
      port.beat('b_2', someone('s3'));
      const looking = { words: 'bike', urgency: 'now', area: '', terms: null, open: true } as const;
      port.beat('b_1', someone('s1', { card: 'c_1', writing: true, looking }));
      expect(sockets(port, 'b_1')).toEqual(['s1', 's2']);
      expect(port.list('b_1').find(({ socket }) => socket === 's1')).toMatchObject({
        card: 'c_1',
        writing: true,
        looking,
      });
      expect(sockets(port, 'b_3')).toEqual([]);
    });

    test('who leaves is gone at once; leaving twice, or never having come, is nothing', () => {
      const port = engine();
      port.beat('b_1', someone('s1'));
      port.leave('b_1', 's1');
      port.leave('b_1', 's1');
      port.leave('b_2', 's9');
      expect(port.list('b_1')).toEqual([]);
    });

    test('who is not heard of for a lease is forgotten; who goes on beating stays', () => {
      const port = engine();
      port.beat('b_1', someone('s1'));
      port.beat('b_1', someone('s2'));
      now += limits.presenceLease - 1;
      port.beat('b_1', someone('s2'));
      now += 2;
      expect(sockets(port, 'b_1')).toEqual(['s2']);
    });

    test('listeners hear of comings, moves and goings, but not of mere renewals, and not too often', async () => {
      // An engine may wait for a network meanwhile, which needs the rest of the clock.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      onTestFinished(() => void vi.useRealTimers());
      const port = engine();
      const heard = vi.fn();
      const stop = port.subscribe('b_1', heard);
      const pass = async (ms: number) => {
        now += ms;
        await vi.advanceTimersByTimeAsync(ms);
      };
      port.beat('b_1', someone('s1'));
      await pass(limits.presenceEvery);
      expect(heard).toHaveBeenCalledTimes(1);
      const same = port.list('b_1')[0]!;
      port.beat('b_1', same);
      await pass(2 * limits.presenceEvery);
      expect(heard).toHaveBeenCalledTimes(1);
      for (let i = 0; i < 50; i += 1) port.beat('b_1', { ...same, card: `c_${i}` });
      await pass(limits.presenceEvery);
      expect(heard).toHaveBeenCalledTimes(2);
      port.leave('b_1', 's1');
      await pass(limits.presenceEvery);
      expect(heard).toHaveBeenCalledTimes(3);
      stop();
      port.beat('b_1', someone('s2'));
      await pass(2 * limits.presenceEvery);
      expect(heard).toHaveBeenCalledTimes(3);
    });
  });
}
