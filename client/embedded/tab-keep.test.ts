import { beforeEach, expect, test } from 'vitest';
import type { Change, Row } from '#client/sync/keep/port.ts';
import { storageKeep } from './tab-keep.ts';

const board = 'b_0000000000';
const put = (row: Omit<Row, 'board'>): Change =>
  ({ kind: row.kind, id: row.id, row: { board, ...row } }) as Change;
const typed = (value: string): Change => put({ kind: 'typed', id: 'add:need', tab: '', value });
const text = put({
  kind: 'text',
  id: 'c_1 one',
  tab: 'one',
  value: { text: 'c_1', update: Uint8Array.of(1, 255) } as never,
});

beforeEach(() => sessionStorage.clear());

test('words come back to the same visitor, bytes and all', async () => {
  await storageKeep(sessionStorage, 'ana').write(board, [typed('a ladder'), text]);
  expect(await storageKeep(sessionStorage, 'ana').load(board)).toEqual([typed('a ladder').row, text.row]);
  await storageKeep(sessionStorage, 'ana').write(board, [{ kind: 'typed', id: 'add:need', row: null }]);
  expect(await storageKeep(sessionStorage, 'ana').load(board)).toEqual([text.row]);
});

test('the next visitor in the tab finds nothing, and leaves nothing of the one before', async () => {
  await storageKeep(sessionStorage, 'ana').write(board, [typed('a ladder')]);
  expect(await storageKeep(sessionStorage, 'ana" ').load(board)).toEqual([]);
  expect(sessionStorage.length).toBe(0);
});

test('what says who one is, and the board, are kept nowhere', async () => {
  await storageKeep(sessionStorage, 'ana').write(board, [
    put({ kind: 'device', id: 'device', tab: '', value: 'secret' }),
    put({ kind: 'copy', id: 'copy', tab: '', value: {} as never }),
  ]);
  expect(sessionStorage.length).toBe(0);
});

test('a frame takes over what one before it left, and nothing of one that lives', async () => {
  const keep = storageKeep(sessionStorage, 'ana');
  await keep.write(board, [text, put({ kind: 'lease', id: 'one', tab: '', value: 5_000 })]);
  expect(await keep.adopt(board, 'two', 1_000)).toEqual([]);
  expect(await keep.adopt(board, 'two', 9_000)).toMatchObject([{ id: 'c_1 one', tab: 'two' }]);
  expect(await keep.adopt(board, 'three', 9_000)).toMatchObject([{ tab: 'three' }]);
});
