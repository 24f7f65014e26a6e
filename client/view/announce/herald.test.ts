import { describe, expect, it } from 'vitest';
import type { Phase } from '#shared/board/types.ts';
import { fixtureSession, type FixtureSession } from '#client/view/fixture.ts';
import { fixtureNow, me } from '#client/view/fixture-board.ts';
import type { Hearing } from './hearing.ts';
import { Herald } from './herald.ts';

const hana = 'm_hana000000';
const session = 's_market000000';
const all: Hearing = { nothing: false, off: new Set() };
const phase = (id: string, name: string): Phase => ({
  id,
  name,
  prompt: '',
  minutes: 10,
  writes: ['need', 'offer', 'referral'],
  sort: 'newest',
  atEnd: 'freeze',
});

function market(first: Partial<Phase> = {}): {
  board: FixtureSession;
  heard: (hearing?: Hearing) => ReturnType<Herald['look']>;
} {
  const board = fixtureSession('board');
  const herald = new Herald();
  const heard = (hearing = all): ReturnType<Herald['look']> =>
    herald.look(board.snapshot, me, fixtureNow, hearing);
  const phases = [{ ...phase('p_one', 'Needs'), ...first }, phase('p_two', 'Offers')];
  expect(board.as(hana, { type: 'session.plan', session, title: 'A market', phases })).toBeNull();
  heard();
  expect(board.as(hana, { type: 'session.start', session })).toBeNull();
  return { board, heard };
}

describe('the session', () => {
  it('is told at once: what starts, what comes, what rests, what is over', () => {
    const { board, heard } = market();
    const then = (command: Parameters<FixtureSession['as']>[1]): string => {
      expect(board.as(hana, command)).toBeNull();
      const { words, urgent } = heard();
      return urgent ? `at once: ${words}` : words;
    };
    expect(heard().words).toBe('Needs. Ten minutes.');
    expect(heard().words).toBe('');
    expect(then({ type: 'session.step', session, from: 0, to: 1, after: 10_000 })).toBe(
      'Offers starts in ten seconds: finish your sentence.',
    );
    expect(then({ type: 'session.step', session, from: 0, to: 0 })).toBe(
      'The change is called off. This part goes on.',
    );
    expect(then({ type: 'session.pause', session, paused: true })).toBe('The clock is stopped.');
    expect(then({ type: 'session.pause', session, paused: false })).toBe('The clock goes on.');
    expect(then({ type: 'session.lock', session, locked: true })).toBe(
      'at once: Writing rests for a moment. What you began is kept.',
    );
    expect(then({ type: 'session.lock', session, locked: false })).toBe('Writing goes on.');
    expect(then({ type: 'session.step', session, from: 0, to: 1 })).toBe('Offers. Ten minutes.');
    expect(then({ type: 'session.lead', session, member: me })).toBe('You run the session now.');
    expect(then({ type: 'session.step', session, from: 1, to: 2 })).toBe(
      'The session is over. What is on the board stays.',
    );
  });

  it('is told at once: that it is one’s own turn, and calmly whose else it is', () => {
    const { board, heard } = market({ silent: 'turns' });
    board.as(hana, { type: 'session.step', session, from: 0, to: 1 });
    heard();
    const turn = (member: string): unknown => {
      expect(board.as(hana, { type: 'session.turn', session, member })).toBeNull();
      return heard();
    };
    expect(turn('m_teo0000000')).toMatchObject({ words: 'It is Teo K’s turn.', urgent: false });
    expect(heard().words).toBe('');
    expect(turn(me)).toMatchObject({ words: 'It is your turn.', urgent: true });
    board.as(hana, { type: 'session.step', session, from: 1, to: 0 });
    expect(heard().words).not.toContain('turn');
  });

  it('says nothing to those who switched it off, and nothing late when they switch it on', () => {
    const { board, heard } = market();
    const off: Hearing = { ...all, off: new Set(['session']) };
    expect(heard(off).words).toBe('');
    board.as(hana, { type: 'session.lock', session, locked: true });
    expect(heard({ ...all, nothing: true }).words).toBe('');
    expect(heard().words).toBe('');
  });

  it('is no news to someone who opens the page in the middle of it', () => {
    const { board } = market();
    const late = new Herald();
    expect(late.look(board.snapshot, me, fixtureNow, all)).toEqual({
      words: '',
      urgent: false,
      next: 300_000,
    });
  });
});

describe('all else', () => {
  const nameOf = (): string => '';
  it('is collected until it is taken', () => {
    const board = fixtureSession('board');
    const herald = new Herald();
    const look = (): unknown => herald.look(board.snapshot, me, fixtureNow, all);
    const post = (): void => {
      const card = board.newId('card');
      board.as(hana, { type: 'card.create', card, kind: 'need', title: 'A lamp', body: '', chips: {} });
      look();
    };
    look();
    expect(herald.hasWords).toBe(false);
    post();
    post();
    herald.waits(1);
    herald.waits(5);
    expect(herald.hasWords).toBe(true);
    expect(herald.take(nameOf)).toBe('2 new needs. 5 changes waiting.');
    expect(herald.hasWords).toBe(false);
    herald.waits(0);
    expect(herald.hasWords).toBe(false);
  });
});
