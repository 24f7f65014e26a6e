import { expect, test } from 'vitest';
import { startWorld } from '#server/testing/world.ts';
import { getPicture, library, putSites, shownBoard } from '#server/testing/shown.ts';
import { limits } from '#shared/limits.ts';
import type { PublicNews } from '#shared/public/board.ts';

/** Reads events of a stream as they come. */
async function listen(url: string, headers: Record<string, string>) {
  const aborter = new AbortController();
  const reply = await fetch(url, { headers, signal: aborter.signal });
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<{ event: string; news: PublicNews }> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end === -1) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done) throw new Error('the stream ended');
        text += value;
        continue;
      }
      const lines = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      text = text.slice(end + 2);
      const event = lines.get('event');
      if (event) return { event, news: JSON.parse(lines.get('data') ?? '') as PublicNews };
    }
  };
  return { status: reply.status, next, close: () => aborter.abort() };
}

test('changes arrive by themselves, together, and who comes back is sent what they missed', async () => {
  const { world, board } = await shownBoard();
  const ana = await world.person(board, 'Ana');
  const picture = (await getPicture(world, board.id)).json();
  const from = (revision: string) =>
    listen(`${world.url}/api/public/live?boards=${board.id}:${revision}`, { origin: library });
  const stream = await from(picture.revision);
  const ladder = await ana.card('A ladder');
  const first = await stream.next();
  expect(first).toMatchObject({ event: 'change', news: { board: board.id } });
  expect(first.news.put).toMatchObject([{ id: ladder, title: 'A ladder' }]);
  // within the second everything is one change
  await ana.card('A drill');
  await ana.command({ type: 'card.withdraw', card: ladder });
  const { news: second } = await stream.next();
  expect([second.put.map(({ title }) => title), second.drop]).toEqual([['A drill'], [ladder]]);
  stream.close();
  const back = await from(first.news.revision);
  expect((await back.next()).news).toEqual(second);
  back.close();
  const long = await from('1-0');
  expect(await long.next()).toEqual({ event: 'again', news: { board: board.id } });
  long.close();
});

test('who comes back is told what there is now, and never words that were taken back meanwhile', async () => {
  const { world, board } = await shownBoard();
  const ana = await world.person(board, 'Ana');
  const fay = await world.person(board, 'Fay', 'facilitator');
  const { revision } = (await getPicture(world, board.id)).json() as { revision: string };
  const from = (known: string) =>
    listen(`${world.url}/api/public/live?boards=${board.id}:${known}`, { origin: library });
  const stream = await from(revision);
  const named = await ana.card('Ben of Mill Lane owes me');
  expect((await stream.next()).news.put).toHaveLength(1);
  await fay.command({ type: 'card.hold', card: named, note: 'It names somebody.' });
  expect((await stream.next()).news.drop).toEqual([named]);
  stream.close();
  const back = await from(revision);
  expect((await back.next()).news).toMatchObject({ put: [], drop: [named] });
  back.close();
});

test('a site that is taken off the list hears nothing more, and one that stays does', async () => {
  const { world, board } = await shownBoard();
  const shop = 'https://shop.example';
  await putSites(world, board, [library, shop]);
  const url = `${world.url}/api/public/live?boards=${board.id}`;
  const [gone, stays] = [await listen(url, { origin: library }), await listen(url, { origin: shop })];
  await putSites(world, board, [shop]);
  const ana = await world.person(board, 'Ana');
  await ana.card('A ladder');
  for (;;) if ((await stays.next()).event === 'change') break;
  await expect(
    (async () => {
      for (;;) expect((await gone.next()).event).not.toBe('change');
    })(),
  ).rejects.toThrow('the stream ended');
  stays.close();
});

test('streams are for the sites on the list, and so many for an address', async () => {
  const world = await startWorld({}, { socketsPerAddress: 4 });
  const board = await world.board();
  await putSites(world, board, [library]);
  const url = `${world.url}/api/public/live?boards=${board.id}`;
  expect((await fetch(url, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  const streams = [await listen(url, { origin: library }), await listen(url, { origin: library })];
  expect(streams.map(({ status }) => status)).toEqual([200, 200]);
  // the one that was refused, these two, and no more a minute than may be open at once
  expect(
    (await fetch(`${world.url}/api/public/live?boards=${board.id}`, { headers: { origin: library } })).status,
  ).toBe(200);
  expect((await fetch(url, { headers: { origin: library } })).status).toBe(429);
  for (const { close } of streams) close();
});

test('one stream tells of several boards, of each by its own list', async () => {
  const { world, board } = await shownBoard();
  const [other, elsewhere, closed] = [await world.board('Lane'), await world.board(), await world.board()];
  await putSites(world, other, [library]);
  await putSites(world, elsewhere, ['https://shop.example']);
  const all = [board, other, elsewhere, closed].map(({ id }) => id);
  const stream = await listen(`${world.url}/api/public/live?boards=${all.join()}`, { origin: library });
  const told = async (count: number) => {
    const events: string[] = [];
    while (events.length < count) {
      const { event, news } = await stream.next();
      events.push(`${event} ${all.indexOf(news.board)}`);
    }
    return events;
  };
  // no revision is known of any; of two nothing more is said
  expect(await told(4)).toEqual(['again 0', 'again 1', 'again 2', 'again 3']);
  for (const one of [closed, elsewhere, other, board])
    await (await world.person(one, 'Ana')).card('A ladder');
  expect((await told(2)).sort()).toEqual(['change 0', 'change 1']);

  // taken off one list, the reader hears on of the other
  await putSites(world, board, []);
  expect(await told(1)).toEqual(['again 0']);
  for (const one of [board, other]) await (await world.person(one, 'Ben')).card('A drill');
  expect(await told(1)).toEqual(['change 1']);
  await putSites(world, other, []);
  expect(await told(1)).toEqual(['again 1']);
  await expect(stream.next()).rejects.toThrow('the stream ended');
});

test('a stream of boards none of which may be seen says why, and one of too many is refused', async () => {
  const { world, board } = await shownBoard();
  const status = async (boards: string[], origin = library) =>
    (await fetch(`${world.url}/api/public/live?boards=${boards.join()}`, { headers: { origin } })).status;
  expect(await status([board.id, 'b_0000000000000000000000'], 'https://evil.example')).toBe(403);
  expect(await status(['b_0000000000000000000000'])).toBe(404);
  expect(await status([`${board.id}:x`])).toBe(400);
  expect(await status(Array.from({ length: limits.publicBoards + 1 }, () => board.id))).toBe(400);
});
