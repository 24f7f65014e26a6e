import * as Y from 'yjs';
import { applyToDoc, newBoardDoc } from '#shared/doc/board.ts';
import { packBytes, toBase64 } from '#shared/doc/pack.ts';
import type { Op } from '#shared/board/types.ts';
import type { SyncReply, You } from '#shared/protocol.ts';
import type { Replica } from '../replica.ts';

export const you = { type: 'member', member: 'm_0000000000', device: 'd_0000000000' } as const satisfies You;

/** A board as a server has it: what is written to it comes as frames, and it answers whoever asks for a sync. */
export function board(epoch = 1) {
  const doc = newBoardDoc(epoch);
  let seq = 0;
  const name = (title: string): Op => ({
    op: 'set',
    table: 'meta',
    id: 'board',
    field: 'title',
    value: title,
  });
  const write = (op: Op): [epoch: number, from: number, to: number, update: string] => {
    const before = Y.encodeStateVector(doc);
    applyToDoc(doc, [op]);
    seq += 1;
    return [epoch, seq, seq, toBase64(Y.encodeStateAsUpdate(doc, before))];
  };
  const meta = { id: 'board', title: 'A', created: 1, notes: '', base: 1, ceiling: 3 } as const;
  write({ op: 'put', table: 'meta', id: 'board', row: meta });
  const reply = (replica: Replica): [SyncReply & { ok: true }, Uint8Array] => {
    const asked = replica.ask();
    const known = asked.epoch === epoch ? asked.stateVector : undefined;
    const updates = packBytes([known ? Y.encodeStateAsUpdate(doc, known) : Y.encodeStateAsUpdateV2(doc)]);
    return [
      {
        ok: true,
        epoch,
        seq,
        now: 0,
        you,
        mode: known ? 'delta' : 'full',
        updates,
        gzip: false,
        records: [],
        standing: null,
      },
      updates,
    ];
  };
  return { write, name, reply };
}
