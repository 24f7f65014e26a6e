/** The same strings in what another site's tokens say, and screens whose policies are obeyed. */
import { newSecret } from '#server/rooms/secrets.ts';
import { Host, newSigning } from '#server/testing/host.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { expect } from '../actors.ts';
import { joins, keyOf } from '../hostile/crowd.ts';
import { hostile } from '../hostile/strings.ts';
import { test, Watched } from '../hostile/watched.ts';
import { openTo } from '../visiting.ts';

test(
  'what tokens of a site say: a name is words, and all else is refused',
  { tag: '@long' },
  async ({ watched, server, site }) => {
    const board = await server.makeBoard('Elm Grove');
    await openTo(server, board, [site.origin]);
    const signing = await newSigning('EdDSA');
    const made = await fetch(`${server.origin}/api/boards/${board.id}/site-keys`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keyOf(board, 'facilitator')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        site: site.origin,
        role: 'member',
        publicKey: { kty: 'OKP', crv: 'Ed25519', x: signing.verifier },
      }),
    });
    const { key } = (await made.json()) as { key: string };
    const host = new Host({ site: site.origin, key, signing, board: board.id, audience: server.origin });
    const comes = async (token: string, nth: number): Promise<RawClient> =>
      RawClient.connect(
        server.origin,
        { board: board.id, token, site: site.origin },
        { 'x-forwarded-for': `10.0.4.${nth % 250}` },
      );
    const faro = await joins(server.origin, board, 'facilitator', 'Faro');
    const guests = await Promise.all(
      hostile.map(async (words, nth) => {
        const guest = await comes(await host.token(words, { name: words }), nth);
        await guest.ask('enter', {
          id: `q_${'0'.repeat(18)}${String(nth).padStart(4, '0')}`,
          secret: newSecret(),
        });
        for (const claim of ['iss', 'aud', 'board', 'role', 'jti', 'exp']) {
          const wrong = await host.token('someone', {
            [claim]: words,
            ...(claim === 'jti' && { jti: [words] }),
          });
          await expect(comes(wrong, nth)).rejects.toThrow(/^(noEntry|tooMany)$/);
        }
        return guest;
      }),
    );
    await watched.becomes(faro, server, board);
    await watched.choose('People');
    await watched.showsAsWords(hostile);
    for (const client of [faro, ...guests]) client.close();
  },
);

test('the board in a frame of another site', async ({ watched, server, site, full }) => {
  const { page } = watched;
  const address = `${server.origin}/embed/${full.board.id}/live#key=${keyOf(full.board, 'viewer')}`;
  await page.goto(
    site.bare('/live', server.origin, `<iframe src="${address}" width="1200" height="900"></iframe>`, ''),
  );
  const frame = page.frames().find((one) => one.url().startsWith(server.origin));
  if (!frame) throw new Error('no frame');
  await watched.showsAsWords(hostile, frame);
});

test('where policies are obeyed they stop nothing, for there is nothing to stop', async ({
  browser,
  server,
  site,
  full,
}) => {
  const { id } = full.board;
  const key = keyOf(full.board, 'viewer');
  const strict = await Watched.open(browser, [server.origin, site.origin], false);
  await strict.page.goto(`${server.origin}/b/${id}#key=${key}`);
  await strict.reads(hostile);
  await strict.page.goto(site.page('/strict', server.origin, `<tilth-board board="${id}"></tilth-board>`));
  const more = strict.page.getByRole('button', { name: /^Show \d+ more$/ });
  await expect(more.first()).toBeVisible();
  while (await more.count()) await more.first().click();
  await strict.reads(hostile);
  await strict.page.goto(`${server.origin}/embed/${id}`);
  await expect(more.first()).toBeVisible();
  await strict.reads([]);
  expect(strict.wire.bites).toEqual([]);
  // whoever let words become markup would be stopped, and be noticed
  const forced = strict.page.evaluate(() => document.body.setAttribute('onclick', 'ran(1)'));
  await expect(forced).rejects.toThrow('TrustedScript');
  await expect
    .poll(() => strict.wire.bites)
    .toEqual([expect.stringContaining('the policy stopped require-trusted-types-for')]);
  await strict.close();
});
