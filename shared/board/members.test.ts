/** Members, links, devices and passes: joining, leaving, being one person. */
import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { forWire, isFor, recordsFor, roleOf } from './access.ts';
import type { Actor, ServerCommand } from './commands.ts';
import { overlay } from './state.ts';
import { DAY, start, Village } from './testing/village.ts';

let village: Village;
let fay: string;
let ana: string;
let ben: string;

beforeEach(() => {
  village = new Village();
  fay = village.joins('fay', 'facilitator');
  ana = village.joins('ana');
  ben = village.joins('ben');
});

const member = (id: string) => village.state.members.get(id);
const facilitatorLink: Actor = { type: 'link', role: 'facilitator' };
const memberLink: Actor = { type: 'link', role: 'member' };
const join = (more: Partial<Extract<ServerCommand, { type: 'member.join' }>> = {}) =>
  ({
    type: 'member.join',
    member: 'm_new0000000',
    name: ' Eve ',
    role: 'member',
    device: 'd_new0000000',
    hash: 'hash-new',
    ...more,
  }) as const;
const code = (actor: Actor, command: ServerCommand): string => {
  const decision = village.run(actor, command);
  return decision.ok ? 'applied' : decision.refusal.code;
};

describe('joining', () => {
  test('a name and a device are all it takes', () => {
    expect(code(memberLink, join())).toBe('applied');
    expect(member('m_new0000000')).toEqual({
      id: 'm_new0000000',
      name: 'Eve',
      role: 'member',
      colour: 3,
      shape: 'drop',
      joined: start,
    });
    expect(village.state.records.get('device:d_new0000000')?.to).toEqual(['m_new0000000']);
  });

  const refused: [Actor, ReturnType<typeof join>, string][] = [
    [{ type: 'link', role: 'viewer' }, join(), 'viewersOnlyLook'],
    [memberLink, join({ role: 'facilitator' }), 'facilitatorsOnly'],
    [memberLink, join({ name: '  ' }), 'nameFirst'],
    [memberLink, join({ name: 'x'.repeat(limits.name + 1) }), 'tooLong'],
    [memberLink, join({ member: 'm_ana0000000' }), 'exists'],
    [memberLink, join({ device: 'd_ana0000000' }), 'exists'],
    [{ type: 'member', member: 'm_fay0000000' }, join(), 'notAMember'],
  ];
  test.each(refused)('%j: %j is refused', (actor, command, expected) => {
    expect(code(actor, command)).toBe(expected);
  });

  test('a facilitator’s link makes either', () => {
    expect(code(facilitatorLink, join({ role: 'facilitator' }))).toBe('applied');
    expect(roleOf(village.state, { type: 'member', member: 'm_new0000000' })).toBe('facilitator');
  });

  test('neighbours differ in colour, and those of one colour in shape', () => {
    const looks = Array.from({ length: 32 }, (_, nth) => member(village.joins(`x${nth}y`)));
    looks.forEach((look, nth) => {
      expect(look?.colour).not.toBe(looks[nth + 1]?.colour);
      expect([look?.colour, look?.shape]).not.toEqual([looks[nth + 8]?.colour, looks[nth + 8]?.shape]);
    });
  });
});

