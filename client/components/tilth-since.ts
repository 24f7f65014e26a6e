import { css, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Snapshot } from '#client/session/port.ts';
import { sinceWords } from '#client/view/since.ts';

/** "Since Tuesday: 3 new needs, 2 matched, 1 thank-you": what happened while this person was away. */
@customElement('tilth-since')
export class TilthSince extends LitElement {
  static override styles = css`
    :host {
      display: block;
      font-size: var(--size-small);
      line-height: 1.25rem;
      color: var(--ink-soft);
    }
  `;

  @property({ attribute: false }) snapshot!: Snapshot;
  /** The viewer's member id, or ''. */
  @property() member = '';
  /** The log's clock. */
  @property({ type: Number }) now = 0;

  protected override render(): string {
    const { known, state, lastSeen } = this.snapshot;
    return known ? sinceWords(state, this.member, lastSeen, this.now) : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-since': TilthSince;
  }
}
