import { expect, test as base } from '../actors.ts';
import { BuiltServer } from '../../scripts/built-server.ts';

/** A server of this test's own, because it is killed. */
const test = base.extend<object, { server: BuiltServer }>({
  server: [
    async ({}, use) => {
      const server = await BuiltServer.start();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
});

test('the server is killed in the middle: all that a screen called saved is there', async ({
  server,
  ana,
  ben,
}) => {
  await ana.board.add('need', 'Saved before');
  await server.end('SIGKILL');
  await expect(ana.board.connection('Offline')).toBeVisible();
  await ana.board.write('need', 'Written meanwhile');
  await expect(ana.board.card('Written meanwhile')).toBeVisible();
  await expect(ana.board.connection('Saved')).toHaveCount(0);

  await server.up();
  await ana.board.isSaved();
  await expect(ben.board.card('Written meanwhile')).toBeVisible();

  await server.end('SIGKILL');
  await server.up();
  await ana.page.reload();
  for (const title of ['Saved before', 'Written meanwhile'])
    await expect(ana.board.card(title)).toHaveCount(1);
  await ana.board.isSaved();
});
