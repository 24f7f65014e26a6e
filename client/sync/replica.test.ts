import { expect, test } from 'vitest';
import { toBase64 } from '#shared/doc/pack.ts';
import { Replica } from './replica.ts';
import { board, you } from './testing/written.ts';

function setUp() {
  const told = { changes: 0, gaps: 0 };
  const replica = new Replica(
    () => (told.changes += 1),
    () => (told.gaps += 1),
  );
  const title = () => replica.state.meta.get('board')?.title;
  return { replica, told, title };
}

test('follows frames, and asks for what it lacks only', () => {
  const server = board();
  const { replica, told, title } = setUp();
  replica.take(...server.reply(replica));
  replica.frame(...server.write(server.name('B')));
  expect(title()).toBe('B');
  server.write(server.name('C'));
  const [reply, updates] = server.reply(replica);
  expect(reply.mode).toBe('delta');
  replica.take(reply, updates);
  expect(title()).toBe('C');
  expect(told.gaps).toBe(0);
});

test('notices a missing frame, and keeps what it has until the next sync', () => {
  const server = board();
  const { replica, told, title } = setUp();
  replica.take(...server.reply(replica));
  server.write(server.name('B'));
  replica.frame(...server.write(server.name('C')));
  expect(told.gaps).toBe(1);
  expect(replica.stale).toBe(true);
  expect(title()).toBe('A');
  replica.take(...server.reply(replica));
  expect(replica.stale).toBe(false);
  expect(title()).toBe('C');
});

test('skips what it has already', () => {
  const server = board();
  const { replica, told, title } = setUp();
  const frame = server.write(server.name('B'));
  replica.take(...server.reply(replica));
  replica.frame(...frame);
  expect(told.gaps).toBe(0);
  expect(title()).toBe('B');
});

test('lets frames wait that come while a sync is on its way', () => {
  const server = board();
  const { replica, told, title } = setUp();
  const answer = server.reply(replica);
  replica.frame(...server.write(server.name('B')));
  replica.take(...answer);
  expect(title()).toBe('B');
  expect(told.gaps).toBe(0);
});

test('takes a fresh document for another epoch', () => {
  const server = board();
  const { replica, told, title } = setUp();
  replica.take(...server.reply(replica));
  replica.frame(2, 2, 2, '');
  expect(told.gaps).toBe(1);
  replica.take(...server.reply(replica));
  told.gaps = 0;
  const rebuilt = board(2);
  const frame = rebuilt.write(rebuilt.name('rebuilt'));
  replica.frame(...frame);
  expect(told.gaps).toBe(1);
  const [reply, updates] = rebuilt.reply(replica);
  expect(reply.mode).toBe('full');
  replica.take(reply, updates);
  expect(title()).toBe('rebuilt');
  expect(replica.epoch).toBe(2);
});

test.each([['AAAA'], ['!!!!'], [toBase64(new Uint8Array([1, 1, 5, 0, 4, 1, 1, 98, 300]))]])(
  'a frame that cannot be read (%s) empties the copy, and the next sync asks for all',
  (update) => {
    const server = board();
    const { replica, told, title } = setUp();
    replica.take(...server.reply(replica));
    replica.frame(1, 2, 2, update);
    if (update === 'AAAA') {
      // it is an update that holds nothing: not every damage shows
      expect(title()).toBe('A');
      return;
    }
    expect(told.gaps).toBe(1);
    expect(replica.ask()).toEqual({});
    replica.giveUp();
    replica.take(...server.reply(replica));
    expect(title()).toBe('A');
  },
);

test('private records show with the frame that reaches them, not before', () => {
  const server = board();
  const { replica } = setUp();
  replica.take(...server.reply(replica));
  const body = { type: 'hosting', member: you.member, who: 'Mo' } as const;
  const frame = server.write(server.name('B'));
  replica.records(2, [{ id: 'hosting:m', body }]);
  expect(replica.state.records.size).toBe(0);
  replica.frame(...frame);
  expect(replica.state.records.get('hosting:m')).toEqual({ id: 'hosting:m', to: [you.member], body });
  replica.records(2, [{ id: 'hosting:m', body: null }]);
  expect(replica.state.records.size).toBe(0);
});

test('what is kept shows again, without contact lines', () => {
  const server = board();
  const { replica } = setUp();
  const [reply, updates] = server.reply(replica);
  const records = [
    { id: 'contact:h:m', body: { type: 'contact', match: 'h', from: 'm', line: '0170 …' } as const },
    { id: 'hosting:m', body: { type: 'hosting', member: 'm', who: 'Mo' } as const },
  ];
  replica.take({ ...reply, records }, updates);
  const copy = replica.copy(you, 5);
  expect(copy?.records.map(({ id }) => id)).toEqual(['hosting:m']);
  const later = setUp();
  expect(later.replica.restore(structuredClone(copy!))).toBe(true);
  expect(later.title()).toBe('A');
  expect(later.replica.seq).toBe(1);
  later.replica.frame(...server.write(server.name('B')));
  expect(later.title()).toBe('B');
});

test('a kept copy that is broken is as good as none', () => {
  const { replica } = setUp();
  const copy = {
    epoch: 1,
    seq: 9,
    bytes: new Uint8Array([9, 9, 9]),
    records: [],
    standing: null,
    you,
    ahead: 0,
  };
  expect(replica.restore(copy)).toBe(false);
  expect(replica.ask()).toEqual({});
});
