import { expect, test } from 'vitest';
import { readPacket, withAttachments, writeEvent } from './packets.ts';

test('an event without bytes is a type, an ack number and JSON', () => {
  expect(writeEvent(['here', { card: 'c' }], null)).toEqual({
    text: '2["here",{"card":"c"}]',
    attachments: [],
  });
  expect(writeEvent(['sync', {}], 12)).toEqual({ text: '212["sync",{}]', attachments: [] });
});

test('bytes leave their number and come back to it', () => {
  const bytes = [new Uint8Array([1, 2]), new Uint8Array([3])];
  const { text, attachments } = writeEvent(['x', { a: bytes[0], b: [bytes[1]], c: null }], 3);
  expect(text).toBe(
    '52-3["x",{"a":{"_placeholder":true,"num":0},"b":[{"_placeholder":true,"num":1}],"c":null}]',
  );
  expect(attachments).toEqual(bytes);
  const read = readPacket(text);
  expect(read).toMatchObject({ type: '5', attachments: 2, id: 3 });
  expect(withAttachments(read.data, attachments)).toEqual(['x', { a: bytes[0], b: [bytes[1]], c: null }]);
});

const packets: [text: string, type: string, attachments: number, id: number | null, data: unknown][] = [
  ['0{"sid":"s"}', '0', 0, null, { sid: 's' }],
  ['4{"message":"no","data":{"code":"noEntry"}}', '4', 0, null, { message: 'no', data: { code: 'noEntry' } }],
  ['1', '1', 0, null, undefined],
  ['37[{"ok":true}]', '3', 0, 7, [{ ok: true }]],
  ['61-7[{"_placeholder":true,"num":0}]', '6', 1, 7, [{ _placeholder: true, num: 0 }]],
  ['2["frame",1,2,3,"a\\u2028b"]', '2', 0, null, ['frame', 1, 2, 3, 'a\u2028b']],
];
test.each(packets)('reads %s', (text, type, attachments, id, data) => {
  expect(readPacket(text)).toEqual({ type, attachments, id, data });
});

test.each(['', '9', 'x', '2[', '5-[]'])('does not read %j', (text) => {
  expect(() => readPacket(text)).toThrow(SyntaxError);
});
