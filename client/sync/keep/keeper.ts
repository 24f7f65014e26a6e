/**
 * Keeps rows through a port that may be missing, blocked, full or broken: what could not be written stays here and is
 * tried again, the session is told, and live work goes on. Nothing in here throws or rejects.
 */
import type { Keeping } from '#client/session/port.ts';
import { limits } from '#shared/limits.ts';
import type { Surroundings } from '../surroundings.ts';
import {
  adoptEvery,
  type Change,
  type Kind,
  type Kinds,
  type KeepPort,
  leaseEvery,
  leaseFor,
  type Row,
} from './port.ts';

/** After so long without an answer the storage is taken for blocked, ms. */
const patience = 2_000;
const retryEvery = 5_000;
/** These would be words lost, so they do not wait for company. */
const urgent: ReadonlySet<Kind> = new Set<Kind>(['outbox', 'draft', 'device', 'entering']);
const isUrgent = ({ kind, row }: Change): boolean =>
  // typing comes letter by letter and can wait; that it is saved cannot, or another page would send it again
  urgent.has(kind) || (kind === 'text' && row === null);

export class Keeper {
  #keeping: Keeping = 'device';
  #unwritten = new Map<string, Change>();
  #writing: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #soon = false;
  /** Commands and texts of this tab that lie in the storage; with any, the tab holds a lease. */
  readonly #held = new Set<string>();
  #cancelLease: (() => void) | null = null;
  /** When it last looked for what closed tabs left, ms. */
  #looked = 0;
  #over = false;

  constructor(
    private readonly port: KeepPort | null,
    private readonly board: string,
    private readonly tab: string,
    private readonly around: Surroundings,
    private readonly changed: () => void,
  ) {
    if (!port) this.#keeping = 'memory';
  }

  get keeping(): Keeping {
    return this.#keeping;
  }

  /** The row that unsent typing in a text is kept in: two tabs may have some in one text. */
  textRow(text: string): string {
    return `${text} ${this.tab}`;
  }

  /**
   * What is kept of the board: rows that belong to all, and those of tabs that are gone.
   * @param late called with them instead if the storage takes longer than a person should wait
   */
  async load(late: (rows: Row[]) => void): Promise<Row[]> {
    const { port } = this;
    if (!port) return [];
    const reading = (async () => {
      const rows = (await port.load(this.board)).filter(
        (row) => row.kind !== 'outbox' && row.kind !== 'text' && row.kind !== 'lease',
      );
      return [...rows, ...(await this.#adopt(port))];
    })();
    const rows = await Promise.race([
      reading.catch(() => null),
      new Promise<null>((resolve) => this.around.after(patience, () => resolve(null))),
    ]);
    if (rows) return rows;
    this.#become('memory');
    reading.then(
      (slow) => {
        if (this.#over) return;
        this.#become('device');
        late(slow);
      },
      () => undefined,
    );
    return [];
  }

  /** Commands and texts of tabs that have gone meanwhile. */
  async adopt(): Promise<Row[]> {
    const { port } = this;
    const now = this.around.now();
    // having slept, it does not know who else did: they need a moment to say that they are here
    const slept = now - this.#looked > adoptEvery + leaseFor;
    this.#looked = now;
    if (!port || slept || this.#keeping === 'memory' || this.#over) return [];
    try {
      return await this.#adopt(port);
    } catch {
      return [];
    }
  }

  /** The ids of this tab's commands or texts in the storage, or null if they cannot be read. */
  async own(kind: 'outbox' | 'text'): Promise<Set<string> | null> {
    if (!this.port || this.#keeping !== 'device') return null;
    try {
      await this.flush();
      const rows = await this.port.load(this.board);
      if (this.#unwritten.size > 0) return null;
      return new Set(rows.filter((row) => row.kind === kind && row.tab === this.tab).map((row) => row.id));
    } catch {
      return null;
    }
  }

  put<K extends Kind>(kind: K, id: string, value: Kinds[K]): void {
    const tab = kind === 'outbox' || kind === 'text' ? this.tab : '';
    this.#change({ kind, id, row: { board: this.board, kind, id, tab, value } as Row });
  }

  drop(kind: Kind, id: string): void {
    this.#change({ kind, id, row: null });
  }

  /** Writes everything that waits, now. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#soon = false;
    // a write that is about to end may not see what came last
    const writing = this.#writing ? this.#writing.then(() => this.#write()) : this.#write();
    this.#writing = writing;
    void writing.then(() => {
      if (this.#writing === writing) this.#writing = null;
    });
    return writing;
  }

  /** The page may be gone: what is unsent is free for the next tab. */
  leave(): void {
    this.#cancelLease?.();
    this.#cancelLease = null;
    if (this.#held.size > 0) this.drop('lease', this.tab);
    void this.flush();
  }

  /** The page goes on after all, and says so at once. */
  wake(): void {
    this.#cancelLease?.();
    this.#cancelLease = null;
    this.#stay();
  }

  #stay(): void {
    if (this.#held.size > 0 && !this.#cancelLease) this.#lease();
  }

  async forget(): Promise<void> {
    this.#unwritten.clear();
    await this.#writing;
    this.#unwritten.clear();
    this.#held.clear();
    try {
      await this.port?.forget(this.board);
    } catch {
      this.#become('full');
    }
  }

  async close(): Promise<void> {
    this.leave();
    await this.flush();
    this.#over = true;
    this.#cancelTimer?.();
    this.port?.close();
  }

  async #adopt(port: KeepPort): Promise<Row[]> {
    this.#looked = this.around.now();
    const rows = await port.adopt(this.board, this.tab, this.#looked);
    for (const { kind, id } of rows) this.#held.add(`${kind} ${id}`);
    this.#stay();
    return rows;
  }

  #change(change: Change): void {
    if (!this.port || this.#over) return;
    const key = `${change.kind} ${change.id}`;
    this.#unwritten.set(key, change);
    if (change.kind === 'outbox' || change.kind === 'text') {
      if (change.row) this.#held.add(key);
      else this.#held.delete(key);
      this.#stay();
    }
    if (isUrgent(change)) {
      if (this.#soon) return;
      this.#soon = true;
      queueMicrotask(() => this.#soon && void this.flush());
    } else this.#cancelTimer ??= this.around.after(limits.persistEvery, () => void this.flush());
  }

  async #write(): Promise<void> {
    const { port } = this;
    if (!port) return;
    while (this.#unwritten.size > 0 && !this.#over) {
      const changes = this.#unwritten;
      this.#unwritten = new Map();
      try {
        await this.#inTime(port.write(this.board, [...changes.values()]));
        if (this.#keeping === 'full') this.#become('device');
      } catch {
        // newer changes of the same rows win
        this.#unwritten = new Map([...changes, ...this.#unwritten]);
        if (this.#keeping === 'device') this.#become('full');
        this.#cancelTimer ??= this.around.after(retryEvery, () => void this.flush());
        return;
      }
    }
  }

  #inTime(work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.around.after(patience, () => reject(new Error('the storage does not answer')));
      work.then(resolve, reject).finally(cancel);
    });
  }

  #lease(): void {
    this.put('lease', this.tab, this.around.now() + leaseFor);
    void this.flush();
    this.#cancelLease = this.around.after(leaseEvery, () => {
      this.#cancelLease = null;
      if (this.#held.size > 0) this.#lease();
      else this.drop('lease', this.tab);
    });
  }

  #become(keeping: Keeping): void {
    if (this.#keeping === keeping) return;
    this.#keeping = keeping;
    this.changed();
  }
}