describe('names and roles', () => {
  test('renamed by oneself or a facilitator', () => {
    const rename = { type: 'member.rename', member: ana, name: ' Anna ' } as const;
    expect(village.says(ben, rename)).toBe('notYours');
    expect(village.says(ana, { ...rename, name: ' ' })).toBe('nameFirst');
    village.does(ana, rename);
    expect(member(ana)?.name).toBe('Anna');
    expect(village.says(fay, { ...rename, name: 'Ana' })).toBe('applied');
    expect(village.says(fay, { ...rename, member: 'm_nobody0000' })).toBe('noMember');
  });

  test('a board never loses its last facilitator', () => {
    expect(village.says(fay, { type: 'member.role', member: fay, role: 'member' })).toBe('lastFacilitator');
    expect(village.says(fay, { type: 'member.leave' })).toBe('lastFacilitator');
    expect(village.says(fay, { type: 'member.remove', member: fay, ban: false })).toBe('notYours');
    village.does(fay, { type: 'member.role', member: ana, role: 'facilitator' });
    village.does(fay, { type: 'member.role', member: fay, role: 'member' });
    expect(village.says(fay, { type: 'member.approve', member: ben })).toBe('facilitatorsOnly');
  });

  test('unless nobody else is left', () => {
    for (const one of [ana, ben]) village.does(fay, { type: 'member.remove', member: one, ban: false });
    expect(village.says(fay, { type: 'member.leave' })).toBe('applied');
  });

  test('resting, hosting, approval', () => {
    village.does(ana, { type: 'member.rest', resting: true });
    expect(member(ana)?.resting).toBe(true);
    village.does(ana, { type: 'member.rest', resting: false });
    expect(member(ana)).not.toHaveProperty('resting');
    village.does(ana, { type: 'member.host', who: 'Mrs Okafor' });
    expect(village.state.records.get(`hosting:${ana}`)?.to).toEqual([ana]);
    village.does(ana, { type: 'member.host', who: ' ' });
    expect(village.state.records.has(`hosting:${ana}`)).toBe(false);
    village.does(fay, { type: 'member.approve', member: ana });
    village.at += DAY;
    village.does(fay, { type: 'member.approve', member: ana });
    expect(member(ana)?.approved).toBe(start);
  });

  test('the name of the board is changed by who saw it', () => {
    const title = { is: 'Our lane', was: 'Our street' };
    village.does(fay, { type: 'board.rename', title });
    expect(village.says(fay, { type: 'board.rename', title })).toBe('applied');
    expect(village.says(fay, { type: 'board.rename', title: { ...title, is: 'Our yard' } })).toBe('stale');
  });
});

/** ana gives ben a ladder, ben offered help with her need, both talked about it. */
function neighbours(): { need: string; offer: string; accepted: string; done: string } {
  const need = village.writes(ana, 'need').card;
  const offer = village.writes(ana, 'offer').card;
  const accepted = village.id('h');
  village.does(ben, { type: 'help.propose', help: accepted, card: need, share: 'all', note: 'Gladly' });
  village.does(ana, { type: 'help.accept', help: accepted });
  const done = village.helps(ben, ana, offer);
  village.does(ben, { type: 'comment.add', comment: 'k_ben', card: need, text: 'When?' });
  village.does(ana, {
    type: 'comment.add',
    comment: 'k_ana',
    card: village.writes(ben, 'need').card,
    text: 'Soon',
  });
  return { need, offer, accepted, done };
}

describe('going', () => {
  test('who leaves takes name, words and secrets along; what others did stays theirs', () => {
    const { need, offer, accepted, done } = neighbours();
    village.writes(ana, 'need', { anonymous: true });
    village.writes(ana, 'promotion');
    village.writes(ana, 'promotion');
    const comment = [...village.state.comments.values()].length;
    village.does(ana, { type: 'member.leave' });
    expect(member(ana)).toMatchObject({ name: '', gone: 'left', role: 'member' });
    expect([village.state.cards.has(need), village.state.cards.has(offer)]).toEqual([false, false]);
    expect([...village.state.cards.values()].every((card) => card.author === ben)).toBe(true);
    expect(village.state.comments.size).toBe(comment - 2);
    expect(village.state.helps.get(accepted)?.state).toBe('fellThrough');
    expect(village.state.helps.get(done)?.state).toBe('done');
    expect(recordsFor(village.state, ana)).toEqual([]);
    const traces = [...village.state.records.values()].filter((record) =>
      JSON.stringify(record).includes(ana),
    );
    expect(traces).toEqual([]);
  });

  test('whoever leaves as a helper gives back what they had promised', () => {
    const { need } = neighbours();
    village.does(ben, { type: 'member.leave' });
    expect(village.card(need)).toMatchObject({ state: 'open', left: 1 });
  });

  test('removed: cards are withdrawn, matches end, devices stop; they may come again', () => {
    const { need, accepted } = neighbours();
    const hidden = village.writes(ana, 'need', { anonymous: true }).card;
    village.does(fay, { type: 'member.remove', member: ana, ban: false });
    expect(village.card(need).state).toBe('withdrawn');
    expect(village.card(hidden).state).toBe('withdrawn');
    expect(village.state.helps.get(accepted)?.state).toBe('fellThrough');
    expect(village.state.records.has('device:d_ana0000000')).toBe(false);
    expect(code(memberLink, join({ hash: 'hash-ana' }))).toBe('applied');
  });

  test('banned: their device may not come again', () => {
    village.does(fay, { type: 'member.remove', member: ana, ban: true });
    expect(member(ana)?.gone).toBe('banned');
    expect(code(memberLink, join({ hash: 'hash-ana' }))).toBe('banned');
    village.system({ type: 'pass.mint', member: ben, hash: 'p', until: start + DAY });
    const redeem = { type: 'pass.redeem', hash: 'p', device: 'd_x', deviceHash: 'hash-ana' } as const;
    expect(code({ type: 'system' }, redeem)).toBe('banned');
  });

  test('an invited editor who goes is no editor any more', () => {
    const { card } = village.writes(ana, 'need');
    village.does(ana, { type: 'card.invite', card, member: ben });
    village.does(ben, { type: 'member.leave' });
    expect(village.card(card)).not.toHaveProperty('editors');
  });
});

