/** Who may say what, made from the permission table itself: a verb without a row here does not compile. */
import { describe, expect, test } from 'vitest';
import { type Actor, type Command, commandRoles, type CommandType, type ServerCommand } from './commands.ts';
import type { RefusalCode } from './decision.ts';
import { Village } from './testing/village.ts';

/** A board on which every command below can be carried out by somebody. */
function scene(): { village: Village; people: Record<'viewer' | 'member' | 'facilitator' | 'gone', Actor> } {
  const village = new Village();
  const fay = village.joins('fay', 'facilitator');
  const ana = village.joins('ana');
  const gone = village.joins('gone');
  village.does(fay, { type: 'member.remove', member: gone, ban: false });
  village.does(fay, {
    type: 'session.plan',
    session,
    title: 'Market',
    phases: [
      { id: '1', name: 'One', prompt: '', minutes: 5, writes: ['need'], sort: 'newest', atEnd: 'nothing' },
    ],
  });
  village.does(fay, { type: 'session.start', session });
  return {
    village,
    people: {
      viewer: { type: 'link', role: 'viewer' },
      member: { type: 'member', member: ana },
      facilitator: { type: 'member', member: fay },
      gone: { type: 'member', member: gone },
    },
  };
}

const card = 'c_1234567890';
const help = 'h_1234567890';
const introduction = 'i_1234567890';
const member = 'm_ben0000000';
const reason = 'Because';
const session = 's_1234567890';

const commands: { readonly [T in CommandType]: Extract<Command, { type: T }> } = {
  'card.create': { type: 'card.create', card, kind: 'need', title: 'Soup', body: '', chips: {} },
  'card.edit': { type: 'card.edit', card },
  'card.withdraw': { type: 'card.withdraw', card },
  'card.restore': { type: 'card.restore', card },
  'card.done': { type: 'card.done', card },
  'card.invite': { type: 'card.invite', card, member },
  'card.uninvite': { type: 'card.uninvite', card, member },
  'card.report': { type: 'card.report', card, reason },
  'card.hold': { type: 'card.hold', card, note: '' },
  'card.release': { type: 'card.release', card },
  'report.close': { type: 'report.close', card },
  'comment.add': { type: 'comment.add', comment: 'k_1234567890', card, text: 'When?' },
  'comment.remove': { type: 'comment.remove', comment: 'k_1234567890' },
  'help.propose': { type: 'help.propose', help, card, share: 'all', note: '' },
  'help.accept': { type: 'help.accept', help },
  'help.decline': { type: 'help.decline', help, reason },
  'help.cancel': { type: 'help.cancel', help },
  'help.done': { type: 'help.done', help },
  'help.fail': { type: 'help.fail', help, how: 'triedDidNotWork', reason },
  'help.thank': { type: 'help.thank', help, words: 'Thank you' },
  'introduction.propose': {
    type: 'introduction.propose',
    introduction,
    card,
    person: { type: 'service', name: 'Shop' },
    warmth: 3,
    message: '',
    gain: false,
  },
  'introduction.ask': { type: 'introduction.ask', introduction, card, message: '' },
  'introduction.agree': { type: 'introduction.agree', introduction },
  'introduction.refuse': { type: 'introduction.refuse', introduction, reason },
  'introduction.done': { type: 'introduction.done', introduction },
  'introduction.fail': { type: 'introduction.fail', introduction, how: 'refusedBeforeStart', reason },
  'introduction.thank': { type: 'introduction.thank', introduction, words: '' },
  'contact.share': { type: 'contact.share', match: help, line: '0151' },
  'contact.unshare': { type: 'contact.unshare', match: help },
  'promotion.swap': { type: 'promotion.swap', live: card, waiting: card },
  'promotion.suspect': { type: 'promotion.suspect', card },
  'promotion.answer': { type: 'promotion.answer', card, yes: true },
  'member.rename': { type: 'member.rename', member: 'm_ana0000000', name: 'Anna' },
  'member.rest': { type: 'member.rest', resting: true },
  'member.host': { type: 'member.host', who: 'Mrs Okafor' },
  'member.role': { type: 'member.role', member: 'm_ana0000000', role: 'facilitator' },
  'member.approve': { type: 'member.approve', member: 'm_ana0000000' },
  'member.merge': { type: 'member.merge', from: 'm_ana0000000', into: 'm_fay0000000' },
  'member.remove': { type: 'member.remove', member: 'm_ana0000000', ban: false },
  'member.leave': { type: 'member.leave' },
  'member.erase': { type: 'member.erase', member: 'm_ana0000000' },
  'device.revoke': { type: 'device.revoke', device: 'd_ana0000000' },
  'board.rename': { type: 'board.rename', title: { is: 'Our lane', was: 'Our street' } },
  'board.settings': { type: 'board.settings', base: 1, ceiling: 2, reason },
  'override.extraSlot': {
    type: 'override.extraSlot',
    notice: 'n_1234567890',
    member: 'm_ana0000000',
    reason,
  },
  'override.marketHour': { type: 'override.marketHour', notice: 'n_1234567890', minutes: 5, reason },
  'override.retag': { type: 'override.retag', notice: 'n_1234567890', card, kind: 'offer', reason },
  'override.hide': { type: 'override.hide', notice: 'n_1234567890', card, reason },
  'member.named': { type: 'member.named', named: true },
  'session.plan': { type: 'session.plan', session: 's_2234567890', title: 'Market', phases: [] },
  'session.edit': { type: 'session.edit', session, title: 'Market', phases: [] },
  'session.drop': { type: 'session.drop', session },
  'session.start': { type: 'session.start', session },
  'session.step': { type: 'session.step', session, from: 0, to: 1 },
  'session.extend': { type: 'session.extend', session, minutes: 1 },
  'session.pause': { type: 'session.pause', session, paused: true },
  'session.lock': { type: 'session.lock', session, locked: true },
  'session.spotlight': { type: 'session.spotlight', session, spotlight: null },
  'session.group': { type: 'session.group', session, size: 4 },
  'session.turn': { type: 'session.turn', session, member: 'm_ana0000000' },
  'session.lead': { type: 'session.lead', session, member: 'm_ana0000000' },
  'session.order': { type: 'session.order', session, members: [] },
  'door.ask': { type: 'door.ask', session, asks: true },
  'door.close': { type: 'door.close', session },
  'door.admit': { type: 'door.admit', session, knocks: [] },
  'door.refuse': { type: 'door.refuse', session, knocks: [] },
  'seat.ready': { type: 'seat.ready', session, ready: true },
  'seat.pass': { type: 'seat.pass', session, passed: true },
  'seat.hand': { type: 'seat.hand', session, member: 'm_ana0000000', up: true },
};

