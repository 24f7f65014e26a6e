/** Honest people, in every disorder a network can make, are never refused and end with the same text. */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import { type TextRecord, compactText, emptyText, gateText } from './gate.ts';
import { layoutOf } from './layout.ts';
import { loadText } from './record.ts';
import { scanUpdate } from './scan.ts';
import { Desk, Writer } from './testing/desk.ts';
import { Dice } from '../testing/dice.ts';
import { runs, seed } from '../testing/seed.ts';
import { newTextDoc, plainText, spliceText, textOf } from './text.ts';

const HISTORIES = runs({ short: 750, faults: 4_200 });

describe(`honest writers (SEED=${seed})`, () => {
  it(`are never refused, and agree, in ${HISTORIES} histories`, { timeout: 60_000 }, () => {
    for (let i = 0; i < HISTORIES; i += 1) {
      const dice = new Dice(seed + i);
      const desk = new Desk();
      const writers = ['m_ana', 'm_ben', 'm_cem'].map((member) => {
        return new Writer(desk, member, dice.between(1_000, 2 ** 32 - 1), dice.rarely(4));
      });
      const refusals: unknown[] = [];
      const note = (verdict: ReturnType<Writer['push']>): void => {
        if (verdict && !verdict.ok) refusals.push(verdict);
      };
      for (let step = dice.between(6, 30); step > 0; step -= 1) takeTurn(dice, dice.one(writers), note);
      for (const writer of writers) note(writer.online ? writer.push() : writer.comeBack());
      for (const writer of writers) writer.read();

      const settled = plainText(desk.record.state);
      const layout = layoutOf(loadText(desk.record.state));
      expect({ history: i, refusals }).toEqual({ history: i, refusals: [] });
      for (const writer of writers) {
        expect({ history: i, text: writer.text }).toEqual({ history: i, text: settled });
        expect(layoutOf(writer.doc)).toEqual(layout);
      }
      if (desk.other) expect(desk.other).toEqual(desk.record);
    }
  });
});

function takeTurn(dice: Dice, writer: Writer, note: (verdict: ReturnType<Writer['push']>) => void): void {
  const turn = dice.between(1, 20);
  if (turn <= 10) writer.typeSomething(dice);
  else if (!writer.online) {
    if (turn <= 13) note(writer.comeBack());
  } else if (turn === 11) writer.goOffline();
  else if (turn === 12) note(writer.pushAgain());
  else if (turn <= 16) note(writer.push());
  else writer.read(dice.between(1, 3));
}