describe('merging', () => {
  test('all that was one’s is the other’s, pairs with oneself vanish', () => {
    const { need, offer, accepted, done } = neighbours();
    const cem = village.joins('cem');
    const help = village.helps(ana, cem, village.writes(cem, 'need').card);
    village.does(fay, { type: 'card.report', card: need, reason: 'x' });
    village.does(ben, { type: 'card.report', card: offer, reason: 'x' });
    village.does(fay, { type: 'member.merge', from: ana, into: ben });
    expect(village.card(need)).toMatchObject({ author: ben, state: 'open', left: 1 });
    expect(village.card(offer)).toMatchObject({ author: ben, state: 'done' });
    expect([village.state.helps.has(accepted), village.state.helps.has(done)]).toEqual([false, false]);
    expect(village.state.helps.get(help)?.by).toBe(ben);
    expect(village.state.records.get(`confirmation:${help}`)).toMatchObject({
      to: [ben],
      body: { giver: ben },
    });
    expect(village.state.records.has(`report:${offer}:${ben}`)).toBe(false);
    expect(village.state.comments.get('k_ana')?.by).toBe(ben);
    expect(member(ana)).toMatchObject({ name: '', gone: 'merged' });
    expect(village.state.records.get('device:d_ana0000000')?.body).toMatchObject({ member: ben });
    const left = [...village.state.records.values()].filter((record) => JSON.stringify(record).includes(ana));
    expect(left.map(({ id }) => id)).toEqual([]);
  });

  test('who was known, longer here or a facilitator stays so', () => {
    village.does(fay, { type: 'member.approve', member: ana });
    village.does(fay, { type: 'member.role', member: ana, role: 'facilitator' });
    village.at += DAY;
    const eve = village.joins('eve');
    village.does(fay, { type: 'member.merge', from: ana, into: eve });
    expect(member(eve)).toMatchObject({ approved: start, joined: start, role: 'facilitator' });
    expect(member(ana)?.role).toBe('member');
  });

  test('a comment under one’s anonymous card does not name its author', () => {
    const { card } = village.writes(ana, 'need', { anonymous: true });
    village.does(ben, { type: 'comment.add', comment: 'k_1', card, text: 'Me too' });
    village.does(fay, { type: 'member.merge', from: ben, into: ana });
    expect(village.state.comments.get('k_1')).toMatchObject({ by: null });
  });

  test('not with oneself, not with nobody, not with who has gone', () => {
    expect(village.says(fay, { type: 'member.merge', from: ana, into: ana })).toBe('wrongState');
    expect(village.says(fay, { type: 'member.merge', from: ana, into: 'm_nobody0000' })).toBe('noMember');
    village.does(ana, { type: 'member.leave' });
    expect(village.says(fay, { type: 'member.merge', from: ana, into: ben })).toBe('noMember');
  });
});

