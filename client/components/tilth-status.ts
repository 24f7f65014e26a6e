import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Connection, Keeping } from '#client/session/port.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { statusWords } from '#client/view/connection.ts';

/** The connection's state: a status region that says Saved, Saving…, or that what is written is kept here. All in ink. */
@customElement('tilth-status')
export class TilthStatus extends LitElement {
  static override styles = [
    base,
    css`
      p {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: var(--size-label);
        font-weight: 500;
        white-space: nowrap;
      }
      @container (max-width: 45rem) {
        span {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: false }) connection!: Connection;
  @property() keeping: Keeping = 'device';

  protected override render(): TemplateResult {
    const { icon: sign, words } = statusWords(this.connection, this.keeping);
    return html`<p role="status" title=${words}>${icon(sign, 18)}<span>${words}</span></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-status': TilthStatus;
  }
}