describe('what is accepted', () => {
  const ana = (): { doc: Y.Doc; updates: Uint8Array[] } => {
    const doc = newTextDoc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    return { doc, updates };
  };

  it('is forwarded without a string that the same update deleted', () => {
    const { doc, updates } = ana();
    spliceText(doc, 0, 0, 'my sister: 0123456', 'typing');
    spliceText(doc, 4, 14, 'ster', 'typing');
    const update = Y.mergeUpdates(updates);
    expect(holds(update, '0123456')).toBe(true);
    const verdict = gateText(emptyText('notes'), update, 'm_ana', limits.notes);
    if (!verdict.ok) throw new Error(verdict.code);
    expect(verdict.value).toBe('my sster');
    expect(holds(verdict.diff, '0123456')).toBe(false);
    expect(holds(verdict.record.state, '0123456')).toBe(false);
  });

  it('is a diff, not the sum of all deletes', () => {
    const desk = new Desk();
    const writer = new Writer(desk, 'm_ana', 7_777);
    for (let i = 0; i < 200; i += 1) {
      writer.type(0, i % 2, 'word ');
      writer.push();
    }
    writer.type(0, 0, 'x');
    const verdict = writer.push();
    expect(verdict?.ok && verdict.diff.length).toBeLessThan(30);
  });

  it('changes nothing when it comes a second time', () => {
    const { doc, updates } = ana();
    spliceText(doc, 0, 0, 'twice', 'typing');
    const first = gateText(emptyText('notes'), Y.mergeUpdates(updates), 'm_ana', limits.notes);
    if (!first.ok) throw new Error(first.code);
    const second = gateText(first.record, Y.mergeUpdates(updates), 'm_ana', limits.notes);
    expect(second).toMatchObject({ ok: true, value: 'twice', newOwners: [] });
    expect(second.ok && second.record).toBe(first.record);
    expect(second.ok && [...second.diff]).toEqual([0, 0]);
  });

  it('takes an own overlap for what is new in it', () => {
    const { doc, updates } = ana();
    spliceText(doc, 0, 0, 'one', 'typing');
    const first = gateText(emptyText('notes'), Y.mergeUpdates(updates), 'm_ana', limits.notes);
    spliceText(doc, 3, 0, ' two', 'typing');
    const second = first.ok && gateText(first.record, Y.encodeStateAsUpdate(doc), 'm_ana', limits.notes);
    expect(second).toMatchObject({ ok: true, value: 'one two', newOwners: [] });
  });

  it('names the members of new clientIDs once', () => {
    const desk = new Desk();
    const writer = new Writer(desk, 'm_ana', 7_777);
    writer.type(0, 0, 'a');
    expect(writer.push()).toMatchObject({ newOwners: [[7_777, 'm_ana']] });
    writer.type(1, 0, 'b');
    expect(writer.push()).toMatchObject({ newOwners: [] });
    expect([...desk.record.owners]).toEqual([[7_777, 'm_ana']]);
  });

  it('may be as long as allowed, and no longer', () => {
    const { doc } = ana();
    spliceText(doc, 0, 0, 'x'.repeat(10), 'typing');
    const update = Y.encodeStateAsUpdate(doc);
    expect(gateText(emptyText('notes'), update, 'm_ana', 10)).toMatchObject({ ok: true });
    expect(gateText(emptyText('notes'), update, 'm_ana', 9)).toEqual({
      ok: false,
      code: 'textTooLong',
      hostile: false,
    });
  });

  it('asks for compaction when the history outgrows the text', () => {
    const dice = new Dice(seed);
    const { doc } = ana();
    let state = Y.encodeStateAsUpdate(doc);
    for (let edit = 1; state.length < limits.textState; edit += 1) {
      doc.clientID = 7_000 + (edit % 2);
      const length = textOf(doc).length;
      spliceText(doc, dice.between(0, length), length > 50 ? 1 : 0, 'a', 'typing');
      if (edit % 100 === 0) state = Y.encodeStateAsUpdate(doc);
    }
    const owners = new Map([7_000, 7_001].map((client) => [client, 'm_ana'] as const));
    const record: TextRecord = { ...emptyText('notes'), state, owners, rev: 9 };
    spliceText(doc, 0, 0, 'one more', 'typing');
    const refusal = gateText(
      record,
      Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(state)),
      'm_ana',
      limits.notes,
    );
    expect(refusal).toEqual({ ok: false, code: 'textTooLarge', hostile: false });
    const compact = compactText(record);
    expect(compact.state.length).toBeLessThan(1_000);
    expect(plainText(compact.state)).toBe(plainText(state));
    expect(compact).toMatchObject({ epoch: record.epoch + 1, rev: 10 });
    expect(compact.owners.size).toBe(0);
  });

  it('reads every update that Yjs writes for plain text', () => {
    const dice = new Dice(seed);
    for (let i = 0; i < 500; i += 1) {
      const { doc, updates } = ana();
      for (let edit = 0; edit < 8; edit += 1) {
        const length = textOf(doc).length;
        spliceText(doc, dice.between(0, length), dice.between(0, 3), dice.words(6), 'typing');
      }
      for (const update of [...updates, Y.mergeUpdates(updates), Y.encodeStateAsUpdate(doc)]) {
        expect(scanUpdate(update)).toMatchObject({ ok: true });
      }
    }
  });
});

function holds(bytes: Uint8Array, text: string): boolean {
  return String.fromCharCode(...bytes).includes(text);
}
