/** What docs/embedding.md asks of a site's own server, done to the letter: its lists, its keys, and its tokens. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { NewBoard } from './rooms/rooms.ts';
import { startWorld, type World } from './testing/world.ts';

/** The blocks of one language that hold a word, for this server and board instead of the example's. */
async function snippet(
  language: 'sh' | 'js',
  word: string,
  origin: string,
  board: NewBoard,
): Promise<string> {
  const page = await readFile('docs/embedding.md', 'utf8');
  const blocks = [...page.matchAll(new RegExp('```' + language + '\\n([^`]*)```', 'g'))];
  const code = blocks.map(([, each = '']) => each).find((each) => each.includes(word));
  if (code === undefined) throw new Error(`the page has no ${language} with ${word}`);
  return code.replaceAll('https://tilth.example', origin).replaceAll('b_1234567890abcdefghijkl', board.id);
}

/** Does what a line for curl would do. */
function curl(line: string, facilitator: string): Promise<Response> {
  const [address = ''] = /http\S+/.exec(line) ?? [];
  const [, method = 'POST'] = /-X (\S+)/.exec(line) ?? [];
  const [, body = ''] = /-d '([^']*)'/.exec(line) ?? [];
  const headers = [...line.matchAll(/-H "([^:]+): ([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replace('$FACILITATOR_KEY', facilitator),
  ]);
  return fetch(address, { method, headers: headers as [string, string][], body });
}

/** Runs a module in a Node of its own, as a site's server would. */
async function run(code: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  return stdout.trim().split('\n');
}

async function listed(world: World): Promise<NewBoard> {
  const board = await world.board();
  const put = await curl(await snippet('sh', '/sites', world.url, board), board.keys.facilitator);
  expect(await put.json()).toEqual({ origins: ['https://library.example'] });
  return board;
}

async function comesBy(world: World, board: NewBoard, token: string): Promise<string | undefined> {
  const client = await world.client({ board: board.id, token, site: 'https://library.example' });
  await client.enter('');
  await client.sync();
  return client.state.members.get(client.member)?.name;
}

const person = { id: 'reader 4711', name: 'Ana' };

test('a site makes a pair of keys, gets a key for the public one, and signs tokens that let its visitors in', async () => {
  const world = await startWorld();
  const board = await listed(world);
  const [publicKey = '', privateKey = ''] = await run(
    await snippet('js', 'generateKeyPair', world.origin, board),
  );
  const asked = await snippet('sh', '/site-keys', world.url, board);
  const made = await curl(asked.replace(/{"kty".*"…"}/, publicKey), board.keys.facilitator);
  const { key } = (await made.json()) as { key: string };
  const sign = await snippet('js', 'tokenFor', world.origin, board);
  const [token = ''] = await run(
    `${sign}\nconsole.log(await tokenFor(${JSON.stringify(person)}, '${key}', ${privateKey}));`,
  );
  expect(await comesBy(world, board, token)).toBe('Ana');
});

test('or it gets a secret, and signs with the bytes of that', async () => {
  const world = await startWorld();
  const board = await listed(world);
  const asked = await snippet('sh', '/site-keys', world.url, board);
  const made = await curl(asked.replace(/, "publicKey": {.*"…"}/, ''), board.keys.facilitator);
  const { key, secret } = (await made.json()) as { key: string; secret: string };
  const sign = (await snippet('js', 'tokenFor', world.origin, board))
    .replace("alg: 'EdDSA'", "alg: 'HS256'")
    .replace("await importJWK(privateKey, 'EdDSA')", "Buffer.from(privateKey, 'base64url')");
  const [token = ''] = await run(
    `${sign}\nconsole.log(await tokenFor(${JSON.stringify(person)}, '${key}', '${secret}'));`,
  );
  expect(await comesBy(world, board, token)).toBe('Ana');
});
