/** What every engine of the log port promises, as one vitest suite. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PrivateRecord, RecordChange } from '#shared/board/types.ts';
import { entries, entry, noteRecord, snapshotAt } from './fixtures.ts';
import type { LogStore, Snapshot } from './port.ts';

export interface Harness {
  /** Opened. */
  store: LogStore;
  /** Another node on the same log, opened; null for an engine that only one process can use. */
  second: LogStore | null;
  /** Makes the next append of `store` end in doubt: the log has it, or has it not. */
  doubtNext(outcome: 'written' | 'lost'): void;
  /** Closes and removes everything. */
  dispose(): Promise<void>;
}

const putRecord = (record: PrivateRecord): RecordChange => ({ id: record.id, record });
const newBoard = (): string => `b_${randomBytes(11).toString('hex')}`;

export function storeContract(name: string, make: () => Promise<Harness>): void {
  describe(`${name} keeps the contract of the log`, () => {
    let harness: Harness;
    let store: LogStore;
    let board: string;

    beforeEach(async () => {
      harness = await make();
      store = harness.store;
      board = newBoard();
    });
    afterEach(() => harness.dispose());

    const seqs = async (after: number): Promise<number[]> => {
      const read = await store.read(board, after);
      if (read.type !== 'entries') throw new Error('The log was trimmed there.');
      return read.entries.map((each) => each.seq);
    };

    describe('appending and reading', () => {
      test('a board that does not exist has no entries, no snapshot and no records', async () => {
        expect(await store.exists(board)).toBe(false);
        expect(await store.read(board, 0)).toEqual({ type: 'entries', entries: [] });
        expect(await store.snapshot(board)).toBeNull();
        expect(await store.records(board)).toEqual([]);
        expect(await store.records(board, ['note:h_1'])).toEqual([]);
      });

      test('entries come back as they went in, in order, from any position', async () => {
        expect(await store.append(board, 0, entries(0, 3), [])).toEqual({ type: 'ok', seq: 3 });
        expect(await store.append(board, 3, entries(3, 9), [])).toEqual({ type: 'ok', seq: 12 });
        expect(await store.exists(board)).toBe(true);
        expect(await store.read(board, 0)).toEqual({ type: 'entries', entries: entries(0, 12) });
        expect(await seqs(9)).toEqual([10, 11, 12]);
        expect(await seqs(12)).toEqual([]);
        expect(await seqs(99)).toEqual([]);
      });

      test('what comes out shares nothing with what went in', async () => {
        const diff = new Uint8Array([1, 2, 3]);
        const mine = entry(1, { texts: [{ text: 'c_1', epoch: 1, rev: 1, diff }], records: ['note:h_1'] });
        await store.append(board, 0, [mine], []);
        diff[0] = 99;
        mine.records.push('more');
        const first = await store.read(board, 0);
        expect(first).toEqual({
          type: 'entries',
          entries: [
            entry(1, {
              texts: [{ text: 'c_1', epoch: 1, rev: 1, diff: new Uint8Array([1, 2, 3]) }],
              records: ['note:h_1'],
            }),
          ],
        });
      });

      test.each([
        ['ahead of the log', 5, 2],
        ['behind the log', 1, 2],
        ['a board that exists, begun again', 0, 2],
      ])('%s is a conflict, and nothing is written', async (_, after, end) => {
        await store.append(board, 0, entries(0, end), []);
        const result = await store.append(board, after, entries(after, 1, { id: 'q_late', at: 9_000 }), [
          putRecord(noteRecord('h_1', 'never')),
        ]);
        expect(result).toEqual({ type: 'conflict', entries: entries(0, end).slice(after) });
        expect(await store.read(board, 0)).toEqual({ type: 'entries', entries: entries(0, end) });
        expect(await store.records(board)).toEqual([]);
      });

      test('a board that does not exist cannot be continued', async () => {
        expect(await store.append(board, 4, entries(4, 1), [])).toEqual({ type: 'conflict', entries: [] });
        expect(await store.exists(board)).toBe(false);
      });

      test.each([
        ['no entries', []],
        ['a hole', [entry(1), entry(3)]],
        ['another beginning', [entry(2)]],
        ['time that goes back', [entry(1), entry(2, { at: 5 })]],
      ])('%s is a bug of the caller and throws', async (_, wrong) => {
        await expect(store.append(board, 0, wrong, [])).rejects.toThrow(RangeError);
        expect(await store.exists(board)).toBe(false);
      });

      test('time does not go back between appends either', async () => {
        await store.append(board, 0, [entry(1)], []);
        await expect(store.append(board, 1, [entry(2, { at: 5 })], [])).rejects.toThrow(RangeError);
        expect(await seqs(0)).toEqual([1]);
      });

      test('of 50 appends at one position exactly one wins, and the others learn what won', async () => {
        await store.append(board, 0, entries(0, 2), []);
        const nodes = harness.second ? [store, harness.second] : [store];
        const results = await Promise.all(
          Array.from({ length: 50 }, (_, i) =>
            nodes[i % nodes.length]!.append(board, 2, [entry(3, { id: `q_racer${i}` })], []),
          ),
        );
        const winners = results.flatMap((result, i) => (result.type === 'ok' ? [i] : []));
        expect(winners).toHaveLength(1);
        const won = [entry(3, { id: `q_racer${winners[0]}` })];
        for (const result of results) {
          if (result.type !== 'ok') expect(result).toEqual({ type: 'conflict', entries: won });
        }
        expect(await store.read(board, 2)).toEqual({ type: 'entries', entries: won });
      });

      test('many boards at once keep to themselves', async () => {
        const boards = Array.from({ length: 40 }, newBoard);
        await Promise.all(
          boards.map(async (each, i) => {
            for (let after = 0; after < 5; after++) {
              const result = await store.append(each, after, [entry(after + 1, { by: `m_${i}` })], []);
              expect(result).toEqual({ type: 'ok', seq: after + 1 });
            }
          }),
        );
        for (const [i, each] of boards.entries()) {
          expect(await store.read(each, 0)).toEqual({
            type: 'entries',
            entries: entries(0, 5, { by: `m_${i}` }),
          });
        }
      });

      test('a board whose id begins like another one is another one', async () => {
        await store.append('b_x', 0, entries(0, 1), [putRecord(noteRecord('h_1', 'mine'))]);
        await store.append('b_x0', 0, entries(0, 2), []);
        await store.append('__proto__', 0, entries(0, 3), []);
        expect(await store.read('b_x', 0)).toEqual({ type: 'entries', entries: entries(0, 1) });
        expect(await store.records('b_x0')).toEqual([]);
        expect(await store.erase('b_x', 1)).toEqual({ type: 'erased' });
        expect(await store.read('b_x0', 0)).toEqual({ type: 'entries', entries: entries(0, 2) });
        expect(await store.read('__proto__', 0)).toEqual({ type: 'entries', entries: entries(0, 3) });
        expect(await store.exists('constructor')).toBe(false);
      });
    });

    describe('what an entry can hold', () => {
      test('every byte, every kind of text, and large ones', async () => {
        const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
        const words = 'Brötchen für Zoë 🥕 · שלום · \u0000 \u2028 \ud800 "quotes" \\ </script>';
        const full = entry(1, {
          id: 'sys:need.due:c_1:5',
          by: '',
          epoch: 2,
          ops: [
            { op: 'set', table: 'cards', id: 'c_1', field: 'title', value: words },
            { op: 'set', table: 'cards', id: 'c_1', field: 'area', value: null },
            { op: 'splice', table: 'cards', id: 'c_1', index: 0, remove: 0, insert: words },
            { op: 'drop', table: 'comments', id: 'k_1' },
          ],
          texts: [
            { text: 'c_1', epoch: 1, rev: 7, diff: bytes, owners: [[4_294_967_295, 'm_ana']] },
            { text: 'notes', epoch: 2, rev: 1, diff: new Uint8Array(), reset: true },
            { text: 'c_2', epoch: 1, rev: 3, diff: new Uint8Array([0]), dropped: true },
          ],
          records: ['note:h_1'],
        });
        const large = entry(2, { texts: [{ text: 'c_1', epoch: 1, rev: 8, diff: randomBytes(3_000_000) }] });
        await store.append(board, 0, [full, large], [putRecord(noteRecord('h_1', words))]);
        const read = await store.read(board, 0);
        if (read.type !== 'entries') throw new Error('The log was trimmed there.');
        expect(read.entries[0]).toEqual(full);
        expect(Buffer.compare(read.entries[1]!.texts[0]!.diff, large.texts[0]!.diff)).toBe(0);
        expect(await store.records(board)).toEqual([noteRecord('h_1', words)]);
      });

      test('ids and fields named like parts of JavaScript are plain data', async () => {
        const value: unknown = JSON.parse('{"__proto__": {"role": "facilitator"}, "constructor": 1}');
        const odd = entry(1, {
          ops: [{ op: 'set', table: 'cards', id: '__proto__', field: 'constructor', value }],
          records: ['__proto__'],
        });
        const record: PrivateRecord = { ...noteRecord('h_1', 'x'), id: '__proto__' };
        await store.append(board, 0, [odd], [{ id: '__proto__', record }]);
        const read = await store.read(board, 0);
        if (read.type !== 'entries') throw new Error('The log was trimmed there.');
        expect(JSON.stringify(read.entries)).toBe(JSON.stringify([odd]));
        const op = read.entries[0]!.ops[0]!;
        expect((op as { value: { role?: string } }).value.role).toBeUndefined();
        expect(await store.records(board, ['__proto__'])).toEqual([record]);
        expect(await store.records(board, ['toString'])).toEqual([]);
      });
    });

    describe('private records', () => {
      test('change with the entries they belong to: put, replaced, forgotten', async () => {
        await store.append(board, 0, entries(0, 1), [
          putRecord(noteRecord('h_1', 'first')),
          putRecord(noteRecord('h_2', 'second')),
        ]);
        expect(await store.records(board)).toEqual([noteRecord('h_1', 'first'), noteRecord('h_2', 'second')]);
        await store.append(board, 1, entries(1, 1), [
          putRecord(noteRecord('h_1', 'changed')),
          { id: 'note:h_2', record: null },
          { id: 'note:h_9', record: null },
        ]);
        expect(await store.records(board)).toEqual([noteRecord('h_1', 'changed')]);
      });

      test('can be asked for by id, once each, in the order asked for', async () => {
        await store.append(
          board,
          0,
          entries(0, 1),
          ['h_1', 'h_2', 'h_3'].map((help) => putRecord(noteRecord(help, help))),
        );
        const asked = await store.records(board, ['note:h_3', 'note:h_9', 'note:h_1', 'note:h_3']);
        expect(asked).toEqual([noteRecord('h_3', 'h_3'), noteRecord('h_1', 'h_1')]);
        expect(await store.records(board, [])).toEqual([]);
      });

      test('stay when the log is trimmed', async () => {
        await store.append(board, 0, entries(0, 3), [putRecord(noteRecord('h_1', 'kept'))]);
        await store.saveSnapshot(board, snapshotAt(3));
        expect(await store.records(board)).toEqual([noteRecord('h_1', 'kept')]);
      });
    });

    describe('snapshots', () => {
      const full = (seq: number): Snapshot =>
        snapshotAt(seq, {
          epoch: 3,
          doc: Uint8Array.from({ length: 1_000 }, (_, i) => i % 256),
          texts: [
            { text: 'c_1', epoch: 1, rev: 4, state: new Uint8Array([0, 0]), owners: [[7, 'm_ana']] },
            { text: 'notes', epoch: 2, rev: 0, state: new Uint8Array(), owners: [] },
          ],
          applied: [{ id: 'q_1', by: 'm_ana', seq: 1, at: 1_001 }],
        });

      test('come back whole, trim the log, and stand for what was trimmed', async () => {
        await store.append(board, 0, entries(0, 10), []);
        await store.saveSnapshot(board, full(6));
        expect(await store.snapshot(board)).toEqual(full(6));
        expect(await seqs(6)).toEqual([7, 8, 9, 10]);
        expect(await seqs(8)).toEqual([9, 10]);
        expect(await store.read(board, 5)).toEqual({ type: 'gone', snapshot: full(6) });
        expect(await store.read(board, 0)).toEqual({ type: 'gone', snapshot: full(6) });
      });

      test('an older one is ignored, a newer one replaces it', async () => {
        await store.append(board, 0, entries(0, 10), []);
        await store.saveSnapshot(board, full(6));
        await store.saveSnapshot(board, snapshotAt(4));
        expect(await store.snapshot(board)).toEqual(full(6));
        expect(await seqs(6)).toEqual([7, 8, 9, 10]);
        await store.saveSnapshot(board, full(10));
        expect(await store.snapshot(board)).toEqual(full(10));
        expect(await seqs(10)).toEqual([]);
      });

      test('the log goes on after a snapshot of all of it, and a late appender is told to read', async () => {
        await store.append(board, 0, entries(0, 3), []);
        await store.saveSnapshot(board, full(3));
        expect(await store.append(board, 3, entries(3, 1), [])).toEqual({ type: 'ok', seq: 4 });
        expect(await seqs(3)).toEqual([4]);
        expect(await store.append(board, 1, entries(1, 1), [])).toEqual({ type: 'conflict', entries: [] });
        expect(await store.append(board, 0, entries(0, 1), [])).toEqual({ type: 'conflict', entries: [] });
      });

      test('one of a position that the log never reached is a bug of the caller', async () => {
        await store.append(board, 0, entries(0, 3), []);
        await expect(store.saveSnapshot(board, snapshotAt(4))).rejects.toThrow(RangeError);
        await expect(store.saveSnapshot(board, snapshotAt(0))).rejects.toThrow(RangeError);
        for (const seq of [0, 1]) {
          const nowhere = newBoard();
          await expect(store.saveSnapshot(nowhere, snapshotAt(seq))).rejects.toThrow(RangeError);
          expect(await store.exists(nowhere)).toBe(false);
        }
        expect(await store.snapshot(board)).toBeNull();
        expect(await seqs(0)).toEqual([1, 2, 3]);
      });

      test('taken while others append lose nothing', async () => {
        let end = 0;
        for (let round = 0; round < 10; round++) {
          const [appended] = await Promise.all([
            store.append(board, end, entries(end, 5), []),
            end > 0 ? store.saveSnapshot(board, snapshotAt(end - 2)) : undefined,
          ]);
          expect(appended.type).toBe('ok');
          end += 5;
        }
        const kept = await store.snapshot(board);
        expect(kept?.seq).toBe(43);
        expect(await seqs(43)).toEqual([44, 45, 46, 47, 48, 49, 50]);
      });
    });

    describe('an append in doubt', () => {
      test('that was written is there when one reads, and cannot be written twice', async () => {
        await store.append(board, 0, entries(0, 1), []);
        harness.doubtNext('written');
        const result = await store.append(board, 1, entries(1, 1), [putRecord(noteRecord('h_1', 'there'))]);
        expect(result.type).toBe('unknown');
        expect(await seqs(1)).toEqual([2]);
        expect(await store.records(board)).toEqual([noteRecord('h_1', 'there')]);
        expect(await store.append(board, 1, entries(1, 1), [])).toEqual({
          type: 'conflict',
          entries: entries(1, 1),
        });
        expect(await store.append(board, 2, entries(2, 1), [])).toEqual({ type: 'ok', seq: 3 });
      });

      test('that was lost left nothing, and can be tried again at the same place', async () => {
        await store.append(board, 0, entries(0, 1), []);
        harness.doubtNext('lost');
        const result = await store.append(board, 1, entries(1, 1), [putRecord(noteRecord('h_1', 'never'))]);
        expect(result.type).toBe('unknown');
        expect(await seqs(1)).toEqual([]);
        expect(await store.records(board)).toEqual([]);
        expect(await store.append(board, 1, entries(1, 1), [])).toEqual({ type: 'ok', seq: 2 });
      });

      test('is compared with what is really there even if nobody read in between', async () => {
        harness.doubtNext('written');
        await store.append(board, 0, entries(0, 2), []);
        expect(await store.append(board, 0, entries(0, 1), [])).toEqual({
          type: 'conflict',
          entries: entries(0, 2),
        });
      });
    });

    describe('forgetting', () => {
      test('an erased board is gone, the others stay, and nothing is written under its id again', async () => {
        const other = newBoard();
        await store.append(board, 0, entries(0, 20), [putRecord(noteRecord('h_1', 'gone'))]);
        await store.saveSnapshot(board, snapshotAt(10));
        await store.append(other, 0, entries(0, 2), [putRecord(noteRecord('h_1', 'stays'))]);
        expect(await store.erase(board, 20)).toEqual({ type: 'erased' });
        for (const node of [store, harness.second ?? store]) {
          expect(await node.exists(board)).toBe(false);
          for (const after of [0, 10, 20, 99]) {
            expect(await node.read(board, after)).toEqual({ type: 'erased' });
            const late = await node.append(board, after, entries(after, 1), [
              putRecord(noteRecord('h_1', 'late')),
            ]);
            expect(late).toEqual({ type: 'erased' });
            expect(await node.erase(board, after)).toEqual({ type: 'erased' });
          }
          await node.saveSnapshot(board, snapshotAt(20));
          expect(await node.snapshot(board)).toBeNull();
          expect(await node.records(board)).toEqual([]);
        }
        expect(await store.read(other, 0)).toEqual({ type: 'entries', entries: entries(0, 2) });
        expect(await store.records(other)).toEqual([noteRecord('h_1', 'stays')]);
      });

      test('a board that grew meanwhile is not erased', async () => {
        await store.append(board, 0, entries(0, 3), []);
        expect(await store.erase(board, 2)).toEqual({ type: 'conflict', entries: entries(2, 1) });
        expect(await store.erase(board, 4)).toEqual({ type: 'conflict', entries: [] });
        expect(await store.exists(board)).toBe(true);
        expect(await store.append(board, 3, entries(3, 1), [])).toEqual({ type: 'ok', seq: 4 });
        expect(await store.erase(board, 'anywhere')).toEqual({ type: 'erased' });
        expect(await store.exists(board)).toBe(false);
      });

      test('an id under which no board ever was can be closed as well', async () => {
        expect(await store.erase(board, 0)).toEqual({ type: 'erased' });
        expect(await store.append(board, 0, entries(0, 1), [])).toEqual({ type: 'erased' });
        expect(await store.exists(board)).toBe(false);
      });

      test('a board whose new epoch waits for a snapshot is named until it has one', async () => {
        const named = async (): Promise<boolean> => (await store.unpurged()).includes(board);
        await store.append(board, 0, [entry(1, { epoch: 1 }), entry(2)], []);
        expect(await named()).toBe(false);
        await store.append(board, 2, [entry(3, { epoch: 2 })], []);
        await store.saveSnapshot(board, snapshotAt(2));
        expect(await named()).toBe(true);
        await store.saveSnapshot(board, snapshotAt(3, { epoch: 2 }));
        expect(await named()).toBe(false);
        await store.append(board, 3, [entry(4, { epoch: 3 })], []);
        expect(await named()).toBe(true);
        await store.erase(board, 4);
        await expect.poll(named).toBe(false);
      });
    });

    describe('codes', () => {
      const later = (): number => store.now() + 60_000;
      let code: string;
      beforeEach(() => {
        code = randomBytes(16).toString('base64url');
      });

      test('one leads to a board, on every node, and to no other, until it is released', async () => {
        const other = newBoard();
        const node = harness.second ?? store;
        expect(await store.findCode(code)).toBeNull();
        expect(await store.claimCode(code, board, later())).toBe(true);
        expect(await node.findCode(code)).toBe(board);
        expect(await node.claimCode(code, other, later())).toBe(false);
        expect(await node.claimCode(code, board, later())).toBe(false);
        await node.releaseCode(code, other);
        expect(await store.findCode(code)).toBe(board);
        await node.releaseCode(code, board);
        await node.releaseCode(code, board);
        expect(await store.findCode(code)).toBeNull();
        expect(await store.claimCode(code, other, later())).toBe(true);
        expect(await node.findCode(code)).toBe(other);
        await store.releaseCode(code, other);
      });

      test('of 20 that claim one at the same time, one has it', async () => {
        const nodes = [store, harness.second ?? store];
        const boards = Array.from({ length: 20 }, newBoard);
        const claims = await Promise.all(
          boards.map((each, i) => nodes[i % 2]!.claimCode(code, each, later())),
        );
        expect(claims.filter((claimed) => claimed)).toHaveLength(1);
        expect(await store.findCode(code)).toBe(boards[claims.indexOf(true)]);
        await store.releaseCode(code, boards[claims.indexOf(true)]!);
      });

      test('it leads nowhere when its time is over, and can be claimed again', async () => {
        expect(await store.claimCode(code, board, store.now() + 80)).toBe(true);
        await expect.poll(() => store.findCode(code), { interval: 20 }).toBeNull();
        const other = newBoard();
        expect(await store.claimCode(code, other, later())).toBe(true);
        expect(await store.findCode(code)).toBe(other);
        await store.releaseCode(code, other);
      });

      test('with the board go all that led to it, and none leads to it again', async () => {
        const [other, second] = [newBoard(), randomBytes(16).toString('base64url')];
        const third = randomBytes(16).toString('base64url');
        await store.append(board, 0, entries(0, 2), []);
        await store.claimCode(code, board, later());
        await (harness.second ?? store).claimCode(second, board, later());
        await store.claimCode(third, other, later());
        expect(await store.erase(board, 1)).toMatchObject({ type: 'conflict' });
        expect(await store.findCode(code)).toBe(board);
        expect(await store.erase(board, 2)).toEqual({ type: 'erased' });
        for (const gone of [code, second]) expect(await store.findCode(gone)).toBeNull();
        expect(await store.findCode(third)).toBe(other);
        for (const node of [store, harness.second ?? store])
          expect(await node.claimCode(code, board, later())).toBe(false);
        expect(await store.findCode(code)).toBeNull();
        await store.releaseCode(third, other);
      });

      test.each(['', 'a/b', 'a:b', '{x}', 'x'.repeat(65)])('%j is the hash of none', async (odd) => {
        await expect((async () => store.findCode(odd))()).rejects.toThrow(RangeError);
      });
    });

    describe('several nodes', () => {
      test('hear of what another one appended, and of nothing of their own, until they stop listening', async () => {
        const heard: string[] = [];
        const stop = store.subscribe(board, () => heard.push('store'));
        await store.append(board, 0, entries(0, 1), []);
        if (harness.second) {
          const second = harness.second;
          const told = new Promise<void>((resolve) => {
            const off = store.subscribe(board, () => {
              off();
              resolve();
            });
          });
          expect(await second.append(newBoard(), 0, entries(0, 1), [])).toEqual({ type: 'ok', seq: 1 });
          expect(await second.append(board, 1, entries(1, 1), [])).toEqual({
            type: 'ok',
            seq: 2,
            shared: true,
          });
          await told;
          expect(heard).toEqual(['store']);
          expect(await seqs(1)).toEqual([2]);
          expect(await store.append(board, 1, entries(1, 1), [])).toEqual({
            type: 'conflict',
            entries: entries(1, 1),
          });
        }
        stop();
        stop();
        const before = heard.length;
        const writer = harness.second ?? store;
        const end = harness.second ? 2 : 1;
        expect(await writer.append(board, end, entries(end, 1), [])).toMatchObject({
          type: 'ok',
          seq: end + 1,
        });
        await store.read(board, 0);
        expect(heard).toHaveLength(before);
      });
    });

    describe('the engine itself', () => {
      test('can write, and its clock does not go back', async () => {
        await store.check();
        const first = store.now();
        expect(Math.abs(first - Date.now())).toBeLessThan(60_000);
        expect(store.now()).toBeGreaterThanOrEqual(first);
      });

      test('closing twice is closing once; afterwards every call says that it is closed', async () => {
        const appending = store.append(board, 0, entries(0, 1), []);
        await Promise.all([store.close(), store.close()]);
        await store.close();
        expect(await appending).toEqual({ type: 'ok', seq: 1 });
        for (const call of [
          () => store.append(board, 1, entries(1, 1), []),
          () => store.read(board, 0),
          () => store.snapshot(board),
          () => store.saveSnapshot(board, snapshotAt(1)),
          () => store.records(board),
          () => store.erase(board, 1),
          () => store.unpurged(),
          () => store.purge(),
          () => store.exists(board),
          () => store.claimCode('code', board, 1),
          () => store.findCode('code'),
          () => store.releaseCode('code', board),
          () => store.check(),
        ]) {
          await expect(call()).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
        }
      });
    });
  });
}
