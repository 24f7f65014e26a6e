/**
 * Who may do what, every command over a raw socket, on boards in every situation. The table is the specification; its
 * rows are checked against the protocol's own `commandRoles`, so that a new command without a row fails.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '#server/app.ts';
import type { NewBoard } from '#server/rooms/rooms.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { memoryStore } from '#server/store/memory.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { bring, type Cast, Hands, prepare, type Situation, situations } from '#server/testing/scene.ts';
import { quietConfig } from '#server/testing/world.ts';
import { type CommandType, commandRoles } from '#shared/board/commands.ts';

const people = ['author', 'other', 'bystander', 'facilitator'] as const;
type Person = (typeof people)[number];

/**
 * A column a situation of the card: open, withdrawn, held, or what the command names is not there. In it, the answer to
 * the card's author, the other side of the match, someone else, and a facilitator. `-`: there is no such situation.
 * To those who only hold a link the answer is always `viewersOnlyLook`, to those who are gone `notAMember`.
 */
const table = `
card.create | ok ok ok ok | - - - - | - - - - | - - - -
card.edit | ok notYours notYours ok | wrongState notYours notYours wrongState | ok noCard noCard ok | noCard noCard noCard noCard
card.withdraw | ok notYours notYours notYours | wrongState notYours notYours notYours | ok noCard noCard notYours | noCard noCard noCard noCard
card.restore | ok notYours notYours notYours | ok notYours notYours notYours | ok noCard noCard notYours | noCard noCard noCard noCard
card.done | ok notYours notYours notYours | wrongState notYours notYours notYours | ok noCard noCard notYours | noCard noCard noCard noCard
card.invite | ok notYours notYours notYours | wrongState notYours notYours notYours | ok noCard noCard notYours | noCard noCard noCard noCard
card.uninvite | ok notYours notYours notYours | wrongState notYours notYours notYours | ok noCard noCard notYours | noCard noCard noCard noCard
card.report | ownCard ok ok ok | ownCard ok ok ok | noCard noCard noCard noCard | noCard noCard noCard noCard
card.hold | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly wrongState | facilitatorsOnly facilitatorsOnly facilitatorsOnly noCard
card.release | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly noCard
report.close | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok
comment.add | ok ok ok ok | wrongState wrongState wrongState wrongState | wrongState noCard noCard wrongState | noCard noCard noCard noCard
comment.remove | ok ok notYours ok | ok ok notYours ok | noComment noComment noComment noComment | noComment noComment noComment noComment
help.propose | ownCard ok ok ok | ownCard wrongState wrongState wrongState | ownCard noCard noCard wrongState | noCard noCard noCard noCard
help.accept | ok notYours notYours notYours | wrongState notYours notYours notYours | wrongState notYours notYours notYours | noMatch noMatch noMatch noMatch
help.decline | ok notYours notYours notYours | wrongState notYours notYours notYours | ok notYours notYours notYours | noMatch noMatch noMatch noMatch
help.cancel | ok ok notYours notYours | wrongState wrongState notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
help.done | ok ok notYours ok | wrongState wrongState notYours wrongState | ok ok notYours ok | noMatch noMatch noMatch noMatch
help.fail | ok ok notYours notYours | wrongState wrongState notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
help.thank | ok ok notYours notYours | ok ok notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
introduction.propose | ownCard ok ok ok | ownCard wrongState wrongState wrongState | ownCard noCard noCard wrongState | noCard noCard noCard noCard
introduction.ask | ownCard ok ok ok | ownCard wrongState wrongState wrongState | ownCard noCard noCard wrongState | noCard noCard noCard noCard
introduction.agree | ok ok notYours notYours | wrongState wrongState notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
introduction.refuse | ok ok notYours notYours | wrongState wrongState notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
introduction.done | ok ok notYours ok | wrongState wrongState notYours wrongState | ok ok notYours ok | noMatch noMatch noMatch noMatch
introduction.fail | ok ok notYours notYours | wrongState wrongState notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
introduction.thank | ok ok notYours notYours | ok ok notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
contact.share | ok ok notYours notYours | consentFirst consentFirst notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
contact.unshare | ok ok notYours notYours | ok ok notYours notYours | ok ok notYours notYours | noMatch noMatch noMatch noMatch
promotion.swap | ok noCard noCard noCard | wrongState notYours notYours notYours | wrongState noCard noCard notYours | noCard noCard noCard noCard
promotion.suspect | ownCard ok ok ok | ownCard ok ok ok | noCard noCard noCard noCard | noCard noCard noCard noCard
promotion.answer | ok noCard noCard noCard | ok noCard noCard noCard | ok noCard noCard noCard | noCard noCard noCard noCard
member.rename | ok notYours notYours ok | - - - - | - - - - | noMember noMember noMember noMember
member.rest | ok ok ok ok | - - - - | - - - - | - - - -
member.host | ok ok ok ok | - - - - | - - - - | - - - -
member.role | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | facilitatorsOnly facilitatorsOnly facilitatorsOnly noMember
member.approve | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | facilitatorsOnly facilitatorsOnly facilitatorsOnly noMember
member.merge | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | facilitatorsOnly facilitatorsOnly facilitatorsOnly noMember
member.remove | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | facilitatorsOnly facilitatorsOnly facilitatorsOnly noMember
member.leave | ok ok ok lastFacilitator | - - - - | - - - - | - - - -
member.erase | ok notYours notYours ok | - - - - | - - - - | noMember noMember noMember noMember
device.revoke | ok notYours notYours ok | - - - - | - - - - | linkGone linkGone linkGone linkGone
board.rename | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | - - - -
board.settings | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | - - - -
override.extraSlot | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | facilitatorsOnly facilitatorsOnly facilitatorsOnly noMember
override.marketHour | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | - - - -
override.retag | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly noCard | facilitatorsOnly facilitatorsOnly facilitatorsOnly noCard
override.hide | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | facilitatorsOnly facilitatorsOnly facilitatorsOnly wrongState | facilitatorsOnly facilitatorsOnly facilitatorsOnly noCard
member.named | ok ok ok ok | - - - - | - - - - | - - - -
session.plan | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | - - - -
session.drop | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | facilitatorsOnly facilitatorsOnly facilitatorsOnly noSession
session.edit | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.start | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.step | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.extend | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.pause | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.lock | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.spotlight | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.group | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.lead | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.order | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
door.ask | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
door.close | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
door.admit | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
door.refuse | facilitatorsOnly facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
session.turn | ok facilitatorsOnly facilitatorsOnly ok | - - - - | - - - - | noSession noSession noSession noSession
seat.ready | ok ok ok ok | - - - - | - - - - | noSession noSession noSession noSession
seat.pass | ok ok ok ok | - - - - | - - - - | noSession noSession noSession noSession
seat.hand | ok notYours notYours notYours | - - - - | - - - - | noSession noSession noSession noSession
`;

