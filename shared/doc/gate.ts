/**
 * The text gate: what a member's update has to pass before it becomes part of a text that others read. The record is
 * never touched, the sender's bytes are never passed on, and the worst an update can reach is one text that its sender
 * may edit anyway. Whether the member may edit the text, and whether the epoch fits, is asked before.
 */
import * as Y from 'yjs';
import { limits } from '#shared/limits.ts';
import { type Layout, layoutOf, sameLayout } from './layout.ts';
import { type TextRecord, loadText, nothing, serverClient, withOwners } from './record.ts';
import { scanUpdate } from './scan.ts';
import { applyWork, loadWork } from './work.ts';

export { type TextRecord, type TextStep, applyTextChange, compactText, emptyText } from './record.ts';

export type TextRefusal =
  | 'textMalformed'
  | 'textForeign'
  | 'textGap'
  | 'textTooLong'
  | 'textTooLarge'
  /**
   * It belongs to another epoch (said by the server), or replicas would not agree on what it makes of this record. Either
   * way the text has to be opened afresh; in the second case the server lays it down anew first ({@link compactText}).
   */
  | 'textStale';

export type TextVerdict =
  | {
      ok: true;
      /** The next record; the very same object if the update held nothing new (it was sent twice). */
      record: TextRecord;
      /** What readers and the log get, made by this server. */
      diff: Uint8Array;
      newOwners: [clientId: number, member: string][];
      /** The visible text now. */
      value: string;
    }
  /** `hostile`: no honest client of ours makes such bytes, not even with bad luck. */
  | { ok: false; code: TextRefusal; hostile: boolean };

/**
 * Judges an update and returns the next record, or why not.
 * @param update a Yjs V1 update, as it came from outside
 * @param member who sent it, from their connection
 * @param maxLength the longest visible text, in UTF-16 code units
 */
export function gateText(
  record: TextRecord,
  update: Uint8Array,
  member: string,
  maxLength: number,
): TextVerdict {
  const scan = scanUpdate(update);
  if (!scan.ok) return scan.code === 'tooLarge' ? refuse('textTooLarge') : hostile;

  const scratch = loadText(record.state);
  const newOwners: [number, string][] = [];
  for (const { client, from, to } of scan.brought) {
    const known = Y.getState(scratch.store, client);
    if (to <= known) continue;
    const owner = client === serverClient ? '' : record.owners.get(client);
    // not called hostile: the one refused may be the one whose clientID somebody else used first
    if (owner !== undefined && owner !== member) return refuse('textForeign');
    if (from > known) return refuse('textGap');
    if (owner === undefined) newOwners.push([client, member]);
  }

  if (applyWork(scratch, scan.structs) > limits.gateApplyWork) return refuse('textTooLarge');
  const diff = applyAndDiff(scratch, update);
  if (!diff) return hostile;
  if (scratch.store.pendingStructs || scratch.store.pendingDs) return refuse('textGap');
  const layout = layoutOf(scratch);
  if (!layout) return hostile;
  const { value } = layout;
  if (diff === nothing) return { ok: true, record, diff, newOwners: [], value };
  if (value.length > maxLength) return refuse('textTooLong');
  if (loadWork(scratch, limits.gateLoadWork) > limits.gateLoadWork) return refuse('textTooLarge');

  const state = agreedState(record.state, scratch, layout, update, diff);
  // not called hostile: a crafted update that was let in may show only in the next one, and that may be an honest one
  if (!state) return refuse('textStale');
  if (state.length > limits.textState) return refuse('textTooLarge');
  const owners = withOwners(record.owners, newOwners);
  return { ok: true, record: { ...record, rev: record.rev + 1, state, owners }, diff, newOwners, value };
}

const hostile: TextVerdict = { ok: false, code: 'textMalformed', hostile: true };

function refuse(code: TextRefusal): TextVerdict {
  return { ok: false, code, hostile: false };
}

/**
 * Applies an update to a scratch document and returns what it changed, as the document itself writes it: without text
 * that the same update deleted, and without what was known before. Null if Yjs choked on it.
 */
function applyAndDiff(scratch: Y.Doc, update: Uint8Array): Uint8Array | null {
  let diff = nothing;
  const keep = (written: Uint8Array): void => {
    diff = written;
  };
  scratch.on('update', keep);
  try {
    Y.applyUpdate(scratch, update);
  } catch {
    return null;
  } finally {
    scratch.off('update', keep);
  }
  return diff;
}

/**
 * The state after the update, if everyone would agree on it: whoever was present and applies the diff, and whoever
 * comes later and loads the state, must hold the same structure, tombstones included. Well-formed updates with crafted
 * origins otherwise make honest replicas differ for ever, without an error.
 */
function agreedState(
  before: Uint8Array,
  scratch: Y.Doc,
  layout: Layout,
  update: Uint8Array,
  diff: Uint8Array,
): Uint8Array | null {
  let present = scratch;
  if (!sameBytes(update, diff)) {
    // else the scratch copy did exactly what a reader who was present does
    present = loadText(before);
    Y.applyUpdate(present, diff);
    if (!sameLayout(layout, layoutOf(present))) return null;
  }
  const state = Y.encodeStateAsUpdate(present);
  return sameLayout(layout, layoutOf(loadText(state))) ? state : null;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
