/** Mallory may edit the same text as Alice. She may delete Alice's words; she may not speak for her, nor silence her. */
import * as Y from 'yjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { craft } from './testing/craft.ts';
import { Desk, Writer } from './testing/desk.ts';
import { plainText } from './text.ts';

const ALICE = 4_000_000_001;
let desk: Desk;
let alice: Writer;

beforeEach(() => {
  desk = new Desk();
  alice = new Writer(desk, 'm_alice', ALICE);
  alice.type(0, 0, 'Alice was here first.');
  expect(alice.push()).toMatchObject({ ok: true });
});

const attack = (update: Uint8Array): unknown => {
  const { record } = desk;
  const verdict = desk.push(update, 'm_mallory');
  expect(desk.record).toBe(record);
  return verdict;
};
const aliceClock = (): number => Y.getState(alice.doc.store, ALICE);

/** Alice types on, a hundred times, and every word is on the server. */
function aliceTypesOn(writer = alice): void {
  for (let i = 0; i < 100; i += 1) {
    writer.type(writer.text.length, 0, ` word${i}`);
    expect(writer.push()).toMatchObject({ ok: true });
  }
  expect(plainText(desk.record.state)).toBe(writer.text);
  expect(writer.text).toContain(' word0 word1 ');
  expect(writer.text).toMatch(/ word99$/);
}

describe("Mallory under Alice's clientID", () => {
  it('cannot write the next words', () => {
    const spoof = craft([
      {
        client: ALICE,
        clock: aliceClock(),
        structs: [{ origin: [ALICE, aliceClock() - 1], content: { string: 'EVIL' } }],
      },
    ]);
    expect(attack(spoof)).toEqual({ ok: false, code: 'textForeign', hostile: false });
    aliceTypesOn();
  });

  it('cannot move her clock on', () => {
    for (const clock of [aliceClock(), aliceClock() + 1, 1_000_000]) {
      const advance = craft([{ client: ALICE, clock, structs: [{ content: { deleted: 1_000 } }] }]);
      expect(attack(advance)).toEqual({ ok: false, code: 'textForeign', hostile: false });
    }
    aliceTypesOn();
  });

  it('cannot use up her clocks with deleted text, beside words of her own', () => {
    const mixed = craft([
      { client: 5_555, clock: 0, structs: [{ origin: [ALICE, 3], content: { string: 'mine' } }] },
      { client: ALICE, clock: aliceClock(), structs: [{ origin: [5_555, 0], content: { deleted: 100 } }] },
    ]);
    expect(attack(mixed)).toEqual({ ok: false, code: 'textForeign', hostile: false });
    aliceTypesOn();
  });

  it('cannot delete words that Alice has not written yet', () => {
    const ahead = craft([], [{ client: ALICE, ranges: [[0, aliceClock() + 500]] }]);
    expect(attack(ahead)).toEqual({ ok: false, code: 'textGap', hostile: false });
    aliceTypesOn();
  });

  it('cannot leave something waiting that later swallows her words', () => {
    const waiting = craft([
      { client: 5_555, clock: 0, structs: [{ origin: [ALICE, aliceClock() + 5], content: { string: 'x' } }] },
    ]);
    expect(attack(waiting)).toEqual({ ok: false, code: 'textGap', hostile: false });
    aliceTypesOn();
  });
});

describe('a clientID that Mallory uses first', () => {
  const NEXT = 4_000_000_002;
  const first = craft([{ client: NEXT, clock: 0, structs: [{ content: { string: 'EVIL' } }] }]);

  it('is hers in this text, and the one who comes second is refused, not silently dropped', () => {
    expect(desk.push(first, 'm_mallory')).toMatchObject({ ok: true, newOwners: [[NEXT, 'm_mallory']] });
    const second = new Writer(desk, 'm_alice', NEXT);
    second.type(0, 0, 'words of Alice');
    expect(second.push()).toEqual({ ok: false, code: 'textForeign', hostile: false });
  });

  it('costs Alice nothing in a fresh document: her words go over, and every later one is kept', () => {
    desk.push(first, 'm_mallory');
    const fresh = new Writer(desk, 'm_alice', 4_000_000_003);
    fresh.comeBack();
    fresh.type(0, 0, 'words of Alice ');
    expect(fresh.push()).toMatchObject({ ok: true });
    aliceTypesOn(fresh);
  });
});

describe("Mallory's own words", () => {
  it('may be deleted by Alice, and hers by Mallory: both may edit the text', () => {
    const mallory = new Writer(desk, 'm_mallory', 5_555);
    mallory.comeBack();
    mallory.type(0, 5, 'Mallory');
    expect(mallory.push()).toMatchObject({ ok: true });
    alice.read();
    alice.type(0, 7, 'Alice');
    expect(alice.push()).toMatchObject({ ok: true, value: 'Alice was here first.' });
  });
});
