/** The same strings as names of a board, of a session and its parts, of people at the door, and of links. */
import { RawClient } from '#server/testing/raw-client.ts';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import { limits } from '#shared/limits.ts';
import { phase } from '../../scripts/demo/conductor.ts';
import { expect } from '../actors.ts';
import { does, joins, keyOf } from '../hostile/crowd.ts';
import { hostile, hostileNo } from '../hostile/strings.ts';
import { test, Watched } from '../hostile/watched.ts';

/** So many of them fit into what a part asks. */
const asked = 8;

/** The strings in lots of so many. */
function lots(size: number): string[][] {
  return Array.from({ length: Math.ceil(hostile.length / size) }, (_, lot) =>
    hostile.slice(lot * size, (lot + 1) * size),
  );
}

/** Parts that hold these strings in their names, and eight further ones each in what they ask. */
function parts(names: readonly string[], from: number) {
  return names.map((name, nth) => {
    const words = Array.from({ length: asked }, (_, one) => hostileNo((from + nth) * asked + one));
    return phase(name, { id: `p${nth}`, prompt: words.join('\n') });
  });
}

test(
  'a board and a session, for whoever runs it, who takes part, and on the wall',
  { tag: '@long' },
  async ({ watched, browser, server, site }) => {
    test.setTimeout(120_000);
    const board = await server.makeBoard('Elm Grove');
    const faro = await joins(server.origin, board, 'facilitator', 'Faro');
    const session = freshId('session');
    await does(faro, { type: 'session.plan', session, title: 'Market', phases: [phase('One')] });
    await watched.becomes(faro, server, board);

    // names of all parts stand in the plan, before it begins
    for (const names of lots(limits.phases)) {
      const [title = ''] = names;
      await does(faro, { type: 'session.edit', session, title, phases: parts(names, 0) });
      await watched.reads(names);
    }
    await watched.showsAsWords([]);

    const ana = await Watched.open(browser, [server.origin, site.origin]);
    await ana.page.goto(`${server.origin}/b/${board.id}#key=${keyOf(board, 'viewer')}`);
    const wall = await ana.page.context().newPage();
    await wall.goto(`${server.origin}/b/${board.id}?view=wall#key=${keyOf(board, 'viewer')}`);
    const all = parts(hostile.slice(0, Math.ceil(hostile.length / asked)), 0);
    const [first, second] = [all.slice(0, limits.phases), all.slice(limits.phases)];
    let was = 'Elm Grove';
    for (const [nth, phases] of [first, second].entries()) {
      const running = nth === 0 ? session : freshId('session');
      const plan = { session: running, title: hostileNo(nth), phases };
      await does(faro, nth === 0 ? { type: 'session.edit', ...plan } : { type: 'session.plan', ...plan });
      await does(faro, { type: 'session.start', session: running });
      for (const [at, { name, prompt }] of phases.entries()) {
        await does(faro, { type: 'board.rename', title: { is: name, was } });
        was = name;
        const words = [name, ...prompt.split('\n')];
        await Promise.all([watched.reads([name]), ana.reads(words), ana.reads([name], wall.mainFrame())]);
        await does(faro, { type: 'session.step', session: running, from: at, to: at + 1 });
      }
    }
    for (const who of [watched, ana]) await who.showsAsWords([]);
    await ana.close();
    faro.close();
  },
);

test('who waits at a door, and what links are called', { tag: '@long' }, async ({ watched, server }) => {
  const board = await server.makeBoard('Elm Grove');
  const faro = await joins(server.origin, board, 'facilitator', 'Faro');
  const session = freshId('session');
  await does(faro, { type: 'session.plan', session, title: 'Market', phases: [phase('One')] });
  await watched.becomes(faro, server, board);
  for (const names of lots(limits.knocks)) {
    const door = await faro.access({ type: 'door.open', session, asks: true, shown: false });
    if (!door.ok || door.type !== 'door') throw new Error('no door');
    const guests = await Promise.all(
      names.map((name, nth) =>
        RawClient.connect(
          server.origin,
          { board: board.id, key: door.key, name, secret: newSecret() },
          { 'x-forwarded-for': `10.0.3.${nth}` },
        ),
      ),
    );
    await watched.showsAsWords(names);
    await does(faro, { type: 'door.close', session });
    for (const guest of guests) guest.close();
  }

  await watched.choose('For facilitators');
  // three there are already
  for (const labels of lots(limits.links - 4)) {
    const links: string[] = [];
    for (const label of labels) {
      const made = await faro.access({ type: 'link.mint', role: 'viewer', label });
      if (!made.ok || made.type !== 'link') throw new Error(JSON.stringify(made));
      links.push(made.link);
    }
    await watched.showsAsWords(labels);
    for (const link of links)
      expect(await faro.access({ type: 'link.revoke', link })).toMatchObject({ ok: true });
  }
  faro.close();
});
