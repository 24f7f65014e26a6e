/** What each person can do with a card and its matches, on boards that the real rules made. */
import { describe, expect, it } from 'vitest';
import { cardOf } from '#shared/board/access.ts';
import type { Kind } from '#shared/board/types.ts';
import { Village } from '#shared/board/testing/village.ts';
import { footActions, menuActions } from './card-actions.ts';
import { facilitation } from './facilitation.ts';
import { introductionViews } from './introductions.ts';
import { contactOf, helpViews } from './matches.ts';
import { needsThatFit } from './needs-that-fit.ts';
import type { Scene } from './scene.ts';
import { nameless } from './someone.ts';

/** One street: Ana writes, Ben answers, Cem looks on, Fay facilitates. */
class Street extends Village {
  readonly fay = this.joins('fay', 'facilitator');
  readonly ana = this.joins('ana');
  readonly ben = this.joins('ben');
  readonly cem = this.joins('cem');

  scene(me: string | null, role: Scene['role'] = me === this.fay ? 'facilitator' : 'member'): Scene {
    return { state: this.state, me, role, now: this.at, people: [] };
  }
  found(id: string): NonNullable<ReturnType<typeof cardOf>> {
    const found = cardOf(this.state, id);
    if (!found) throw new Error(`no card ${id}`);
    return found;
  }
  foot(me: string | null, id: string, role?: Scene['role']): string {
    const { card, where } = this.found(id);
    return footActions(this.scene(me, role), card, where).join(' ');
  }
  menu(me: string | null, id: string): string {
    const { card, where } = this.found(id);
    return menuActions(this.scene(me), card, where).join(' ');
  }
  offer(card: string, by = this.ben): string {
    const help = this.id('h');
    this.does(by, { type: 'help.propose', help, card, share: 'all', note: 'I can.' });
    return help;
  }
  actions(me: string, card: string): string {
    return helpViews(this.scene(me), this.found(card).card)
      .map((view) => view.actions.join(' '))
      .join(' | ');
  }
}

describe('at the foot of a card', () => {
  it.each<[Kind, string]>([
    ['need', 'introduce help'],
    ['offer', 'like'],
    ['referral', 'like'],
    ['promotion', 'like'],
  ])('%s', (kind, others) => {
    const street = new Street();
    const { card } = street.writes(street.ana, kind);
    expect(street.foot(street.ana, card)).toBe('edit');
    expect(street.foot(street.ben, card)).toBe(others);
    expect(street.foot(street.fay, card)).toBe(others);
    expect(street.foot(null, card, 'member')).toBe('join');
    expect(street.foot(null, card, 'viewer')).toBe('');
  });

  it('one answer at a time; someone else may still be introduced', () => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'need');
    street.offer(card);
    expect(street.foot(street.ben, card)).toBe('introduce');
    expect(street.foot(street.cem, card)).toBe('introduce help');
  });

  it('what is taken down can come back, what waits says where it stands', () => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'need');
    street.does(street.ana, { type: 'card.withdraw', card });
    expect(street.foot(street.ana, card)).toBe('restore');
    expect(street.foot(street.ben, card)).toBe('');
    street.writes(street.ana, 'promotion');
    const second = street.writes(street.ana, 'promotion');
    expect(second.went).toBe('waiting');
    expect(street.foot(street.ana, second.card)).toBe('waiting');
  });
});

describe('behind "More"', () => {
  it.each<[string, (street: Street) => string, string]>([
    ['its author', (street) => street.ana, 'edit invite close withdraw'],
    ['a neighbour', (street) => street.ben, 'suspect report'],
    ['a facilitator', (street) => street.fay, 'write suspect report hold retag'],
  ])('%s, on an offer', (_, who, expected) => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'offer');
    expect(street.menu(who(street), card)).toBe(expected);
  });

  it('a promotion can be hidden, and is not suspected', () => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'promotion');
    expect(street.menu(street.fay, card)).toBe('write report hold retag hide');
    expect(street.menu(street.ben, card)).toBe('report');
  });

  it('an invited person may write, and nothing more', () => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'need');
    street.does(street.ana, { type: 'card.invite', card, member: street.ben });
    expect(street.menu(street.ben, card)).toBe('write report');
    expect(street.menu(null, card)).toBe('');
  });

  it('a held card can be released by facilitators', () => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'offer');
    street.does(street.fay, { type: 'card.hold', card, note: 'Let us talk.' });
    expect(street.menu(street.fay, card)).toContain('release');
  });
});

