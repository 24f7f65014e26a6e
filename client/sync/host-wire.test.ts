/** Coming in by another site's word, and staying for as long as it says so. */
import { expect, test } from 'vitest';
import { time } from '#shared/limits.ts';
import type { HostWay } from './identity.ts';
import { BoardServer, type Visit } from './testing/board-server.ts';
import { card, device } from './testing/devices.ts';
import { World } from './testing/world.ts';

/** A site on which somebody is signed in, and how long its tokens last, ms. */
class Site implements HostWay {
  readonly site = 'https://library.example';
  signedIn: { sub: string; role: Visit['role'] } | null = { sub: 'ana', role: 'member' };
  lasts: number = 5 * time.MINUTE;
  reached = true;
  asked = 0;

  constructor(readonly world: World) {}

  readonly token = (): Promise<string> => {
    this.asked += 1;
    if (!this.reached) return Promise.reject(new Error('the site is away'));
    if (!this.signedIn) return Promise.resolve('');
    const { sub } = this.signedIn;
    const exp = Math.floor((this.world.now + this.lasts) / time.SECOND);
    const claims: Visit = { ...this.signedIn, name: sub, jti: `${sub} ${this.asked}`, exp };
    return Promise.resolve(`head.${btoa(JSON.stringify(claims))}.signature`);
  };
}

function begin() {
  const world = new World(11);
  const server = new BoardServer(world);
  const site = new Site(world);
  return { world, server, site, comes: (skew = 0) => device(server, { host: site, keep: null, skew }) };
}

test('is a member from the first picture on, and writes', async () => {
  const { world, server, site, comes } = begin();
  const ana = comes();
  const seen = new Set<string>();
  ana.session.subscribe(() => seen.add(ana.snapshot.me.type));
  await world.until(() => ana.snapshot.connection.state === 'live');
  const { me, state } = ana.snapshot;
  if (me.type !== 'member') throw new Error('no member');
  expect(state.members.get(me.member)?.name).toBe('ana');
  const id = await card(server, ana, 'Soup');
  expect(server.state.cards.get(id)).toMatchObject({ author: me.member });
  expect([...seen].filter((type) => type !== 'unknown')).toEqual(['member']);
  expect(site.asked).toBe(1);
});

test('asks for another token a minute before the end, over the same connection, again and again', async () => {
  const { world, server, site, comes } = begin();
  const ana = comes();
  await world.until(() => ana.snapshot.me.type === 'member');
  await world.pass(3.9 * time.MINUTE);
  expect(site.asked).toBe(1);
  await world.pass(0.2 * time.MINUTE);
  expect(site.asked).toBe(2);
  await world.pass(16 * time.MINUTE);
  expect(site.asked).toBe(6);
  expect(ana.session.counters.connections).toBe(1);
  expect(ana.snapshot.connection.state).toBe('live');
  expect(server.tokens).toEqual({ taken: 6, refused: 0 });
});

test.each([-3 * time.HOUR, 3 * time.HOUR])('a clock that is %d ms off changes nothing', async (skew) => {
  const { world, site, comes } = begin();
  const ana = comes(skew);
  await world.until(() => ana.snapshot.me.type === 'member');
  await world.pass(9 * time.MINUTE);
  expect(ana.session.counters.connections).toBe(1);
  expect(site.asked).toBe(3);
});

test('a short token is renewed at half of its time', async () => {
  const { world, server, site, comes } = begin();
  site.lasts = 30 * time.SECOND;
  const ana = comes();
  await world.until(() => ana.snapshot.me.type === 'member');
  await world.pass(2 * time.MINUTE);
  expect(ana.session.counters.connections).toBe(1);
  expect(site.asked).toBeLessThan(12);
  expect(server.tokens.refused).toBe(0);
});

test('a lost connection comes back by the device, and is asked for no token', async () => {
  const { world, site, comes } = begin();
  const ana = comes();
  await world.until(() => ana.snapshot.me.type === 'member');
  ana.offline();
  await world.pass(2 * time.SECOND);
  ana.online();
  await world.until(() => ana.snapshot.connection.state === 'live');
  expect(ana.session.counters.connections).toBeGreaterThan(1);
  expect(site.asked).toBe(1);
  await world.pass(4 * time.MINUTE);
  expect(site.asked).toBe(2);
});

