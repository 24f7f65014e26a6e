/** What is open over the board, and the browser's Back: each sheet is one step of history, and Back closes it. */
import type { OpenIntent, SheetName } from './intents.ts';

export interface OpenSheet {
  what: SheetName;
  id: string;
  spot: OpenIntent['spot'];
  /** Grows with each opening: the same card opened twice is two sheets. */
  key: number;
}

export class SheetStack {
  private sheets: readonly OpenSheet[] = [];
  private next = 1;
  /** We asked the browser to go back, and it has not yet. */
  private returning = false;

  /** @param changed called after each change of {@link open} */
  constructor(
    private readonly history: Pick<History, 'pushState' | 'go' | 'state'>,
    private readonly changed: () => void,
  ) {}

  get open(): readonly OpenSheet[] {
    return this.sheets;
  }

  push(what: SheetName, id: string, spot: OpenSheet['spot'] = ''): void {
    this.sheets = [...this.sheets, { what, id, spot, key: this.next }];
    this.next += 1;
    // A step that a closing sheet left behind serves again.
    if (depth(this.history.state) < this.sheets.length) this.step();
    this.changed();
  }

  /** Closes the uppermost. Its step of history goes with it, unless another sheet opens in the same breath. */
  close(): void {
    if (this.sheets.length === 0) return;
    this.drop(this.sheets.length - 1);
    setTimeout(() => {
      const over = depth(this.history.state) - this.sheets.length;
      if (over <= 0 || this.returning) return;
      this.returning = true;
      this.history.go(-over);
    });
  }

  /** The browser went back or forward. By the person's will, what lies deeper than the new step closes. */
  onPop(state: unknown): void {
    if (!this.returning) {
      this.drop(depth(state));
      return;
    }
    this.returning = false;
    // A sheet that opened meanwhile stays, and gets its step.
    if (depth(state) < this.sheets.length) this.step();
  }

  private step(): void {
    this.history.pushState({ sheets: this.sheets.length }, '');
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