describe('every step shown on a help is one the rules accept', () => {
  it('a need, from offer to thanks', () => {
    const street = new Street();
    const { ana, ben, cem } = street;
    const { card } = street.writes(ana, 'need');
    const help = street.offer(card);
    expect([ana, ben, cem].map((who) => street.actions(who, card))).toEqual(['accept decline', 'cancel', '']);
    street.does(ana, { type: 'help.accept', help });
    expect([ana, ben, cem].map((who) => street.actions(who, card))).toEqual([
      'done change',
      'done change',
      '',
    ]);
    street.does(ben, { type: 'help.done', help });
    expect([ana, ben, cem].map((who) => street.actions(who, card))).toEqual(['thank deny', '', '']);
    street.does(ana, { type: 'help.thank', help, words: 'You were there.' });
    expect([ana, ben, cem].map((who) => street.actions(who, card))).toEqual(['', '', '']);
    const words = (who: string): string[] =>
      helpViews(street.scene(who), street.found(card).card).flatMap((view) =>
        view.thanks.map((one) => one.text),
      );
    expect(words(ben)).toEqual(['You were there.']);
  });

  it('on an offer the one who asked received, and thanks', () => {
    const street = new Street();
    const { ana, ben } = street;
    const { card } = street.writes(ana, 'offer');
    const help = street.offer(card);
    street.does(ana, { type: 'help.accept', help });
    street.does(ben, { type: 'help.done', help });
    expect([street.actions(ana, card), street.actions(ben, card)]).toEqual(['', 'thank']);
  });

  it('a no from the other side can be answered: it did not happen', () => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'need');
    const help = street.offer(card);
    street.does(street.ana, { type: 'help.accept', help });
    street.does(street.ben, { type: 'help.done', help });
    expect(street.says(street.ana, { type: 'help.fail', help, how: 'triedDidNotWork', reason: '' })).toBe(
      'applied',
    );
  });

  it('contact lines: mine and theirs', () => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'need');
    const help = street.offer(card);
    street.does(street.ana, { type: 'help.accept', help });
    street.does(street.ben, { type: 'contact.share', match: help, line: 'the blue door' });
    expect(contactOf(street.scene(street.ben), help).mine).toBe('the blue door');
    expect(contactOf(street.scene(street.ana), help).theirs.map((one) => one.line)).toEqual([
      'the blue door',
    ]);
  });
});

describe('introductions', () => {
  const propose = (street: Street, card: string): string => {
    const introduction = street.id('i');
    street.does(street.ben, {
      type: 'introduction.propose',
      introduction,
      card,
      person: { type: 'member', member: street.cem },
      warmth: 4,
      message: 'She is good with bikes.',
      gain: false,
    });
    return introduction;
  };
  const view = (street: Street, me: string, card: string) => {
    const [first] = introductionViews(street.scene(me), street.found(card).card);
    if (!first) throw new Error('no introduction');
    return first;
  };

  it('everyone says yes before it is agreed; then the seeker thanks', () => {
    const street = new Street();
    const { ana, ben, cem } = street;
    const { card } = street.writes(ana, 'need');
    const introduction = propose(street, card);
    expect([ana, ben, cem].map((who) => view(street, who, card).actions.join(' '))).toEqual([
      'agree refuse',
      'refuse',
      'agree refuse',
    ]);
    expect(view(street, ana, card).inside?.missing.map((who) => who.name)).toEqual(['You', 'cem']);
    street.does(ana, { type: 'introduction.agree', introduction });
    street.does(cem, { type: 'introduction.agree', introduction });
    expect(view(street, ben, card).actions).toEqual(['done', 'change']);
    street.does(cem, { type: 'introduction.done', introduction });
    expect([ana, ben].map((who) => view(street, who, card).actions.join(' '))).toEqual(['thank', '']);
  });

  it('a hidden seeker has no name before all said yes', () => {
    const street = new Street();
    const { card } = street.writes(street.ana, 'need', { anonymous: true });
    propose(street, card);
    // what a client holds: only the records sent to this person
    const records = new Map(
      [...street.state.records.values()]
        .filter((record) => record.to.includes(street.cem))
        .map((one) => [one.id, one]),
    );
    const scene = street.scene(street.cem);
    const mine = introductionViews({ ...scene, state: { ...scene.state, records } }, street.found(card).card);
    expect(mine[0]?.inside?.seeker.name).toBe(nameless);
    expect(mine[0]?.actions).toEqual(['agree', 'refuse']);
  });
});

it('needs that fit: like mine, near me, urgent, untouched; never my own or answered ones', () => {
  const street = new Street();
  const need = (title: string, chips: object): string =>
    street.writes(street.ana, 'need', { title, chips }).card;
  street.writes(street.ben, 'offer', { chips: { category: 'Bikes', area: 'Elm side' } });
  need('plain', {});
  const urgent = need('urgent', { urgency: 'now' });
  const near = need('near', { area: 'elm side' });
  const alike = need('alike', { tags: ['bikes'] });
  const answered = need('answered', { urgency: 'now', area: 'Elm side' });
  street.offer(answered);
  const fitting = needsThatFit(street.scene(street.ben));
  expect(fitting.map(({ card, because }) => [card.id, because])).toEqual([
    [alike, 'like what you offer'],
    [near, 'near you'],
    [urgent, 'now'],
  ]);
});

it('facilitators see the report that waits longest first, with all that was said', () => {
  const street = new Street();
  const first = street.writes(street.ana, 'offer').card;
  const second = street.writes(street.ana, 'offer').card;
  street.does(street.ben, { type: 'card.report', card: second, reason: 'Looks odd.' });
  street.at += 60_000;
  street.does(street.ben, { type: 'card.report', card: first, reason: 'This too.' });
  street.at += 60_000;
  street.does(street.cem, { type: 'card.report', card: second, reason: 'I agree.' });
  street.does(street.fay, { type: 'card.hold', card: first, note: 'A word first.' });
  const { reported, held } = facilitation(street.scene(street.fay));
  expect(reported.map((one) => [one.card, one.held, one.reports.length])).toEqual([
    [second, false, 2],
    [first, true, 1],
  ]);
  expect(held.map((one) => one.note)).toEqual(['A word first.']);
});