describe('links, passes and devices', () => {
  const link = (nth: number, role: 'viewer' | 'member' | 'facilitator' = 'member') =>
    ({ type: 'link.mint', link: `l_${nth}`, role, label: ' Door ', hash: `lh${nth}` }) as const;
  const facilitator: Actor = { type: 'member', member: 'm_fay0000000' };

  test('minted for facilitators to see, without its hash, and revoked', () => {
    expect(code(facilitator, link(1))).toBe('applied');
    const record = village.state.records.get('link:l_1');
    expect(record && isFor(record, fay, 'facilitator')).toBe(true);
    expect(record && isFor(record, ana, 'member')).toBe(false);
    expect(record && JSON.stringify(forWire(record))).not.toContain('lh1');
    expect(record && forWire(record)).not.toHaveProperty('to');
    expect(code(facilitator, link(1))).toBe('exists');
    expect(code(facilitator, { type: 'link.revoke', link: 'l_1' })).toBe('applied');
    expect(code(facilitator, { type: 'link.revoke', link: 'l_1' })).toBe('linkGone');
  });

  test('no more than there is room for', () => {
    for (let nth = 0; nth < limits.links; nth += 1) code(facilitator, link(nth));
    expect(code(facilitator, link(99))).toBe('cardFull');
  });

  test('the last facilitator link goes only if a facilitator can still get in', () => {
    code(facilitator, link(1, 'facilitator'));
    const revoke = { type: 'link.revoke', link: 'l_1' } as const;
    village.does(fay, { type: 'device.revoke', device: 'd_fay0000000' });
    expect(code({ type: 'system' }, revoke)).toBe('lastFacilitator');
    code(facilitator, { type: 'pass.mint', member: fay, hash: 'p', until: start + DAY });
    code({ type: 'system' }, { type: 'pass.redeem', hash: 'p', device: 'd_f2', deviceHash: 'f2' });
    expect(code(facilitator, revoke)).toBe('applied');
  });

  test('a pass lets its member in once, in time', () => {
    const mint = (hash: string): string =>
      code(
        { type: 'member', member: ana },
        { type: 'pass.mint', member: ana, hash, until: village.at + DAY },
      );
    const redeem = (hash: string, device: string): string =>
      code({ type: 'system' }, { type: 'pass.redeem', hash, device, deviceHash: `${device}h` });
    expect(mint('p1')).toBe('applied');
    expect(redeem('p1', 'd_1')).toBe('applied');
    expect(redeem('p1', 'd_2')).toBe('linkGone');
    expect(village.state.records.get('device:d_1')?.body).toMatchObject({ member: ana, hash: 'd_1h' });
    mint('p2');
    village.at += DAY;
    expect(redeem('p2', 'd_2')).toBe('linkGone');
    mint('p3');
    expect(village.state.records.has('pass:p2')).toBe(false);
    village.does(fay, { type: 'member.remove', member: ana, ban: false });
    expect(redeem('p3', 'd_3')).toBe('linkGone');
  });

  test('a ninth device takes the place of the first', () => {
    for (let nth = 0; nth < limits.devicesPerMember; nth += 1) {
      village.at += 1;
      village.system({ type: 'pass.mint', member: ana, hash: `p${nth}`, until: village.at + DAY });
      village.system({ type: 'pass.redeem', hash: `p${nth}`, device: `d_${nth}`, deviceHash: `h${nth}` });
    }
    const devices = [...village.state.records.values()].filter(
      ({ body }) => body.type === 'device' && body.member === ana,
    );
    expect(devices).toHaveLength(limits.devicesPerMember);
    expect(village.state.records.has('device:d_ana0000000')).toBe(false);
  });

  test('a device is revoked by its member or a facilitator', () => {
    expect(village.says(ben, { type: 'device.revoke', device: 'd_ana0000000' })).toBe('notYours');
    expect(village.says(ana, { type: 'device.revoke', device: 'd_ana0000000' })).toBe('applied');
    expect(village.says(fay, { type: 'device.revoke', device: 'd_ben0000000' })).toBe('applied');
    expect(village.says(fay, { type: 'device.revoke', device: 'd_ben0000000' })).toBe('linkGone');
  });
});

test('records for a member: their own, and for facilitators also those that are for facilitators', () => {
  const { card } = village.writes(ana, 'need');
  village.does(ben, { type: 'card.report', card, reason: 'x' });
  village.does(fay, { type: 'card.hold', card, note: 'x' });
  const ids = (who: string) => recordsFor(overlay(village.state), who).map(({ id }) => id);
  expect(ids(fay)).toEqual([`device:d_fay0000000`, `held:${card}`, `report:${card}:${ben}`]);
  expect(ids(ana)).toEqual([`device:d_ana0000000`, `held:${card}`]);
  expect(ids(ben)).toEqual([`device:d_ben0000000`]);
});
