/** Introductions and contact lines: nothing moves before all have said yes. */
import { beforeEach, describe, expect, test } from 'vitest';
import { recordsFor } from './access.ts';
import type { Subject } from './types.ts';
import { Village } from './testing/village.ts';

let village: Village;
let fay: string;
let ana: string;
let ben: string;
let cem: string;
let dao: string;

beforeEach(() => {
  village = new Village();
  fay = village.joins('fay', 'facilitator');
  [ana, ben, cem, dao] = ['ana', 'ben', 'cem', 'dao'].map((name) => village.joins(name)) as [
    string,
    string,
    string,
    string,
  ];
});

const row = (introduction: string) => village.state.introductions.get(introduction);
const agree = (member: string, introduction: string): void =>
  void village.does(member, { type: 'introduction.agree', introduction });

/** ben knows someone for a need of ana's. */
function proposed(
  person: Subject,
  { anonymous = false, personAgreed = false, gain = false } = {},
): { introduction: string; card: string } {
  const { card } = village.writes(ana, 'need', { anonymous });
  const introduction = village.id('i');
  village.does(ben, {
    type: 'introduction.propose',
    introduction,
    card,
    person,
    personAgreed,
    warmth: 4,
    message: 'You two should talk',
    gain,
  });
  return { introduction, card };
}

/** cem would like what ana's referral card points to. */
function asked(subject?: Subject, anonymous = false): { introduction: string; card: string } {
  const { card } = village.writes(ana, 'referral', {
    title: 'Amara mends bikes',
    anonymous,
    ...(subject ? { chips: { subject } } : {}),
  });
  const introduction = village.id('i');
  village.does(cem, { type: 'introduction.ask', introduction, card, message: 'My brakes' });
  return { introduction, card };
}

const member = (id: string): Subject => ({ type: 'member', member: id });
const amara: Subject = { type: 'outside', name: 'Amara' };

describe('consent', () => {
  test('a member: introducer, seeker and person each say yes', () => {
    const { introduction } = proposed(member(cem));
    agree(ana, introduction);
    expect(row(introduction)?.state).toBe('proposed');
    agree(cem, introduction);
    expect(row(introduction)?.state).toBe('agreed');
  });

  test('someone outside: the introducer’s word that they agreed, now or later', () => {
    const now = proposed(amara, { personAgreed: true }).introduction;
    agree(ana, now);
    expect(row(now)?.state).toBe('agreed');
    const later = proposed(amara).introduction;
    agree(ana, later);
    expect(row(later)?.state).toBe('proposed');
    agree(ben, later);
    expect(row(later)?.state).toBe('agreed');
  });

  test('from a referral card: its author introduces, and speaks for whoever is no member', () => {
    const { introduction } = asked(amara);
    expect(row(introduction)).toMatchObject({ introducer: ana, gain: false });
    agree(ana, introduction);
    expect(row(introduction)?.state).toBe('agreed');
    const { introduction: withMember } = asked(member(dao));
    agree(ana, withMember);
    expect(row(withMember)?.state).toBe('proposed');
    agree(dao, withMember);
    expect(row(withMember)?.state).toBe('agreed');
  });

  test('a referral that says of nobody speaks of what its title says', () => {
    const { introduction } = asked();
    expect(village.state.records.get(`introduction:${introduction}`)?.body).toMatchObject({
      person: { type: 'service', name: 'Amara mends bikes' },
      seeker: cem,
      yes: { introducer: false, seeker: true, person: false },
    });
  });

  test('a refusal has a reason, known to the three alone; the need is as open as before', () => {
    const { introduction, card } = proposed(member(cem));
    const { ops } = village.does(cem, { type: 'introduction.refuse', introduction, reason: 'No time' });
    expect(row(introduction)).toMatchObject({ state: 'refused', ended: village.at });
    expect(JSON.stringify(ops)).not.toContain('No time');
    expect(village.state.records.get(`reason:${introduction}`)?.to).toEqual([ben, ana, cem]);
    expect(village.card(card)).toMatchObject({ state: 'open', left: 1 });
    expect(village.says(ana, { type: 'introduction.agree', introduction })).toBe('wrongState');
  });

  test('no contact line before all agreed', () => {
    const { introduction } = proposed(member(cem));
    const share = { type: 'contact.share', match: introduction, line: '0151 234' } as const;
    for (const side of [ana, ben, cem]) expect(village.says(side, share)).toBe('consentFirst');
    agree(ana, introduction);
    expect(village.says(ana, share)).toBe('consentFirst');
    agree(cem, introduction);
    village.does(cem, share);
    expect(village.state.records.get(`contact:${introduction}:${cem}`)?.to).toEqual([ben, ana, cem]);
    expect(village.says(dao, share)).toBe('notYours');
    village.does(ana, { type: 'introduction.done', introduction });
    expect(village.state.records.has(`contact:${introduction}:${cem}`)).toBe(false);
  });

  test('who meets whom is no one else’s to know', () => {
    const { introduction } = proposed(member(cem));
    expect(row(introduction)).toEqual({
      id: introduction,
      card: row(introduction)?.card,
      introducer: ben,
      gain: false,
      state: 'proposed',
      proposed: village.at,
    });
    for (const outsider of [dao, fay]) {
      expect(village.says(outsider, { type: 'introduction.agree', introduction })).toBe('notYours');
      expect(recordsFor(village.state, outsider).some(({ body }) => body.type === 'introduction')).toBe(
        false,
      );
    }
  });
});

