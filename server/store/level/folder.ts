/**
 * The names of the files in a folder, and when they are durable. A synced file whose name is not is lost with the power
 * all the same. LevelDB syncs its folder when it lists a new table, but not when it begins a new journal or points to a
 * new list; what it then writes and syncs would hang in the air until the next table.
 */
import { fstatSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Two changes within one tick of the file system's clock show as one, so a change as young as this counts as new, ms. */
const CLOCK_TICK = 50;

export class Folder {
  readonly #handle: FileHandle;
  /** When names last changed that are durable, ns since 1970. */
  #durable = -1n;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @returns null on Windows, which cannot open a folder as a file; NTFS journals its names */
  static async open(path: string): Promise<Folder | null> {
    return process.platform === 'win32' ? null : new Folder(await open(path, 'r'));
  }

  /** Resolves when every name in the folder is durable. Costs a sync only after names have changed. */
  async settle(): Promise<void> {
    // Asked at once, with each commit: the way to another thread and back costs ten times what the answer does.
    const { mtimeNs } = fstatSync(this.#handle.fd, { bigint: true });
    const young = Math.abs(Date.now() - Number(mtimeNs / 1_000_000n)) < CLOCK_TICK;
    if (mtimeNs === this.#durable && !young) return;
    await this.#handle.sync();
    this.#durable = mtimeNs;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Makes new folders durable, from `path` up to `top`: a power cut may otherwise forget the folder itself. */
export async function settleFolders(path: string, top: string): Promise<void> {
  for (let each = path; ; each = dirname(each)) {
    const folder = await Folder.open(each);
    await folder?.settle().finally(() => folder.close());
    if (each === top || each === dirname(each)) return;
  }
}
