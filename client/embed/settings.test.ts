import { describe, expect, it } from 'vitest';
import { idPattern } from '#shared/board/ids.ts';
import { kinds } from '#shared/board/types.ts';
import { aBoard, type attributes, readSettings } from './settings.ts';

const origin = 'https://tilth.example';
const board = 'b_1234567890abcdefghijkl';

type Written = Partial<Record<(typeof attributes)[number], string>>;
const read = (written: Written) => readSettings((name) => written[name] ?? null, origin);

describe('attributes', () => {
  it('need only say which board; the rest is as most sites want it', () =>
    expect(read({ board })).toMatchObject({
      board,
      server: origin,
      kinds,
      theme: 'auto',
      lang: '',
      join: '',
    }));

  it('choose lanes, in the order of the board and not of the page', () => {
    expect(read({ board, kinds: 'offer need' })).toMatchObject({ kinds: ['need', 'offer'] });
    expect(read({ board, kinds: '  referral   offer ' })).toMatchObject({ kinds: ['offer', 'referral'] });
    expect(read({ board, 'without-promotions': '' })).toMatchObject({ kinds: ['need', 'offer', 'referral'] });
    expect(read({ board, kinds: 'need promotion', 'without-promotions': '' })).toMatchObject({
      kinds: ['need'],
    });
  });

  it('name a board as the server does', () => expect(aBoard.source).toBe(idPattern('board')));

  it.each<[string, Written]>([
    ['board', {}],
    ['board', { board: '' }],
    ['board', { board: `${board} ` }],
    ['board', { board: `b_${'x'.repeat(30)}` }],
    ['board', { board: `${board}/../b_other` }],
    ['server', { board, server: '' }],
    ['server', { board, server: 'tilth.example' }],
    ['server', { board, server: 'https://tilth.example/' }],
    ['server', { board, server: 'https://tilth.example/path' }],
    ['server', { board, server: 'https://ana@tilth.example' }],
    ['server', { board, server: 'javascript:alert(1)' }],
    ['theme', { board, theme: '' }],
    ['theme', { board, theme: ' dark' }],
    ['theme', { board, theme: 'Dark' }],
    ['kinds', { board, kinds: '' }],
    ['kinds', { board, kinds: 'needs' }],
    ['kinds', { board, kinds: 'need,offer' }],
    ['join', { board, join: 'https://elsewhere.example/b/x#key=1' }],
    ['join', { board, join: 'javascript:alert(1)' }],
    ['join', { board, join: `${origin}/b/b_another0000#key=1` }],
  ])('a mistake in %s is named, with what was written: %o', (attribute, written) => {
    const fault = read(written);
    expect(fault).toMatchObject({ attribute });
    const value = written[attribute as keyof Written] ?? '';
    expect('message' in fault && fault.message).toContain(`The attribute ${attribute} is “${value}”`);
  });

  it('of a board elsewhere are checked against the server that it names', () => {
    const server = 'http://localhost:3000';
    const join = `${server}/b/${board}#key=abc`;
    expect(read({ board, server, join })).toMatchObject({ server, join });
    expect(read({ board, join })).toMatchObject({ attribute: 'join' });
  });
});
