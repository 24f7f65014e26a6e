import { describe, expect, it } from 'vitest';
import { templates } from './index.ts';
import { type Plan, readFile, writeFile } from './file.ts';
import { readOwn, withOwn, withoutOwn } from './own.ts';

const seconds: Plan = {
  title: 'A market of seconds',
  phases: [
    {
      id: 'quiet',
      name: 'Offers',
      prompt: 'What could you offer?',
      minutes: 0.05,
      writes: ['offer'],
      silent: 'group',
      groups: 4,
      sort: 'newest',
      atEnd: 'freeze',
    },
    {
      id: 'market',
      name: 'Market',
      prompt: '',
      minutes: 1.5,
      writes: [],
      promotions: true,
      sort: 'untouched',
      atEnd: 'nothing',
    },
  ],
};

it('a template comes back from its file as it was', () => {
  expect(readFile(writeFile(seconds))).toEqual({ ok: true, plan: seconds });
  for (const template of templates) {
    const plan = { title: template.name, phases: template.phases(15) };
    expect(readFile(writeFile(plan))).toEqual({ ok: true, plan });
  }
});

/** The file with something else in it. */
function spoilt(change: (file: Record<string, unknown>, part: Record<string, unknown>) => void): string {
  const file = JSON.parse(writeFile(seconds)) as Record<string, unknown>;
  change(file, (file['phases'] as Record<string, unknown>[])[1] ?? {});
  return JSON.stringify(file);
}
const field = (name: string, value: unknown): string => spoilt((_, part) => void (part[name] = value));

describe('a file that is none says so', () => {
  it.each<[string, string, unknown]>([
    ['a picture', '\u0089PNG', { why: 'other' }],
    ['nothing', '', { why: 'other' }],
    ['a number', '7', { why: 'other' }],
    ['null', 'null', { why: 'other' }],
    ['another JSON', '{"name":"tilth"}', { why: 'other' }],
    ['a later version', spoilt((file) => void (file['version'] = 2)), { why: 'version' }],
    ['no title', spoilt((file) => void (file['title'] = ' ')), { field: 'title', part: null }],
    ['no parts', spoilt((file) => void (file['phases'] = [])), { field: 'phases', part: null }],
    ['a part that is none', spoilt((file) => void (file['phases'] = ['x'])), { field: 'name', part: 1 }],
    ['a part without a name', field('name', ''), { field: 'name', part: 2 }],
    ['a name that is too long', field('name', 'x'.repeat(61)), { field: 'name', part: 2 }],
    ['a prompt that is none', field('prompt', 7), { field: 'prompt', part: 2 }],
    ['no minutes', field('minutes', 0), { field: 'minutes', part: 2 }],
    ['minutes in words', field('minutes', '5'), { field: 'minutes', part: 2 }],
    ['an endless part', field('minutes', 1e9), { field: 'minutes', part: 2 }],
    ['an unknown kind', field('writes', ['secret']), { field: 'writes', part: 2 }],
    ['an unknown reveal', field('silent', 'never'), { field: 'silent', part: 2 }],
    ['an unknown order', field('sort', 'rank'), { field: 'sort', part: 2 }],
    ['groups of two', field('groups', 2), { field: 'groups', part: 2 }],
    ['an unknown end', field('atEnd', 'ring'), { field: 'atEnd', part: 2 }],
    ['a window that is none', field('promotions', 'yes'), { field: 'promotions', part: 2 }],
    ['an id with signs in it', field('id', '__proto__'), { field: 'id', part: 2 }],
    ['two parts of one id', field('id', 'quiet'), { field: 'id', part: null }],
    ['a part of half a second', field('minutes', 0.001), { field: 'id', part: null }],
  ])('%s', (_, text, expected) => {
    expect(readFile(text)).toMatchObject({ ok: false, ...(expected as object) });
  });

  it('and what it brings beside known fields is left out', () => {
    expect(readFile(field('script', 'x'))).toEqual({ ok: true, plan: seconds });
  });
});

describe('own templates', () => {
  const named = (title: string): Plan => ({ ...seconds, title });

  it('are read back; what cannot be read is left out', () => {
    const own = withOwn(withOwn([], named('A')), named('B'));
    expect(readOwn(JSON.stringify([...own, { title: 'x' }]))).toEqual(own);
    for (const broken of ['', '{', '7', 'null']) expect(readOwn(broken)).toEqual([]);
  });

  it('of one title take each other’s place, and the oldest makes room', () => {
    let own: readonly Plan[] = [];
    for (let nth = 0; nth < 25; nth += 1) own = withOwn(own, named(`T${nth}`));
    expect(own).toHaveLength(20);
    expect(withOwn(own, named('T24'))).toHaveLength(20);
    expect(own[0]?.title).toBe('T5');
    expect(withoutOwn(own, 'T5')).toHaveLength(19);
  });
});