describe('what may be introduced', () => {
  const propose = (by: string, card: string, person: Subject) =>
    village.says(by, {
      type: 'introduction.propose',
      introduction: village.id('i'),
      card,
      person,
      warmth: 3,
      message: '',
      gain: false,
    });
  const ask = (by: string, card: string) =>
    village.says(by, { type: 'introduction.ask', introduction: village.id('i'), card, message: '' });

  test('someone for a need, not oneself, not its author, nobody who has gone', () => {
    const { card } = village.writes(ana, 'need');
    expect(propose(ben, card, member(ben))).toBe('ownCard');
    expect(propose(ben, card, member(ana))).toBe('ownCard');
    expect(propose(ana, card, member(ben))).toBe('ownCard');
    expect(propose(ben, card, { type: 'outside', name: ' ' })).toBe('words');
    expect(propose(ben, village.writes(ana, 'offer').card, amara)).toBe('wrongKind');
    expect(propose(ben, card, amara)).toBe('applied');
    expect(propose(ben, card, { type: 'outside', name: ' Amara ' })).toBe('alreadyProposed');
    expect(propose(dao, card, amara)).toBe('applied');
    village.does(cem, { type: 'member.leave' });
    expect(propose(ben, card, member(cem))).toBe('noMember');
  });

  test('a referral is asked for once at a time, by others than its author and subject', () => {
    const { card } = village.writes(ana, 'referral', { chips: { subject: member(dao) } });
    expect(ask(ana, card)).toBe('ownCard');
    expect(ask(dao, card)).toBe('ownCard');
    expect(ask(cem, village.writes(ana, 'need').card)).toBe('wrongKind');
    expect(ask(cem, card)).toBe('applied');
    expect(ask(cem, card)).toBe('alreadyProposed');
  });
});

describe('an anonymous need', () => {
  test('its author is hidden from introducer and person until all said yes', () => {
    const { introduction } = proposed(member(cem), { anonymous: true });
    const known = (who: string) =>
      JSON.stringify(recordsFor(village.state, who).map(({ id, body }) => ({ id, body })));
    expect(known(ben)).toContain(introduction);
    expect(known(cem)).toContain(introduction);
    expect(known(ben) + known(cem)).not.toContain(`"seeker":"${ana}"`);
    expect(known(ana)).toContain(`"seeker":"${ana}"`);
    agree(cem, introduction);
    expect(known(ben)).not.toContain(`"seeker":"${ana}"`);
    agree(ana, introduction);
    expect(row(introduction)?.state).toBe('agreed');
    expect(known(ben)).toContain(`"seeker":"${ana}"`);
    expect(village.state.records.has(`introduction:${introduction}:seeker`)).toBe(false);
  });

  test('nobody finds its author out by proposing everyone', () => {
    const { card } = village.writes(ana, 'need', { anonymous: true });
    const answers = [ana, cem, dao].map((id) =>
      village.says(ben, {
        type: 'introduction.propose',
        introduction: village.id('i'),
        card,
        person: member(id),
        warmth: 3,
        message: '',
        gain: false,
      }),
    );
    expect(answers).toEqual(['applied', 'applied', 'applied']);
  });

  test('a refusal tells nobody who refused', () => {
    const { introduction } = proposed(member(cem), { anonymous: true });
    const facts = village.does(ana, { type: 'introduction.refuse', introduction, reason: 'Not now' });
    expect(
      JSON.stringify(facts.ops) + JSON.stringify(facts.records.map(({ record }) => record?.body)),
    ).not.toContain(ana);
  });
});

describe('an anonymous referral', () => {
  test('its author introduces without a name', () => {
    const { introduction } = asked(amara, true);
    expect(row(introduction)?.introducer).toBe('');
    agree(ana, introduction);
    village.does(cem, { type: 'introduction.done', introduction });
    village.does(cem, { type: 'introduction.thank', introduction, words: 'Thank you' });
    expect(JSON.stringify(row(introduction))).not.toContain(ana);
    expect(village.state.records.get(`confirmation:${introduction}`)).toMatchObject({
      to: [],
      body: { giver: ana, by: cem, other: cem },
    });
  });
});

