/**
 * The ids of applied commands as bytes. A busy board remembers tens of thousands of them; as JSON they would be most of
 * its snapshot. What repeats is told once or as a difference:
 *
 *     applied := n member{n}  m (by seq at id){m}
 *
 * with members and ids as strings, `by` as an index of a member, and `seq` and `at` as what they differ from those before.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { AppliedId } from './port.ts';

export function packApplied(applied: readonly AppliedId[]): Uint8Array {
  const into = encoding.createEncoder();
  const members = new Map<string, number>();
  for (const { by } of applied) if (!members.has(by)) members.set(by, members.size);
  encoding.writeVarUint(into, members.size);
  for (const member of members.keys()) encoding.writeVarString(into, member);
  encoding.writeVarUint(into, applied.length);
  let before = { seq: 0, at: 0 };
  for (const each of applied) {
    encoding.writeVarUint(into, members.get(each.by)!);
    encoding.writeVarInt(into, each.seq - before.seq);
    encoding.writeVarInt(into, each.at - before.at);
    encoding.writeVarString(into, each.id);
    before = each;
  }
  return encoding.toUint8Array(into);
}

/** @throws if these are not the bytes of {@link packApplied} */
export function unpackApplied(bytes: Uint8Array): AppliedId[] {
  const from = decoding.createDecoder(bytes);
  const listed = <T>(read: () => T): T[] => Array.from({ length: decoding.readVarUint(from) }, read);
  const members = listed(() => decoding.readVarString(from));
  let [seq, at] = [0, 0];
  return listed(() => {
    const by = members[decoding.readVarUint(from)]!;
    seq += decoding.readVarInt(from);
    at += decoding.readVarInt(from);
    return { id: decoding.readVarString(from), by, seq, at };
  });
}