/** Refusals about who one is, as against what is there. */
const aboutRole: readonly RefusalCode[] = ['viewersOnlyLook', 'facilitatorsOnly', 'notAMember'];

describe.each(Object.values(commands))('$type', (command) => {
  const expected = {
    viewer: 'viewersOnlyLook',
    gone: 'notAMember',
    member: commandRoles[command.type] === 'member' ? null : 'facilitatorsOnly',
    facilitator: null,
  } as const;
  test.each(['viewer', 'gone', 'member', 'facilitator'] as const)('by %s', (who) => {
    const { village, people } = scene();
    const decision = village.run(people[who], command);
    const code = decision.ok ? null : decision.refusal.code;
    expect(code !== null && aboutRole.includes(code) ? code : null).toBe(expected[who]);
  });
  test('by time itself, or by someone with a member link who has not joined', () => {
    const { village } = scene();
    expect(village.system(command)).toMatchObject({ ok: false, refusal: { code: 'notAMember' } });
    for (const role of ['member', 'facilitator'] as const) {
      const decision = village.run({ type: 'link', role }, command);
      expect(decision).toMatchObject({ ok: false, refusal: { code: 'viewersOnlyLook' } });
    }
  });
});

const until = Date.UTC(2027, 0);
const server: { readonly [T in ServerCommand['type']]: Extract<ServerCommand, { type: T }> } = {
  'board.create': { type: 'board.create', title: 'Another', links: [] },
  'member.join': {
    type: 'member.join',
    member,
    name: 'Ben',
    role: 'member',
    device: 'd_ben0000000',
    hash: 'x',
  },
  'board.erase': { type: 'board.erase', title: 'Our street' },
  'board.sites': { type: 'board.sites', origins: ['https://example.org'] },
  'siteKey.add': {
    type: 'siteKey.add',
    key: 'y_1234567890',
    site: 'https://library.example',
    role: 'member',
    alg: 'HS256',
    verifier: 'x',
  },
  'siteKey.revoke': { type: 'siteKey.revoke', key: 'y_1234567890' },
  'token.use': { type: 'token.use', key: 'y_1234567890', token: 'x', until },
  'token.due': { type: 'token.due' },
  'visitor.enter': {
    type: 'visitor.enter',
    key: 'y_1234567890',
    subject: 's',
    role: 'member',
    name: 'Ben',
    member,
    device: 'd_ben0000000',
    hash: 'x',
    until,
  },
  'visitor.renew': {
    type: 'visitor.renew',
    key: 'y_1234567890',
    subject: 's',
    role: 'member',
    device: 'd_ana0000000',
    until,
  },
  'link.mint': { type: 'link.mint', link: 'l_1234567890', role: 'member', label: '', hash: 'x' },
  'link.revoke': { type: 'link.revoke', link: 'l_1234567890' },
  'pass.mint': { type: 'pass.mint', member: 'm_fay0000000', hash: 'x', until },
  'pass.redeem': { type: 'pass.redeem', hash: 'x', device: 'd_1234567890', deviceHash: 'y' },
  'text.settle': { type: 'text.settle', text: 'notes', body: 'Hello' },
  'promotion.due': { type: 'promotion.due', member: 'm_ana0000000' },
  'need.due': { type: 'need.due', card },
  'session.due': { type: 'session.due', session },
  'session.seen': { type: 'session.seen', session, here: [], away: [] },
  'door.open': { type: 'door.open', session, key: 'k', code: 'c', until, asks: false, shown: null },
  'door.show': { type: 'door.show', session, code: null },
  'door.knock': {
    type: 'door.knock',
    session,
    device: 'd_1234567890',
    hash: 'y',
    member,
    name: 'Ben',
    until,
  },
  'door.leave': { type: 'door.leave', device: 'd_1234567890', until },
  'door.due': { type: 'door.due', session },
};

