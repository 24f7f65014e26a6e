/** Asks the page to open or close its search row. */
export class FindEvent extends Event {
  static readonly type = 'tilth-find';
  /** @param part where the cursor should stand: in the words, or at the facts */
  constructor(readonly part: 'words' | 'facts') {
    super(FindEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'tilth-find': FindEvent;
  }
}