test('what was written while the token ended is sent by the next, as the same person', async () => {
  const { world, server, comes } = begin();
  const ana = comes();
  await world.until(() => ana.snapshot.me.type === 'member');
  const { me } = ana.snapshot;
  ana.offline();
  const running = ana.session.run({
    type: 'card.create',
    card: 'c_0000000000',
    kind: 'need',
    title: 'Soup',
    body: '',
    chips: {},
  });
  await world.pass(6 * time.MINUTE);
  ana.online();
  await world.until(() => ana.snapshot.connection.state === 'live');
  await world.pass(time.SECOND);
  expect(await running).toEqual({ type: 'kept' });
  expect(server.state.cards.get('c_0000000000')).toMatchObject({
    author: me.type === 'member' ? me.member : 'nobody',
  });
  expect(server.tokens).toEqual({ taken: 2, refused: 0 });
  expect(ana.snapshot.me).toMatchObject({ type: 'member', member: me.type === 'member' && me.member });
});

test('a page that slept over the end comes back with another token', async () => {
  const { world, site, comes } = begin();
  const ana = comes();
  await world.until(() => ana.snapshot.me.type === 'member');
  ana.around.sleep();
  await world.pass(10 * time.MINUTE);
  ana.around.wake();
  await world.until(() => ana.snapshot.connection.state === 'live' && site.asked > 1);
  await world.until(() => ana.snapshot.connection.state === 'live');
  expect(ana.snapshot.me.type).toBe('member');
});

test('a site that has no token for a while is asked again before the end, and after it', async () => {
  const { world, site, comes } = begin();
  const ana = comes();
  await world.until(() => ana.snapshot.me.type === 'member');
  site.reached = false;
  await world.pass(4.9 * time.MINUTE);
  expect(site.asked).toBeGreaterThan(2);
  expect(site.asked).toBeLessThan(8);
  expect(ana.snapshot.connection.state).toBe('live');
  await world.pass(time.MINUTE);
  expect(ana.snapshot.connection.state).toBe('offline');
  site.reached = true;
  await world.until(() => ana.snapshot.connection.state === 'live');
  expect(ana.snapshot.me.type).toBe('member');
});

test('who is signed in nowhere is not let in, until somebody tries again', async () => {
  const { world, site, comes } = begin();
  site.signedIn = null;
  const ana = comes();
  await world.until(() => ana.snapshot.connection.state === 'closed');
  expect(ana.snapshot.connection).toMatchObject({ why: 'noEntry' });
  await world.pass(10 * time.MINUTE);
  expect(site.asked).toBe(1);
  site.signedIn = { sub: 'ana', role: 'member' };
  ana.session.retry();
  await world.until(() => ana.snapshot.connection.state === 'live');
  expect(ana.snapshot.me.type).toBe('member');
});

test('whom the site lets only look, looks, and comes back when the token has ended', async () => {
  const { world, site, comes } = begin();
  site.signedIn = { sub: 'ana', role: 'viewer' };
  const ana = comes();
  await world.until(() => ana.snapshot.connection.state === 'live');
  expect(ana.snapshot.me).toEqual({ type: 'looking', role: 'viewer' });
  await world.pass(5.1 * time.MINUTE);
  await world.until(() => ana.snapshot.connection.state === 'live');
  expect(site.asked).toBe(2);
});

test.each([
  ['before the end', 4.2 * time.MINUTE],
  ['after a lost connection', 0],
])('somebody else who is signed in by now (%s) sees nothing of whoever was before', async (_what, span) => {
  const { world, server, site, comes } = begin();
  const ana = comes();
  await world.until(() => ana.snapshot.me.type === 'member');
  await card(server, ana, 'Soup');
  site.signedIn = { sub: 'ben', role: 'member' };
  if (span === 0) {
    ana.offline();
    await world.pass(6 * time.MINUTE);
    ana.online();
  } else await world.pass(span);
  await world.until(() => ana.snapshot.connection.state === 'closed');
  expect(ana.snapshot.connection).toMatchObject({ why: 'revoked' });
  expect(ana.snapshot.state.cards.size).toBe(0);
  expect(server.state.members.size).toBe(1);
  ana.session.retry();
  await world.until(() => ana.snapshot.connection.state === 'closed');
  expect(server.state.members.size).toBe(1);
});

test('a server that is busy while somebody enters is asked again, with another token', async () => {
  const { world, server, site, comes } = begin();
  server.busy = 'notNow';
  const ana = comes();
  await world.pass(2 * time.SECOND);
  expect(ana.snapshot.me.type).toBe('unknown');
  server.busy = null;
  await world.until(() => ana.snapshot.me.type === 'member');
  expect(site.asked).toBeGreaterThan(1);
  expect(server.tokens.refused).toBe(0);
  expect(server.state.members.size).toBe(1);
});
