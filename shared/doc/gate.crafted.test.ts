/** Every crafted update that is known to hurt Yjs, one by one: refused at once, at no cost, and without a trace. */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import { type TextRecord, emptyText, gateText } from './gate.ts';
import { type Content, type CraftedItem, type Section, craft } from './testing/craft.ts';
import { newTextDoc, plainText, spliceText } from './text.ts';

const ALICE = 1_111;
const MALLORY = 2_222;
const WORDS = 'soup for nine 😀';

/** A text of Alice's, which Mallory may edit, too. */
function aliceText(): TextRecord {
  const doc = newTextDoc();
  doc.clientID = ALICE;
  spliceText(doc, 0, 0, WORDS, 'local');
  const verdict = gateText(emptyText('c_1234567890'), Y.encodeStateAsUpdate(doc), 'm_alice', limits.body);
  if (!verdict.ok) throw new Error(verdict.code);
  return verdict.record;
}

const one = (item: CraftedItem, more: Partial<Section> = {}): Uint8Array =>
  craft([{ client: MALLORY, clock: 0, structs: [item], ...more }]);
const content = (type: number, ...bytes: number[]): Content => ({ type, bytes });
const evil: CraftedItem = { content: { string: 'EVIL' } };
const bytes = (...list: number[]): Uint8Array => new Uint8Array(list);

function nestedMaps(depth: number): Uint8Array {
  const structs: CraftedItem[] = [];
  for (let i = 0; i < depth; i += 1) {
    const place: Partial<CraftedItem> = i === 0 ? {} : { parent: [MALLORY, i - 1], sub: 'a' };
    structs.push({ ...place, content: content(7, 1) });
  }
  return craft([{ client: MALLORY, clock: 0, structs }]);
}

function textUpdate(insert: string): Uint8Array {
  return one({ content: { string: insert } });
}

const manyClients = (count: number): Uint8Array =>
  craft(Array.from({ length: count }, (_, i) => ({ client: 10_000 + i, clock: 0, structs: [evil] })));

type Case = [name: string, update: Uint8Array, code: string, hostile: boolean];

