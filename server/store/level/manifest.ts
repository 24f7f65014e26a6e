/**
 * What LevelDB does not see to when the power fails, by its MANIFEST: the list of its files, kept as a log of edits.
 *
 * LevelDB writes an edit, then syncs the names of the new files, then the edit. If the power fails in between, the edit
 * can be there in part, or without the files it names. LevelDB then refuses the folder, though nothing is missing: what
 * an edit makes superfluous is removed only after the edit was synced, so without it everything is as it was before. The
 * same goes for the very first list of a new folder, which LevelDB does not sync at all.
 *
 * What LevelDB does not look for, on the other hand, is the journal that an edit names. Without it acknowledged writes
 * would be missing in silence; so a list whose journal is gone is never opened.
 *
 * Format (leveldb 1.20, doc/log_format.md, db/version_edit.cc): blocks of 32 kB with records of checksum (4 bytes), length
 * (2, little endian), type (1: whole, 2: first part, 3: middle, 4: last) and bytes. An edit begins with tag 2 and the
 * number of the oldest journal still needed, as a varint; the first of a file may have tag 1 and a name before that.
 */
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readVaruint } from '../codec.ts';

const BLOCK = 32 * 1024;
const HEADER = 7;
const WHOLE = 1;
const LAST = 4;
const COMPARATOR = 1;
const LOG_NUMBER = 2;

/** A state of a folder in which nothing acknowledged is missing, as far as its names tell. */
export interface Way {
  /** Brings the folder there. */
  prepare(): Promise<void>;
  /** Puts back what was changed. */
  undo(): Promise<void>;
}

interface Edit {
  end: number;
  /** The number of the oldest journal that is needed after this edit; 0: none; null if it does not say. */
  log: number | null;
}

const asItIs: Way = { prepare: async () => {}, undo: async () => {} };

/** @returns how LevelDB may be tried on a folder, most likely first; none: something is missing */
export async function waysToOpen(folder: string): Promise<Way[]> {
  const { current, manifest, names } = await steadyView(folder);
  const isNew = await holdsNothing(folder, names);
  // LevelDB would begin afresh, and remove what it does not know.
  if (current === null) return isNew ? [asItIs] : [];

  const path = join(folder, current.trim());
  const edits = manifest ? editsOf(manifest) : [];
  const ways: Way[] = [];
  const cutTo = ({ end }: Edit): void => {
    if (!manifest || end === manifest.length) return;
    ways.push({
      prepare: () => writeFile(path, manifest.subarray(0, end)),
      undo: () => writeFile(path, manifest),
    });
  };
  const [before, last] = [edits.at(-2), edits.at(-1)];
  if (last && hasJournal(last, names)) {
    ways.push(asItIs);
    cutTo(last);
  }
  if (before && hasJournal(before, names)) cutTo(before);
  if (isNew) {
    const pointer = join(folder, 'CURRENT');
    ways.push({ prepare: () => rm(pointer), undo: () => writeFile(pointer, current) });
  }
  return ways;
}

interface View {
  /** The contents of CURRENT, which names the list in use; null: there is none. */
  current: string | null;
  manifest: Buffer | null;
  names: string[];
}

/** What is there at one moment, even if another server is writing it, which is found out only later. */
async function steadyView(folder: string): Promise<View> {
  for (let before = await readList(folder); ;) {
    const names = await readdir(folder);
    const after = await readList(folder);
    const same =
      before.current === after.current &&
      (before.manifest ?? Buffer.alloc(0)).equals(after.manifest ?? Buffer.alloc(0));
    if (same) return { ...after, names };
    before = after;
  }
}

async function readList(folder: string): Promise<Omit<View, 'names'>> {
  const current = await readFile(join(folder, 'CURRENT'), 'utf8').catch(nullIfMissing);
  const manifest = current?.trim() ? await readFile(join(folder, current.trim())).catch(nullIfMissing) : null;
  return { current, manifest };
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** No table, and nothing in a journal: nothing was ever acknowledged here. */
async function holdsNothing(folder: string, names: readonly string[]): Promise<boolean> {
  if (names.some((name) => /\.(ldb|sst)$/.test(name))) return false;
  const journals = names.filter((name) => name.endsWith('.log'));
  const sizes = await Promise.all(journals.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.every((size) => size === 0);
}

function hasJournal({ log }: Edit, names: readonly string[]): boolean {
  return log === 0 || (log !== null && names.includes(`${String(log).padStart(6, '0')}.log`));
}

/** The edits that are there from end to end, whatever is in them. */
function editsOf(bytes: Buffer): Edit[] {
  const edits: Edit[] = [];
  let parts: Buffer[] = [];
  for (let offset = 0; offset + HEADER <= bytes.length;) {
    const left = BLOCK - (offset % BLOCK);
    const length = left < HEADER ? 0 : bytes.readUInt16LE(offset + 4);
    const type = left < HEADER ? 0 : bytes[offset + 6];
    if (length === 0 && type === 0) {
      // The rest of a block that no header fits in, or that was never written.
      offset += left;
      continue;
    }
    const end = offset + HEADER + length;
    if (end > bytes.length) break;
    parts.push(bytes.subarray(offset + HEADER, end));
    if (type === WHOLE || type === LAST) {
      edits.push({ end, log: logOf(Buffer.concat(parts)) });
      parts = [];
    }
    offset = end;
  }
  return edits;
}

function logOf(edit: Buffer): number | null {
  const at = edit[0] === COMPARATOR ? 2 + (readVaruint(edit, 1) ?? 0) : 0;
  return edit[at] === LOG_NUMBER ? readVaruint(edit, at + 1) : null;
}
