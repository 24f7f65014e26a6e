/** What the text gate costs: `npx vitest bench --run --project pure shared/doc`. Read the figures beside plain Yjs's. */
import * as Y from 'yjs';
import { bench, describe } from 'vitest';
import { applyTextChange, gateText } from './gate.ts';
import { loadText } from './record.ts';
import { craft } from './testing/craft.ts';
import { Desk, Writer } from './testing/desk.ts';
import { Dice } from '../testing/dice.ts';

function textOfLength(length: number): { desk: Desk; typed: Uint8Array } {
  const desk = new Desk();
  const dice = new Dice(1);
  const writers = [new Writer(desk, 'm_ana', 7_777), new Writer(desk, 'm_ben', 8_888)];
  while (writers.some((writer) => writer.text.length < length)) {
    const writer = dice.one(writers);
    writer.type(dice.rarely(4) ? dice.between(0, writer.text.length) : writer.text.length, 0, dice.words(12));
    writer.push();
    for (const one of writers) one.read();
  }
  const copy = loadText(desk.record.state);
  copy.clientID = 9_999;
  const before = Y.encodeStateVector(copy);
  copy.getText('b').insert(Math.floor(length / 2), 'a');
  return { desk, typed: Y.encodeStateAsUpdate(copy, before) };
}

for (const length of [200, 3_500]) {
  const { desk, typed } = textOfLength(length);
  const { record } = desk;
  const spoof = craft([{ client: 7_777, clock: 1_000_000, structs: [{ content: { string: 'x' } }] }]);
  const foreign = craft([
    { client: 9_999, clock: 0, structs: [{ parent: 'cards', content: { string: 'x' } }] },
  ]);
  describe(`a body of ${length} characters`, () => {
    bench('a key typed into it passes the gate', () => void gateText(record, typed, 'm_cem', 4_000));
    bench('another node applies the change', () => {
      applyTextChange(record, { text: 'notes', epoch: 1, rev: record.rev + 1, diff: typed });
    });
    bench('plain Yjs: load it, apply the key, encode it', () => {
      const doc = loadText(record.state);
      Y.applyUpdate(doc, typed);
      Y.encodeStateAsUpdate(doc);
    });
    bench(
      "a key under someone else's clientID is refused",
      () => void gateText(record, spoof, 'm_cem', 4_000),
    );
    bench('malformed bytes are refused', () => void gateText(record, foreign, 'm_cem', 4_000));
  });
}
