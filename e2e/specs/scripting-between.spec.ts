/** The same strings in what few people read: what two say to each other, what facilitators note, and the board's notes. */
import type { RawClient } from '#server/testing/raw-client.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { limits } from '#shared/limits.ts';
import type { BuiltServer, MadeBoard } from '../../scripts/built-server.ts';
import { does, joins, keyOf } from '../hostile/crowd.ts';
import { hostile, hostileNo } from '../hostile/strings.ts';
import { test, Watched } from '../hostile/watched.ts';
import { BoardPage } from '../pages/board-page.ts';

/** So many of the strings go through each card, and so many people write there: what one may propose is bounded. */
const perCard = 50;
const writers = 10;

/** Every string, ending in what it is here, so that one field cannot stand in for another. */
const as = (what: string): string[] => hostile.map((words) => `${words} (${what})`);
const some = (strings: readonly string[], card: number): string[] =>
  strings.slice(card * perCard, (card + 1) * perCard);

interface Together {
  board: MadeBoard;
  /** Looks after the board, and wrote the needs. */
  faro: RawClient;
  needs: readonly { title: string; id: string }[];
  /** Does this for each string, each of the writers one after the other. */
  each(run: (person: RawClient, nth: number, need: string) => Promise<void>): Promise<void>;
  leave(): void;
}

async function together(server: BuiltServer): Promise<Together> {
  const board = await server.makeBoard('Elm Grove');
  const faro = await joins(server.origin, board, 'facilitator', 'Faro');
  const needs = Array.from({ length: Math.ceil(hostile.length / perCard) }, (_, nth) => ({
    title: `Need no. ${nth + 1}`,
    id: freshId('card'),
  }));
  for (const { title, id: card } of needs)
    await does(faro, {
      type: 'card.create',
      ...{ card, kind: 'need', title, body: '', chips: { quantity: hostile.length } },
    });
  const people = await Promise.all(
    Array.from({ length: writers }, (_, nth) => joins(server.origin, board, 'member', `Helper ${nth + 1}`)),
  );
  return {
    board,
    faro,
    needs,
    async each(run) {
      await Promise.all(
        people.map(async (person, first) => {
          for (let nth = first; nth < hostile.length; nth += writers)
            await run(person, nth, needs[Math.floor(nth / perCard)]?.id ?? '');
        }),
      );
    },
    leave: () => [faro, ...people].forEach((person) => person.close()),
  };
}

/** Each card, opened whole, says these. */
async function readsOnCards(watched: Watched, { needs }: Together, ...fields: string[][]): Promise<void> {
  const board = new BoardPage(watched.page);
  for (const [nth, { title }] of needs.entries()) {
    const card = await board.open(title);
    await watched.showsAsWords(fields.flatMap((strings) => some(strings, nth)));
    await card.close();
  }
}

test(
  'a help: the note with it, why it was declined, and thanks',
  { tag: '@long' },
  async ({ watched, server }) => {
    const all = await together(server);
    const { faro } = all;
    const [notes, reasons, thanks] = [as('note'), as('reason'), as('thanks')];
    await all.each(async (person, nth, card) => {
      const offer = async (note = ''): Promise<string> => {
        const help = freshId('help');
        await does(person, { type: 'help.propose', help, card, share: 'part', quantity: 1, note });
        return help;
      };
      await does(faro, { type: 'help.decline', help: await offer(notes[nth]), reason: reasons[nth] ?? '' });
      const help = await offer();
      await does(faro, { type: 'help.accept', help });
      await does(faro, { type: 'help.done', help });
      await does(faro, { type: 'help.thank', help, words: thanks[nth] ?? '' });
    });
    await watched.becomes(faro, server, all.board);
    await readsOnCards(watched, all, notes, reasons, thanks);
    all.leave();
  },
);

test(
  'an introduction: to whom and in which words, why not, and thanks',
  { tag: '@long' },
  async ({ watched, server }) => {
    const all = await together(server);
    const { faro } = all;
    const [messages, reasons, thanks] = [as('message'), as('reason'), as('thanks')];
    await all.each(async (person, nth, card) => {
      const propose = async (message = ''): Promise<string> => {
        const introduction = freshId('introduction');
        const whom = { type: 'outside', name: hostileNo(nth) } as const;
        const rest = { card, person: whom, personAgreed: true, warmth: 3, message, gain: false } as const;
        await does(person, { type: 'introduction.propose', introduction, ...rest });
        return introduction;
      };
      const reason = reasons[nth] ?? '';
      await does(faro, { type: 'introduction.refuse', introduction: await propose(messages[nth]), reason });
      const introduction = await propose();
      await does(faro, { type: 'introduction.agree', introduction });
      await does(faro, { type: 'introduction.done', introduction });
      await does(faro, { type: 'introduction.thank', introduction, words: thanks[nth] ?? '' });
    });
    await watched.becomes(faro, server, all.board);
    await readsOnCards(watched, all, hostile.slice(), messages, reasons, thanks);
    all.leave();
  },
);

test(
  'why cards were put aside, and the notes of a board',
  { tag: '@long' },
  async ({ watched, browser, server, site }) => {
    const all = await together(server);
    const { faro, board } = all;
    const notes = as('held');
    await all.each(async (person, nth) => {
      const card = freshId('card');
      const title = `Card no. ${nth + 1}`;
      await does(person, { type: 'card.create', card, kind: 'need', title, body: '', chips: {} });
      await does(faro, { type: 'card.hold', card, note: notes[nth] ?? '' });
    });
    await watched.becomes(faro, server, board);
    await watched.choose('For facilitators');
    await watched.showsAsWords(notes);
    await watched.page.keyboard.press('Escape');

    // one writes, and somebody who may only read looks on
    const ana = await Watched.open(browser, [server.origin, site.origin]);
    await ana.page.goto(`${server.origin}/b/${board.id}#key=${keyOf(board, 'viewer')}`);
    for (const who of [watched, ana]) await who.choose('Notes of this board');
    const field = watched.page.getByRole('textbox', { name: 'Notes of this board' });
    // as many as fit at once
    const lots: string[][] = [[]];
    for (const words of hostile) {
      const lot = lots.at(-1) ?? [];
      if ([...lot, words].join('\n').length > limits.notes) lots.push([words]);
      else lot.push(words);
    }
    for (const lot of lots) {
      await field.fill(lot.join('\n'));
      await ana.reads(lot);
    }
    for (const who of [watched, ana]) await who.showsAsWords([]);
    await ana.close();
    all.leave();
  },
);