const cases: Case[] = [
  // counts that are not true: Yjs allocates by them
  ['7 bytes that claim 2³¹ structs', bytes(1, 0x80, 0x80, 0x80, 0x80, 0x08, 7), 'textMalformed', true],
  ['a claim of 100 million structs', one(evil, { claims: 100_000_000 }), 'textMalformed', true],
  ['a claim of no structs', one(evil, { claims: 0 }), 'textMalformed', true],
  ['a claim of 2³⁵ clients', bytes(0xff, 0xff, 0xff, 0xff, 0x7f), 'textMalformed', true],
  [
    'a delete set that claims 2³¹ ranges',
    bytes(0, 1, 7, 0x80, 0x80, 0x80, 0x80, 0x08),
    'textMalformed',
    true,
  ],
  [
    'a string that claims 2³¹ bytes',
    bytes(1, 1, 7, 0, 4, 1, 1, 0x62, 0x80, 0x80, 0x80, 0x80, 0x08),
    'textMalformed',
    true,
  ],
  ['a number that never ends', bytes(1, ...Array.from({ length: 2_000 }, () => 0xff)), 'textMalformed', true],

  // structs that are no text
  [
    'a GC of length 2⁵³−1',
    craft([{ client: MALLORY, clock: 0, structs: [{ info: 0, length: 2 ** 53 - 1 }] }]),
    'textMalformed',
    true,
  ],
  [
    'a GC of length 1',
    craft([{ client: MALLORY, clock: 0, structs: [{ info: 0, length: 1 }] }]),
    'textMalformed',
    true,
  ],
  [
    'a Skip',
    craft([{ client: MALLORY, clock: 0, structs: [{ info: 10, length: 3 }, evil] }]),
    'textMalformed',
    true,
  ],
  [
    'a deleted map entry: unsets a field with an empty delete set',
    one({ sub: 'kind', content: { deleted: 1 } }),
    'textMalformed',
    true,
  ],
  ['a map entry in the text', one({ sub: 'a', content: { string: 'x' } }), 'textMalformed', true],
  ['an entry called __proto__', one({ sub: '__proto__', content: { string: 'x' } }), 'textMalformed', true],
  [
    'a map entry named through its origin',
    craft([
      { client: MALLORY, clock: 0, structs: [{ origin: [ALICE, 0], sub: 'a', content: { string: 'x' } }] },
    ]),
    'textMalformed',
    true,
  ],
  ['5,000 nested maps', nestedMaps(5_000), 'textTooLarge', false],
  ['1,000 nested maps', nestedMaps(1_000), 'textMalformed', true],
  ['JSON content', one({ content: content(2, 1, 2, 0x7b, 0x7d) }), 'textMalformed', true],
  ['binary content', one({ content: content(3, 1, 0) }), 'textMalformed', true],
  ['an embed', one({ content: content(5, 2, 0x7b, 0x7d) }), 'textMalformed', true],
  ['a format', one({ content: content(6, 1, 0x61, 1, 0x31) }), 'textMalformed', true],
  ['a nested text', one({ content: content(7, 2) }), 'textMalformed', true],
  ['any content', one({ content: content(8, 1, 126) }), 'textMalformed', true],
  ['a sub-document', one({ content: content(9, 1, 0x61, 118, 0) }), 'textMalformed', true],
  ['an unknown content', one({ content: content(31) }), 'textMalformed', true],

  // places that are not the text
  ['another root', one({ parent: 'cards', content: { string: 'x' } }), 'textMalformed', true],
  ['a root with an empty name', one({ parent: '', content: { string: 'x' } }), 'textMalformed', true],
  ['a root called __proto__', one({ parent: '__proto__', content: { string: 'x' } }), 'textMalformed', true],
  ['an item as parent', one({ parent: [ALICE, 0], content: { string: 'x' } }), 'textMalformed', true],
  [
    'an overlap that names another parent',
    craft([
      { client: ALICE, clock: 3, structs: [{ parent: [ALICE, 0], sub: 'kind', content: { deleted: 40 } }] },
    ]),
    'textMalformed',
    true,
  ],

  // impossible order
  ['its own origin', one({ origin: [MALLORY, 0], content: { string: 'x' } }), 'textMalformed', true],
  ['its own right origin', one({ right: [MALLORY, 5], content: { string: 'x' } }), 'textMalformed', true],
  [
    'two sections of one client',
    craft([
      { client: MALLORY, clock: 0, structs: [evil] },
      { client: MALLORY, clock: 4, structs: [evil] },
    ]),
    'textMalformed',
    true,
  ],
  [
    'two delete sections of one client',
    craft(
      [],
      [
        { client: ALICE, ranges: [[0, 1]] },
        { client: ALICE, ranges: [[2, 1]] },
      ],
    ),
    'textMalformed',
    true,
  ],
  [
    'overlapping delete ranges',
    craft(
      [],
      [
        {
          client: ALICE,
          ranges: [
            [0, 5],
            [2, 5],
          ],
        },
      ],
    ),
    'textMalformed',
    true,
  ],
  ['a clock beyond 2³²', one(evil, { clock: 2 ** 33 }), 'textMalformed', true],
  [
    'a length that ends beyond 2³²',
    one({ content: { deleted: 2 ** 32 - 1 } }, { clock: 5 }),
    'textMalformed',
    true,
  ],
  ['a clientID beyond 2³²', one(evil, { client: 2 ** 40 }), 'textMalformed', true],

  // zero and broken
  ['an empty string', textUpdate(''), 'textMalformed', true],
  ['nothing deleted', one({ content: { deleted: 0 } }), 'textMalformed', true],
  ['an empty delete range', craft([], [{ client: ALICE, ranges: [[0, 0]] }]), 'textMalformed', true],
  ['no bytes', bytes(), 'textMalformed', true],
  ['a trailing byte', bytes(...textUpdate('x'), 0), 'textMalformed', true],
  ['an overlong character', bytes(1, 1, 7, 0, 4, 1, 1, 0x62, 2, 0xc0, 0x80, 0), 'textMalformed', true],
  [
    'half a surrogate pair as UTF-8',
    bytes(1, 1, 7, 0, 4, 1, 1, 0x62, 3, 0xed, 0xa0, 0x80, 0),
    'textMalformed',
    true,
  ],
  [
    'a character cut by its length',
    bytes(1, 1, 7, 0, 4, 1, 1, 0x62, 2, 0xe2, 0x82, 0xac, 0),
    'textMalformed',
    true,
  ],

  // clientIDs and clocks
  ['a future clock', one(evil, { clock: 1_000_000 }), 'textGap', false],
  ['an origin nobody has', one({ origin: [9_999, 0], content: { string: 'x' } }), 'textGap', false],
  ['a right origin nobody has', one({ right: [ALICE, 5_000], content: { string: 'x' } }), 'textGap', false],
  [
    'two that wait for each other',
    craft([
      { client: MALLORY, clock: 0, structs: [{ origin: [3_333, 0], content: { string: 'x' } }] },
      { client: 3_333, clock: 0, structs: [{ origin: [MALLORY, 0], content: { string: 'y' } }] },
    ]),
    'textGap',
    false,
  ],
  [
    'deletes of what nobody wrote yet',
    craft([], [{ client: ALICE, ranges: [[0, 5_000]] }]),
    'textGap',
    false,
  ],
  [
    "the next clock of someone else's clientID",
    one({ origin: [ALICE, 3], content: { string: 'x' } }, { client: ALICE, clock: WORDS.length }),
    'textForeign',
    false,
  ],
  [
    "an overlap that grows someone else's clientID",
    craft([
      { client: ALICE, clock: 3, structs: [{ origin: [ALICE, 2], content: { string: 'x'.repeat(40) } }] },
    ]),
    'textForeign',
    false,
  ],
  ["the server's own clientID", one(evil, { client: 1 }), 'textForeign', false],

  // sizes
  ['more bytes than an update may have', textUpdate('x'.repeat(limits.textUpdate)), 'textTooLarge', false],
  ['more clients than an update may have', manyClients(limits.gateClients + 1), 'textTooLarge', false],
  [
    'more clocks than an update may have',
    one({ content: { deleted: limits.gateLength + 1 } }),
    'textTooLarge',
    false,
  ],
  [
    'more delete ranges than an update may have',
    craft(
      [],
      [
        {
          client: ALICE,
          ranges: Array.from({ length: limits.gateDeleteRanges + 1 }, (_, i) => [i * 2, 1] as const),
        },
      ],
    ),
    'textTooLarge',
    false,
  ],
  ['more characters than the text may have', textUpdate('x'.repeat(limits.body)), 'textTooLong', false],
];

