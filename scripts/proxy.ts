/**
 * Tries deploy/haproxy.cfg itself, with other addresses in it: two built nodes on a Redis behind an HAProxy of this machine,
 * people who write through it, and nodes and Redis that end. By hand: `npm run test:proxy`; needs haproxy and redis-server.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headless, type HeadlessSession } from '../client/sync/headless.ts';
import { freePort } from '../server/testing/process.ts';
import { RawClient } from '../server/testing/raw-client.ts';
import { TestRedis } from '../server/testing/redis.ts';
import { BuiltServer } from './built-server.ts';

const PEOPLE = 20;
const PATIENCE = 20_000;
const token = 'only-for-this-trial';

const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const redis = await TestRedis.start();
const env = {
  REDIS_URL: redis.url,
  PUBLIC_URL: origin,
  TRUST_PROXY: '1',
  METRICS_TOKEN: token,
  LOG_LEVEL: 'silent',
};
const nodes = await Promise.all([BuiltServer.start(undefined, env), BuiltServer.start(undefined, env)]);
const folder = await mkdtemp(join(tmpdir(), 'tilth-proxy-'));
const config = (await readFile('deploy/haproxy.cfg', 'utf8'))
  .replace('bind :8080', `bind 127.0.0.1:${port}`)
  .replaceAll(/ app([12]):3000$/gm, (_, nth: string) => ` ${new URL(nodes[Number(nth) - 1]!.origin).host}`);
await writeFile(join(folder, 'haproxy.cfg'), config);
const proxy = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], {
  stdio: ['ignore', 'ignore', 'inherit'],
});

const sessions: HeadlessSession[] = [];
try {
  await settles('both nodes are ready', async () => (await status('/readyz')) === 200);
  const board = await new Promise<{ id: string; key: string }>((resolve, reject) => {
    fetch(`${origin}/api/boards`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Behind a proxy' }),
    })
      .then((reply) => reply.json() as Promise<{ id: string; links: { member: string } }>)
      .then(({ id, links }) => resolve({ id, key: links.member.split('key=')[1]! }))
      .catch(reject);
  });
  for (let nth = 0; nth < PEOPLE; nth += 1) {
    const session = headless({ url: origin, board: board.id, key: board.key });
    sessions.push(session);
    await session.joinAs(`Person ${nth}`);
  }
  const [one, two] = await Promise.all(nodes.map((node) => connections(node)));
  says(`${PEOPLE} people: ${one} on one node, ${two} on the other`, one! > 0 && two! > 0);
  await writes('a card reaches everyone');
  says('/metrics is not for those who come through the proxy', (await status('/metrics')) === 404);

  for (const [nth, node] of nodes.entries()) {
    await measured(`node ${nth + 1} is told to end: all live again`, () => node.end(), allLive);
    await writes('and write');
    await node.up();
    await settles(`node ${nth + 1} is back`, async () => (await connections(node)) >= 0);
  }
  await measured('a node is killed: all live again', () => nodes[0].end('SIGKILL'), allLive);
  await nodes[0].up();

  await measured('Redis is killed: every screen says so', () => redis.kill(), allAway);
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  says('meanwhile pages still load', (await status(`/b/${board.id}`)) === 200);
  for (const [nth, session] of sessions.entries()) await session.run(create(session, `Meanwhile ${nth}`));
  await measured('Redis is back: everything is saved', () => redis.start(), allSaved);
  await writes('and all see all');
  // last, for afterwards nobody of this machine is let in for a while
  says('an invented X-Forwarded-For hides nobody', await countsTheRealAddress(board.id));
} finally {
  for (const session of sessions) session.close();
  proxy.kill();
  for (const node of nodes) await node.dispose();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
}

function create(session: HeadlessSession, title: string) {
  const card = session.newId('card');
  return { type: 'card.create', card, kind: 'need', title, body: '', chips: {} } as const;
}

async function writes(what: string): Promise<void> {
  const [first] = sessions;
  const command = create(first!, `Card of ${what}`);
  await first!.run(command);
  await Promise.all(
    sessions.map((each) => each.until(({ state }) => state.cards.has(command.card), PATIENCE)),
  );
  const sizes = new Set(sessions.map(({ snapshot }) => snapshot.state.cards.size));
  says(`${what}: ${[...sizes].join(', ')} cards on every screen`, sizes.size === 1);
}

async function allLive(): Promise<void> {
  await Promise.all(sessions.map((session) => session.live(PATIENCE)));
}

async function allAway(): Promise<void> {
  await Promise.all(
    sessions.map((each) => each.until(({ connection }) => connection.state === 'away', PATIENCE)),
  );
}

async function allSaved(): Promise<void> {
  await Promise.all(sessions.map((session) => session.saved(PATIENCE)));
}

/** What somebody who tries keys is counted under, whatever they say of themselves. */
async function countsTheRealAddress(board: string): Promise<boolean> {
  for (let nth = 0; nth < 100; nth += 1) {
    const key = `wrong-key-of-some-length-${nth}`;
    const invented = { 'x-forwarded-for': `10.0.0.${nth}` };
    const code = await RawClient.connect(origin, { board, key }, invented).then(
      () => 'in',
      (error: unknown) => String(error),
    );
    if (code.includes('tooMany')) return true;
  }
  return false;
}

async function connections(node: BuiltServer): Promise<number> {
  const reply = await fetch(`${node.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  return Number(/^tilth_connections (\d+)/m.exec(await reply.text())?.[1] ?? -1);
}

async function status(path: string): Promise<number> {
  return fetch(origin + path).then(
    (reply) => reply.status,
    () => 0,
  );
}

async function settles(what: string, so: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + PATIENCE;
  while (!(await so().catch(() => false))) {
    if (performance.now() > until) throw new Error(`It did not come to this: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param change what is done; the clock runs from its end until `reached` */
async function measured(
  what: string,
  change: () => Promise<unknown>,
  reached: () => Promise<void>,
): Promise<void> {
  const changed = change();
  // who was live on the node that ends notices first
  await changed;
  const began = performance.now();
  await reached();
  says(`${what} after ${((performance.now() - began) / 1_000).toFixed(1)} s`, true);
}

function says(what: string, so: boolean): void {
  console.log(`${so ? 'ok  ' : 'NOT '} ${what}`);
  if (!so) process.exitCode = 1;
}
