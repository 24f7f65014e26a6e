/**
 * A disk as it is after the power failed. What was synced survives; of what was not, anything may: all, nothing, or
 * some 512-byte sectors in any order, with zeros where a file grew and its bytes did not come along.
 *
 * Syncing a file says nothing about its name: names are durable once their folder was synced. Those of one folder reach
 * the disk in the order in which they were given, as in every journaling file system (ext4, XFS, btrfs, APFS, NTFS):
 * some of the last may be missing, but no earlier one alone.
 */
import { constants } from 'node:fs';
import { dirname } from 'node:path';
import type { Dice } from '#shared/testing/dice.ts';
import type { DiskOperation } from './trace.ts';

const SECTOR = 512;

class Inode {
  now: Buffer = Buffer.alloc(0);
  synced: Buffer = this.now;
  /** Sectors that differ from the synced ones, by number. */
  readonly pending = new Set<number>();

  write(at: number, bytes: Buffer): void {
    const grown = Buffer.alloc(Math.max(this.now.length, at + bytes.length));
    this.now.copy(grown);
    bytes.copy(grown, at);
    this.now = grown;
    for (let i = Math.floor(at / SECTOR); i * SECTOR < at + bytes.length; i++) this.pending.add(i);
  }

  truncate(length: number): void {
    const cut = Buffer.alloc(length);
    this.now.copy(cut);
    for (let i = Math.floor(Math.min(length, this.now.length) / SECTOR); i * SECTOR < this.now.length; i++)
      this.pending.add(i);
    this.now = cut;
  }

  sync(): void {
    this.synced = this.now;
    this.pending.clear();
  }
}

type Node = Inode | 'folder';
type NameChange = { path: string; node: Node | null }[];

/** What survives of that which was not synced. */
export type Survival = { type: 'nothing' } | { type: 'everything' } | { type: 'some'; dice: Dice };

export class Disk {
  readonly #open = new Map<number, { path: string; node: Node }>();
  readonly #names: Map<string, Node>;
  readonly #synced: Map<string, Node>;
  /** Changes of names that are not durable yet, by folder. */
  readonly #pending = new Map<string, NameChange[]>();

  /** @param root the folder below which everything happens; it is there for good */
  constructor(root: string) {
    this.#names = new Map([[root, 'folder']]);
    this.#synced = new Map(this.#names);
  }

  do(operation: DiskOperation): void {
    switch (operation.type) {
      case 'open':
        return this.#opened(operation.fd, operation.path, operation.flags);
      case 'write':
        return this.#inode(operation.fd).write(operation.at, operation.bytes);
      case 'truncate':
        return this.#inode(operation.fd).truncate(operation.length);
      case 'sync':
        return this.#sync(operation.fd);
      case 'rename': {
        const node = this.#names.get(operation.from);
        // A file made before the shim looked, or by a call that it does not stand before: LevelDB's own diary.
        if (!node) return;
        return this.#rename([
          { path: operation.from, node: null },
          { path: operation.to, node },
        ]);
      }
      case 'unlink':
        return this.#rename([{ path: operation.path, node: null }]);
      case 'mkdir':
        return this.#rename([{ path: operation.path, node: 'folder' }]);
    }
  }

  /** @returns the files that are there when the power is back, by path */
  afterPowerLoss(survival: Survival): Map<string, Buffer> {
    const names = new Map(this.#synced);
    for (const changes of this.#pending.values()) {
      for (const change of changes.slice(0, howMany(changes.length, survival))) apply(names, change);
    }
    const files = new Map<string, Buffer>();
    for (const [path, node] of names) {
      if (node !== 'folder' && reachable(names, path)) files.set(path, surviving(node, survival));
    }
    return files;
  }

  #opened(fd: number, path: string, flags: number): void {
    const known = this.#names.get(path);
    if (!known && (flags & constants.O_CREAT) === 0)
      throw new Error(`${path} was opened before it was made.`);
    const node = known ?? new Inode();
    if (!known) this.#rename([{ path, node }]);
    if (node !== 'folder' && (flags & constants.O_TRUNC) !== 0) node.truncate(0);
    this.#open.set(fd, { path, node });
  }

  #inode(fd: number): Inode {
    const node = this.#open.get(fd)?.node;
    if (!node || node === 'folder') throw new Error(`File ${fd} was written before it was opened.`);
    return node;
  }

  #sync(fd: number): void {
    const opened = this.#open.get(fd);
    if (!opened) throw new Error(`File ${fd} was synced before it was opened.`);
    if (opened.node !== 'folder') return opened.node.sync();
    for (const change of this.#pending.get(opened.path) ?? []) apply(this.#synced, change);
    this.#pending.delete(opened.path);
  }

  #rename(change: NameChange): void {
    apply(this.#names, change);
    const folder = dirname(change[0]!.path);
    this.#pending.set(folder, [...(this.#pending.get(folder) ?? []), change]);
  }
}

function apply(names: Map<string, Node>, change: NameChange): void {
  for (const { path, node } of change) {
    if (node) names.set(path, node);
    else names.delete(path);
  }
}

function reachable(names: ReadonlyMap<string, Node>, path: string): boolean {
  const folder = dirname(path);
  return names.has(folder) && (!names.has(dirname(folder)) || reachable(names, folder));
}

/** How many of some changes that reach the disk in order did. */
function howMany(changes: number, survival: Survival): number {
  switch (survival.type) {
    case 'nothing':
      return 0;
    case 'everything':
      return changes;
    case 'some':
      return survival.dice.below(changes + 1);
  }
}

function surviving({ synced, now, pending }: Inode, survival: Survival): Buffer {
  switch (survival.type) {
    case 'nothing':
      return synced;
    case 'everything':
      return now;
    case 'some':
      return pending.size === 0 ? now : torn(synced, now, pending, survival.dice);
  }
}

function torn(synced: Buffer, now: Buffer, pending: ReadonlySet<number>, dice: Dice): Buffer {
  // The length is a piece of metadata of its own: the old one, the new one, or what the last sector written made it.
  const length = dice.one([synced.length, now.length, SECTOR * (1 + Math.max(...pending))]);
  const result = Buffer.alloc(Math.min(length, Math.max(synced.length, now.length)));
  synced.copy(result);
  for (const sector of pending) {
    if (dice.rarely(2)) now.copy(result, sector * SECTOR, sector * SECTOR, (sector + 1) * SECTOR);
  }
  return result;
}