const rows = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [type, ...columns] = line.split(' | ');
      return [type as CommandType, columns.map((column) => column.split(' '))] as const;
    }),
);

/** What these do to whoever does them, or to their promotions, must not reach the next cell. */
const needFreshBoard: readonly CommandType[] = [
  'member.leave',
  'member.erase',
  'promotion.swap',
  'device.revoke',
];

test('every command has its row, whole', () => {
  expect([...rows.keys()].toSorted()).toEqual(Object.keys(commandRoles).toSorted());
  for (const columns of rows.values()) {
    expect(columns.map((column) => column.length)).toEqual(situations.map(() => people.length));
  }
});

test('whoever may only facilitate is refused as the table of roles says', () => {
  for (const [type, [open]] of rows) {
    const refused = open!.slice(0, 3).every((answer) => answer === 'facilitatorsOnly');
    expect([type, refused]).toEqual([type, commandRoles[type] !== 'member']);
  }
});

interface Stage {
  board: NewBoard;
  hands: Hands;
  ids: Cast;
  clients: Record<Person | 'viewer' | 'invited', RawClient>;
  end(): void;
}

describe('over a raw socket', () => {
  let app: App;
  let url: string;

  beforeAll(async () => {
    const store = memoryStore();
    await store.open();
    app = await createApp(
      { ...quietConfig, commandsPerSecond: 100_000, socketsPerAddress: 10_000 },
      { store },
    );
    await app.listen();
    url = `http://127.0.0.1:${app.port()}`;
  });
  afterAll(() => app.close());

  async function stage(): Promise<Stage> {
    const board = (await app.rooms.create('Stage'))!;
    const hold = (await app.rooms.hold(board.id))!;
    const come = (role: 'viewer' | 'member' | 'facilitator') =>
      RawClient.connect(url, { board: board.id, key: board.keys[role] });
    const join = async (person: Person) => {
      const client = await come(person === 'facilitator' ? 'facilitator' : 'member');
      await client.enter(person);
      return client;
    };
    const [author, other, bystander, facilitator, viewer, invited] = await Promise.all([
      ...people.map(join),
      come('viewer'),
      come('member'),
    ]);
    const clients = { author, other, bystander, facilitator, viewer, invited } as Stage['clients'];
    const ids = Object.fromEntries(
      people.map((person) => [person, clients[person].member]),
    ) as unknown as Cast;
    const end = (): void => {
      for (const client of Object.values(clients)) client.close();
      hold.release();
    };
    return { board, hands: new Hands(hold.room), ids, clients, end };
  }

  async function answer(at: Stage, type: CommandType, situation: Situation, who: keyof Stage['clients']) {
    const command = await bring(at.hands, at.ids, situation, await prepare[type](at.hands, at.ids));
    if (!command) return '-';
    const reply = await at.clients[who].command(command);
    return reply.ok ? 'ok' : reply.refusal.code;
  }

  test.each([...rows])('%s', async (type, columns) => {
    let at = await stage();
    for (const [index, situation] of situations.entries()) {
      const answers: string[] = [];
      for (const person of people) {
        answers.push(await answer(at, type, situation, person));
        if (!needFreshBoard.includes(type)) continue;
        at.end();
        at = await stage();
      }
      expect([situation, ...answers]).toEqual([situation, ...columns[index]!]);
      for (const looker of ['viewer', 'invited'] as const) {
        const said = await answer(at, type, situation, looker);
        expect([situation, looker, said]).toEqual([
          situation,
          looker,
          said === '-' ? '-' : 'viewersOnlyLook',
        ]);
      }
      const gone = await at.hands.join('Gone');
      await at.hands.as(at.ids.facilitator, { type: 'member.remove', member: gone, ban: false });
      const command = await bring(at.hands, at.ids, situation, await prepare[type](at.hands, at.ids));
      if (!command) continue;
      const outcome = await at.hands.room.do({
        type: 'command',
        id: freshId('command'),
        actor: { type: 'member', member: gone },
        commands: () => [command],
      });
      expect(outcome).toMatchObject({ type: 'refused', refusal: { code: 'notAMember' } });
    }
    at.end();
  });
});
