/** Who comes is never shown the board of a while ago, which is what the document that all who join are sent may be. */
import { expect, test } from 'vitest';
import { limits, time } from '#shared/limits.ts';
import { Following } from './following.ts';
import { Replica } from './replica.ts';
import { surroundingsIn, World } from './testing/world.ts';
import { board } from './testing/written.ts';
import type { Answered, RequestName, Wire } from './wire.ts';

/** A device that asked for a sync, and was answered with a document that lacks the last frame. */
function coming() {
  const world = new World(1);
  const server = board();
  const shown: (string | undefined)[] = [];
  const replica: Replica = new Replica(
    () => shown.push(replica.state.meta.get('board')?.title),
    () => undefined,
  );
  const following = new Following(replica, surroundingsIn(world), {
    synced: () => undefined,
    caughtUp: () => undefined,
    failed: () => undefined,
  });
  const [reply] = server.reply(replica);
  const frame = server.write(server.name('B'));
  const answer: unknown = { ...reply, until: frame[2] };
  const wire: Wire = {
    request: <E extends RequestName>() => Promise.resolve(answer as Answered<E>),
    send: () => undefined,
    close: () => undefined,
  };
  const come = following.begin(wire);
  return { world, replica, following, frame, shown, come };
}

test('nothing is shown before what came since is there', async () => {
  const { world, replica, frame, shown, come } = coming();
  await world.pass(time.SECOND);
  expect(shown).toEqual([]);
  replica.frame(...frame);
  await come;
  expect(new Set(shown)).toEqual(new Set(['B']));
});

test('a frame that was faster than the reply is not waited for', async () => {
  const { replica, frame, shown, come } = coming();
  replica.frame(...frame);
  await come;
  expect(new Set(shown)).toEqual(new Set(['B']));
});

test('who loses the connection meanwhile comes again', async () => {
  const { world, following, shown, come } = coming();
  const ended = expect(come).rejects.toThrow('did not come');
  await world.pass(time.SECOND);
  following.lost();
  await ended;
  expect(shown).toEqual([]);
});

test('a server that does not send it is not waited for for ever', async () => {
  const { world, come } = coming();
  const ended = expect(come).rejects.toThrow('did not come');
  await world.pass(limits.ackTimeout);
  await ended;
});