describe('a crafted update', () => {
  const record = aliceText();
  const untouched = snapshot(record);

  it.each(cases)('%s', (_name, update, code, hostile) => {
    const { result, milliseconds, megabytes } = measured(() =>
      gateText(record, update, 'm_mallory', limits.body),
    );
    expect(result).toEqual({ ok: false, code, hostile });
    expect(milliseconds).toBeLessThan(50);
    expect(megabytes).toBeLessThan(20);
    expect(snapshot(record)).toEqual(untouched);
  });

  it('is what these bounds can tell from Yjs itself', () => {
    const bomb = one(evil, { claims: 2 ** 23 });
    const { megabytes } = measured(() => {
      try {
        Y.applyUpdate(newTextDoc(), bomb);
      } catch (error) {
        return error;
      }
      return null;
    });
    expect(megabytes).toBeGreaterThan(20);
  });
});

describe('an update cut short or changed by a byte', () => {
  const record = aliceText();
  const untouched = snapshot(record);
  const doc = newTextDoc();
  doc.clientID = MALLORY;
  Y.applyUpdate(doc, record.state);
  spliceText(doc, 4, 3, 'is there 🌱', 'local');
  const update = Y.encodeStateAsUpdate(doc);

  it('is refused at every length', () => {
    for (let length = 0; length < update.length; length += 1) {
      const verdict = gateText(record, update.subarray(0, length), 'm_mallory', limits.body);
      expect(verdict).toEqual({ ok: false, code: 'textMalformed', hostile: true });
    }
    expect(snapshot(record)).toEqual(untouched);
  });

  it('never throws and never touches the record', () => {
    for (let position = 0; position < update.length; position += 1) {
      for (const change of [1, 2, 32, 64, 128, 255]) {
        const changed = update.map((byte, at) => (at === position ? byte ^ change : byte));
        const verdict = gateText(record, changed, 'm_mallory', limits.body);
        if (verdict.ok) expect(plainText(verdict.record.state)).toBe(verdict.value);
      }
    }
    expect(snapshot(record)).toEqual(untouched);
  });
});

function snapshot(record: TextRecord): unknown {
  return { ...record, state: [...record.state], owners: [...record.owners] };
}

/** Three runs: the least time on a processor, which a busy machine does not change, and the most memory. */
function measured<T>(run: () => T): { result: T; milliseconds: number; megabytes: number } {
  const runs = [measuredOnce(run), measuredOnce(run), measuredOnce(run)];
  return {
    result: run(),
    milliseconds: Math.min(...runs.map((one) => one.milliseconds)),
    megabytes: Math.max(...runs.map((one) => one.megabytes)),
  };
}

function measuredOnce<T>(run: () => T): { result: T; milliseconds: number; megabytes: number } {
  const before = process.memoryUsage();
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  const after = process.memoryUsage();
  const heap = after.heapUsed + after.external - before.heapUsed - before.external;
  return {
    result,
    milliseconds: (user + system) / 1_000,
    megabytes: Math.max(heap, after.rss - before.rss) / 1e6,
  };
}
