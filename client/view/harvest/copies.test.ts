/** Whatever people write, a copy of the harvest holds it as words: no formula, no markup, no header, no secret, no name. */
import { describe, expect, it } from 'vitest';
import { Dice } from '#shared/testing/dice.ts';
import { seed } from '#shared/testing/seed.ts';
import { calendarOf, fold, lineOctets, text } from './calendar.ts';
import { copyOf, inCsv, inMarkdown } from './copies.ts';
import type { Promise } from './mine.ts';
import { reportOf, type Report } from './report.ts';
import { start, villageOf } from './testing.ts';

const now = start + 4 * 3_600_000;

const known = [
  '=1+1',
  '=HYPERLINK("http://evil.example","x")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u00a0=1',
  '\uFEFF=1',
  '\u200b=1',
  '\0=1',
  '＝1+1',
  '"=1',
  "'=1",
  ';=1',
  '","=1',
  'a"b',
  'a,b\r\nc',
  '\r\nBCC: x@evil.example',
  '\r\nEND:VCALENDAR\r\nBEGIN:VEVENT',
  '\nATTACH:http://evil.example',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '![x](http://evil.example/p.png)',
  '| a | b |',
  '# Head',
  '---',
  '> quote',
  '`code`',
  '&lt;b&gt;',
  '\\',
  '\\n',
  'a;b,c:d\\e',
  'https://evil.example',
  '\u2028next',
  '\u0085next',
  '👩‍👩‍👧‍👦'.repeat(20),
  'é'.repeat(140),
  '\u202Eright',
];
const pieces = [
  ...Array.from('=+-@\t\r\n"\';:,\\|<>[]()#*_`~!&{}$%^ aZ9é漢🌱\0\u2028\u200b\uFEFF'),
  'END:VCALENDAR',
  '--',
  '</td>',
];

/** 300 strings: the known ones, and others of the same pieces. */
function hostile(dice: Dice): string[] {
  const found = [...known];
  while (found.length < 300) {
    found.push(Array.from({ length: 1 + dice.below(24) }, () => dice.one(pieces)).join(''));
  }
  return found;
}
const strings = hostile(new Dice(seed));

function hostileReport(): Report {
  const state = villageOf(new Dice(seed), {
    people: 40,
    helps: 300,
    words: (nth) => strings[nth % strings.length] ?? '',
  });
  return reportOf(state, '', now);
}