describe('the end', () => {
  const agreed = (): string => {
    const { introduction } = proposed(member(cem));
    agree(ana, introduction);
    agree(cem, introduction);
    return introduction;
  };

  const words: [
    who: 'introducer' | 'seeker' | 'person' | 'facilitator',
    confirmed: boolean,
    named: boolean,
  ][] = [
    ['introducer', false, false],
    ['seeker', true, true],
    ['person', true, false],
    ['facilitator', true, false],
  ];
  test.each(words)(
    'done by the word of the %s: confirmed %s, named in public %s',
    (who, confirmed, named) => {
      const introduction = agreed();
      const by = { introducer: ben, seeker: ana, person: cem, facilitator: fay }[who];
      village.does(by, { type: 'introduction.done', introduction });
      expect(row(introduction)).toMatchObject({ state: 'done' });
      expect(row(introduction)?.confirmed !== undefined).toBe(confirmed);
      expect(row(introduction)?.confirmedBy).toBe(named ? by : undefined);
    },
  );

  test('the introducer’s word waits for another’s, which may also be no', () => {
    const one = agreed();
    village.does(ben, { type: 'introduction.done', introduction: one });
    expect(village.says(ben, { type: 'introduction.done', introduction: one })).toBe('wrongState');
    village.does(cem, { type: 'introduction.thank', introduction: one, words: 'Lovely' });
    expect(row(one)).toMatchObject({ confirmed: village.at, thanked: village.at });
    const other = agreed();
    village.does(ben, { type: 'introduction.done', introduction: other });
    village.does(ana, { type: 'introduction.fail', introduction: other, how: 'triedDidNotWork', reason: '' });
    expect(row(other)).toMatchObject({ state: 'fellThrough', how: 'triedDidNotWork' });
  });
});

describe('contact lines on a help', () => {
  const accepted = (anonymous = false): { help: string; card: string } => {
    const { card } = village.writes(ana, 'need', { anonymous });
    const help = village.id('h');
    village.does(ben, { type: 'help.propose', help, card, share: 'all', note: '' });
    village.does(ana, { type: 'help.accept', help });
    return { help, card };
  };

  test('before it is accepted there is nothing to share', () => {
    const { card } = village.writes(ana, 'need');
    village.does(ben, { type: 'help.propose', help: 'h_1', card, share: 'all', note: '' });
    expect(village.says(ben, { type: 'contact.share', match: 'h_1', line: '0151' })).toBe('consentFirst');
  });

  test('known to both sides alone, changed and taken back at will', () => {
    const { help } = accepted();
    const facts = village.does(ben, { type: 'contact.share', match: help, line: ' 0151 ' });
    expect(facts.ops).toEqual([]);
    expect(facts.records[0]?.record).toMatchObject({ to: [ben, ana], body: { from: ben, line: '0151' } });
    expect(village.says(cem, { type: 'contact.share', match: help, line: '1' })).toBe('notYours');
    expect(village.says(fay, { type: 'contact.share', match: help, line: '1' })).toBe('notYours');
    expect(village.says(ben, { type: 'contact.share', match: 'h_none', line: '1' })).toBe('noMatch');
    village.does(ben, { type: 'contact.unshare', match: help });
    expect(village.state.records.has(`contact:${help}:${ben}`)).toBe(false);
  });

  test('an anonymous author’s line carries no name', () => {
    const { help } = accepted(true);
    const { records } = village.does(ana, { type: 'contact.share', match: help, line: 'Ring twice' });
    expect(records[0]?.record).toMatchObject({ id: `contact:${help}:author`, body: { from: null } });
    expect(JSON.stringify({ ...records[0]?.record, to: [] })).not.toContain(ana);
  });

  const ends: [string, (match: { help: string; card: string }) => void][] = [
    ['is done', ({ help }) => village.does(ana, { type: 'help.done', help })],
    ['is done in part', ({ help }) => village.does(ana, { type: 'help.done', help, part: true })],
    ['is cancelled', ({ help }) => village.does(ben, { type: 'help.cancel', help })],
    [
      'fell through',
      ({ help }) => village.does(ben, { type: 'help.fail', help, how: 'refusedBeforeStart', reason: '' }),
    ],
    ['is of a card that is withdrawn', ({ card }) => village.does(ana, { type: 'card.withdraw', card })],
    ['is of a card that is done', ({ card }) => village.does(ana, { type: 'card.done', card })],
    ['loses its helper', () => village.does(ben, { type: 'member.leave' })],
    ['loses its author', () => village.does(ana, { type: 'member.leave' })],
    ['has its helper removed', () => village.does(fay, { type: 'member.remove', member: ben, ban: false })],
    ['has its author banned', () => village.does(fay, { type: 'member.remove', member: ana, ban: true })],
    ['has its helper merged', () => village.does(fay, { type: 'member.merge', from: ben, into: cem })],
    [
      'is with oneself after a merge',
      () => village.does(fay, { type: 'member.merge', from: ben, into: ana }),
    ],
  ];
  test.each(ends)('gone when the match %s', (_, end) => {
    const match = accepted();
    village.does(ana, { type: 'contact.share', match: match.help, line: '1' });
    village.does(ben, { type: 'contact.share', match: match.help, line: '2' });
    end(match);
    expect([...village.state.records.values()].filter(({ body }) => body.type === 'contact')).toEqual([]);
  });
});
