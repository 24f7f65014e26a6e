/** What is open over the board, and the browser's Back: each sheet is one step of history, and Back closes it. */
import type { SheetName } from './intents.ts';

export interface OpenSheet {
  what: SheetName;
  id: string;
  /** Grows with each opening: the same card opened twice is two sheets. */
  key: number;
}

export class SheetStack {
  private sheets: readonly OpenSheet[] = [];
  private next = 1;

  /** @param changed called after each change of {@link open} */
  constructor(
    private readonly history: Pick<History, 'pushState' | 'back' | 'state'>,
    private readonly changed: () => void,
  ) {}

  get open(): readonly OpenSheet[] {
    return this.sheets;
  }

  push(what: SheetName, id: string): void {
    const sheet = { what, id, key: this.next };
    this.next += 1;
    this.sheets = [...this.sheets, sheet];
    this.history.pushState({ sheets: this.sheets.length }, '');
    this.changed();
  }

  /** Closes the uppermost, taking its step of history back. */
  close(): void {
    if (this.sheets.length === 0) return;
    const deep = depth(this.history.state);
    this.drop(this.sheets.length - 1);
    if (deep > this.sheets.length) this.history.back();
  }

  /** The person went back or forward: what lies deeper than the new step closes. */
  onPop(state: unknown): void {
    this.drop(depth(state));
  }

  private drop(to: number): void {
    if (to >= this.sheets.length) return;
    this.sheets = this.sheets.slice(0, to);
    this.changed();
  }
}

function depth(state: unknown): number {
  if (typeof state !== 'object' || state === null || !('sheets' in state)) return 0;
  return typeof state.sheets === 'number' ? state.sheets : 0;
}