/** RFC 4180, to the letter: quoted cells, CRLF after every record. Throws at anything else. */
function parseCsv(file: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < file.length) {
    const row: string[] = [];
    for (;;) {
      if (file[at] !== '"') throw new Error(`no cell at ${at}`);
      let cell = '';
      for (at += 1; file[at] !== '"' || file[at + 1] === '"'; at += 1) {
        if (at >= file.length) throw new Error('a cell without an end');
        cell += file[at];
        if (file[at] === '"') at += 1;
      }
      row.push(cell);
      at += 1;
      if (file[at] === ',') at += 1;
      else break;
    }
    if (file.slice(at, at + 2) !== '\r\n') throw new Error(`a record ends badly at ${at}`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

describe(`a spreadsheet (SEED=${seed})`, () => {
  it('gets every word and no formula', () => {
    const report = hostileReport();
    const { text: file } = copyOf('csv', report);
    expect(file.startsWith('\uFEFF')).toBe(true);
    const [head, ...rows] = parseCsv(file.slice(1));
    expect(head).toEqual(['Kind', 'From', 'To', 'What', 'When', 'Since then']);
    expect(rows).toHaveLength(report.rows.length + report.open.length);
    expect(rows.every((row) => row.length === 6)).toBe(true);
    for (const cell of rows.flat()) {
      expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
      expect(cell.replace(/[\s\p{Cc}\p{Cf}]/gu, '')).not.toMatch(/^[=+\-@＝＋－＠]/u);
    }
    const written = [...report.rows.map(({ what }) => what), ...report.open.map(({ title }) => title)];
    rows.forEach(([, , , cell = ''], nth) => expect([written[nth], `'${written[nth]}`]).toContain(cell));
  });

  it.each(strings.slice(0, 20))('takes %j for words', (words) => {
    const [[cell = ''] = []] = parseCsv(`${inCsv(words)}\r\n`);
    expect(cell.endsWith(words)).toBe(true);
    expect(cell.length - words.length).toBeLessThanOrEqual(1);
  });

  it('leaves harmless words as they are', () =>
    expect(['Soup, two portions', 'a "b"', '3-5 eggs'].map(inCsv)).toEqual([
      '"Soup, two portions"',
      '"a ""b"""',
      '"3-5 eggs"',
    ]));
});

describe(`a text to read (SEED=${seed})`, () => {
  it('holds no markup but its own', () => {
    const report = hostileReport();
    const lines = copyOf('markdown', report).text.split('\n');
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([lines[0], '## Needs still open']);
    const rows = lines.filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(report.rows.length + 2);
    for (const row of rows) expect(row.replace(/\\[!-/:-@[-`{-~]/g, '').split('|')).toHaveLength(8);
    expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(report.open.length);
  });

  it.each(strings)('%j says nothing but itself', (words) => {
    const escaped = inMarkdown(words);
    expect(escaped).not.toMatch(/[\n\r\u2028\u2029]/);
    expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[!-/:-@[-`{-~]/);
    expect(escaped.replace(/\\(.)/gu, '$1')).toBe(words.replace(/\s+/g, ' ').trim());
  });
});

describe(`a copy for programs (SEED=${seed})`, () => {
  it('speaks the words of ValueFlows', () => {
    const report = hostileReport();
    const copy = JSON.parse(copyOf('json', report).text) as {
      '@context': object;
      '@graph': {
        '@type': string;
        '@id': string;
        name?: string;
        satisfies?: string;
        appreciationOf?: string;
      }[];
    };
    expect(copy['@context']).toEqual({ '@vocab': 'https://w3id.org/valueflows/ont/vf#' });
    const of = (type: string): (typeof copy)['@graph'] =>
      copy['@graph'].filter((one) => one['@type'] === type);
    expect(of('Commitment')).toHaveLength(report.rows.length);
    expect(of('Appreciation')).toHaveLength(report.rows.filter(({ flow }) => flow.thanked).length);
    const proposals = new Map(of('Proposal').map((one) => [one['@id'], one.name]));
    for (const { flow, what } of report.rows) expect(proposals.get(`urn:tilth:${flow.card.id}`)).toBe(what);
    for (const one of of('Commitment')) expect(one.satisfies).toMatch(/^urn:tilth:c_\d+:intent$/);
    const commitments = new Set(of('Commitment').map((one) => one['@id']));
    for (const one of of('Appreciation')) expect(commitments.has(one.appreciationOf ?? '')).toBe(true);
  });
});

describe(`nobody is named who did not agree (SEED=${seed})`, () => {
  it('in no copy, and not where the other side did not', () => {
    const dice = new Dice(seed);
    for (let run = 0; run < 30; run += 1) {
      const state = villageOf(dice, {
        people: 3 + dice.below(20),
        helps: dice.below(60),
        words: (nth) => `Word${nth}`,
      });
      for (const member of state.members.values())
        state.members.set(member.id, { ...member, name: `Name ${member.id}!` });
      const report = reportOf(state, '', now);
      const both = new Set<string>();
      for (const { flow } of report.rows) {
        const [from, to] = [flow.from, flow.to].map((id) => state.members.get(id ?? ''));
        if (from?.named && to?.named) both.add(from.name).add(to.name);
      }
      const shown = new Set(report.people.map(({ name }) => name).filter(Boolean));
      expect(shown).toEqual(both);
      const copies = (['markdown', 'csv', 'json'] as const)
        .map((kind) => copyOf(kind, report).text)
        .join('\n');
      const unescaped = copies.replaceAll('\\', '');
      const found = new Set(unescaped.match(/Name m_\d+!/g));
      expect(found).toEqual(both);
      for (const { fromName, toName, flow } of report.rows) {
        const named = [flow.from, flow.to].map((id) => state.members.get(id ?? '')?.named === true);
        expect([fromName, toName].includes('a neighbour')).toBe(!named.every(Boolean));
      }
    }
  });
});

/** RFC 5545 §3.1 unfolded: content lines, each with its name. Throws at anything that is none. */
function contentLines(file: string): [name: string, value: string][] {
  if (!file.endsWith('\r\n')) throw new Error('the last line has no end');
  const lines = file.slice(0, -2).split('\r\n');
  for (const line of lines) {
    if (new TextEncoder().encode(line).byteLength > lineOctets) throw new Error(`too long: ${line}`);
    if (/[^\P{Cc}\t]/u.test(line)) throw new Error(`a control character in ${JSON.stringify(line)}`);
  }
  return lines
    .join('\r\n')
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => {
      const [, name = '', value = ''] = /^([A-Z-]+(?:;[A-Z]+=[A-Z-]+)?):(.*)$/su.exec(line) ?? [];
      if (!name) throw new Error(`no content line: ${line}`);
      return [name, value];
    });
}
const unescape = (value: string): string =>
  value.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));

describe(`a calendar (SEED=${seed})`, () => {
  const promises = strings.map((title, nth): Promise => ({
    id: `h_${nth}`,
    card: {
      id: `c_${nth}`,
      kind: 'need',
      title,
      body: strings[(nth + 1) % strings.length] ?? '',
      author: null,
      created: start,
      state: 'open',
      urgency: 'days',
      terms: 'gift',
      expires: start + 10 * 86_400_000,
      area: title,
      ...(nth % 3 === 0
        ? { availability: 'Thu 26 Nov, 14:30–16:00' }
        : nth % 3 === 1
          ? { availability: 'Sunday' }
          : {}),
    },
    whom: title,
    note: title,
    reach: ['a telephone number'],
    done: nth % 5 === 0,
    introduction: false,
  }));
  const file = calendarOf(
    { promised: promises, received: promises.slice(0, 9).map((one) => ({ ...one, id: `r_${one.id}` })) },
    { title: 'Elm Row, ours', board: 'b_1', now },
  );
  const lines = contentLines(file);
  const values = (name: string): string[] => lines.flatMap(([one, value]) => (one === name ? [value] : []));

  it('has the properties of RFC 5545 and no others, one entry a promise', () => {
    expect(new Set(lines.map(([name]) => name))).toEqual(
      new Set([
        'BEGIN',
        'END',
        'VERSION',
        'PRODID',
        'UID',
        'DTSTAMP',
        'SUMMARY',
        'DESCRIPTION',
        'LOCATION',
        'DTSTART',
        'DTEND',
        'DTSTART;VALUE=DATE',
        'TRANSP',
        'DUE;VALUE=DATE',
        'STATUS',
      ]),
    );
    let open: string[] = [];
    for (const [name, value] of lines) {
      if (name === 'BEGIN') open = [...open, value];
      else if (name === 'END') expect(open.at(-1)).toBe(value);
      if (name === 'END') open = open.slice(0, -1);
    }
    expect(open).toEqual([]);
    expect(values('BEGIN').filter((one) => one !== 'VCALENDAR')).toHaveLength(309);
    expect(values('BEGIN').filter((one) => one === 'VCALENDAR')).toHaveLength(1);
    expect(new Set(values('UID')).size).toBe(309);
    expect(lines.slice(0, 3)).toEqual([
      ['BEGIN', 'VCALENDAR'],
      ['VERSION', '2.0'],
      ['PRODID', '-//Tilth//Harvest//EN'],
    ]);
  });

  it('says in each what was promised, and to nobody how to reach somebody', () => {
    const clean = (words: string): string =>
      words.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '');
    expect(values('SUMMARY').slice(0, 300).map(unescape)).toEqual(
      strings.map((one) => clean(`For ${one}: ${one}`)),
    );
    expect(file).not.toContain('telephone');
  });

  it('has the day, and the hour where it is said; else a to-do until the card ends', () => {
    expect(new Set(values('DTSTART'))).toEqual(new Set(['20261126T143000']));
    expect(new Set(values('DTEND'))).toEqual(new Set(['20261126T160000']));
    expect(new Set(values('DTSTART;VALUE=DATE'))).toEqual(new Set(['20261122']));
    expect(new Set(values('DUE;VALUE=DATE'))).toEqual(new Set(['20261130']));
    expect(new Set(values('DTSTAMP'))).toEqual(
      new Set([`${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`]),
    );
  });

  it.each([
    ['a\\b;c,d', 'a\\\\b\\;c\\,d'],
    ['one\r\ntwo\nthree\rfour', 'one\\ntwo\\nthree\\nfour'],
    ['tab\there', 'tab\there'],
    ['null\0 bell\x07', 'null bell'],
  ])('escapes %j', (words, escaped) => expect(text(words)).toBe(escaped));

  it('folds between letters, never within one', () => {
    for (const letter of ['a', 'é', '漢', '🌱']) {
      const folded = fold(`SUMMARY:${letter.repeat(200)}`);
      for (const line of folded.split('\r\n'))
        expect(new TextEncoder().encode(line).byteLength).toBeLessThanOrEqual(75);
      expect(folded.replaceAll('\r\n ', '')).toBe(`SUMMARY:${letter.repeat(200)}`);
    }
    expect(fold('x'.repeat(75))).toBe('x'.repeat(75));
  });
});
