/** Writes Yjs V1 updates that no Yjs would: the counterpart of scan.ts, for its tests. */
import * as encoding from 'lib0/encoding';

export type Id = readonly [client: number, clock: number];

export interface CraftedItem {
  origin?: Id;
  right?: Id;
  /** A root's name or the item that holds the nested type; `'b'` if neither origin nor parent is given. */
  parent?: string | Id;
  /** Makes it a map entry. */
  sub?: string;
  content: Content;
}

export type Content =
  | { string: string }
  | { deleted: number }
  /** Any other content: its type number and its bytes. */
  | { type: number; bytes: readonly number[] };

/** A struct that is no item, such as a GC or a Skip. */
export interface CraftedGap {
  info: 0 | 10;
  length: number;
}

export interface Section {
  client: number;
  clock: number;
  structs: readonly (CraftedItem | CraftedGap)[];
  /** A count that is not true. */
  claims?: number;
}

export interface DeleteRanges {
  client: number;
  ranges: readonly (readonly [clock: number, length: number])[];
}

export function craft(sections: readonly Section[], deletes: readonly DeleteRanges[] = []): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, clock, structs, claims } of sections) {
    encoding.writeVarUint(encoder, claims ?? structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const struct of structs) {
      if ('info' in struct) writeGap(encoder, struct);
      else writeItem(encoder, struct);
    }
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const { client, ranges } of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const id of ranges) writeId(encoder, id);
  }
  return encoding.toUint8Array(encoder);
}

function writeGap(encoder: encoding.Encoder, { info, length }: CraftedGap): void {
  encoding.writeUint8(encoder, info);
  encoding.writeVarUint(encoder, length);
}

function writeItem(
  encoder: encoding.Encoder,
  { origin, right, parent = 'b', sub, content }: CraftedItem,
): void {
  const type = 'string' in content ? 4 : 'deleted' in content ? 1 : content.type;
  encoding.writeUint8(
    encoder,
    type | (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (sub === undefined ? 0 : 0x20),
  );
  if (origin) writeId(encoder, origin);
  if (right) writeId(encoder, right);
  if (!origin && !right) {
    encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
    if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
    else writeId(encoder, parent);
    if (sub !== undefined) encoding.writeVarString(encoder, sub);
  }
  if ('string' in content) encoding.writeVarString(encoder, content.string);
  else if ('deleted' in content) encoding.writeVarUint(encoder, content.deleted);
  else for (const byte of content.bytes) encoding.writeUint8(encoder, byte);
}

function writeId(encoder: encoding.Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}