type Who = 'viewer' | 'memberLink' | 'gone' | 'member' | 'facilitator' | 'system';
const serverAnswers: {
  readonly [T in ServerCommand['type']]: { readonly [W in Who]: RefusalCode | 'applied' };
} = {
  'board.create': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'exists',
  ),
  'member.join': of('viewersOnlyLook', 'applied', 'notAMember', 'notAMember', 'notAMember', 'notAMember'),
  'board.erase': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'applied',
    'applied',
  ),
  'board.sites': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'applied',
    'applied',
  ),
  'siteKey.add': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'wrongState',
    'wrongState',
  ),
  'siteKey.revoke': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'linkGone',
    'linkGone',
  ),
  'token.use': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'linkGone',
  ),
  'token.due': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'applied',
  ),
  'visitor.enter': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'linkGone',
  ),
  'visitor.renew': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'linkGone',
  ),
  'link.mint': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'applied',
    'applied',
  ),
  'link.revoke': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'linkGone',
    'linkGone',
  ),
  'pass.mint': of('viewersOnlyLook', 'viewersOnlyLook', 'notAMember', 'notYours', 'applied', 'applied'),
  'pass.redeem': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'linkGone',
  ),
  'text.settle': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'applied',
  ),
  'promotion.due': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'applied',
  ),
  'need.due': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'applied',
  ),
  'session.due': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'applied',
  ),
  'session.seen': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'applied',
  ),
  'door.open': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'applied',
    'facilitatorsOnly',
  ),
  'door.show': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'linkGone',
    'facilitatorsOnly',
  ),
  'door.knock': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'linkGone',
  ),
  'door.leave': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'applied',
  ),
  'door.due': of(
    'viewersOnlyLook',
    'viewersOnlyLook',
    'notAMember',
    'facilitatorsOnly',
    'facilitatorsOnly',
    'applied',
  ),
};

function of(...codes: (RefusalCode | 'applied')[]): { [W in Who]: RefusalCode | 'applied' } {
  const [viewer, memberLink, gone, byMember, facilitator, system] = codes as [
    RefusalCode,
    RefusalCode,
    RefusalCode,
    RefusalCode,
    RefusalCode,
    RefusalCode,
  ];
  return { viewer, memberLink, gone, member: byMember, facilitator, system };
}

describe.each(Object.values(server))('$type', (command) => {
  test.each(['viewer', 'memberLink', 'gone', 'member', 'facilitator', 'system'] as const)('by %s', (who) => {
    const { village, people } = scene();
    const actors: Record<Who, Actor> = {
      ...people,
      memberLink: { type: 'link', role: 'member' },
      system: { type: 'system' },
    };
    const decision = village.run(actors[who], command);
    expect(decision.ok ? 'applied' : decision.refusal.code).toBe(serverAnswers[command.type][who]);
  });
});
