import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import type { Connection, Keeping } from '#client/session/port.ts';
import { stripWords } from '#client/view/connection.ts';

/** One calm strip above the lanes: offline, or a device that keeps nothing. What is the case, then what happens next. */
@customElement('tilth-strip')
export class TilthStrip extends LitElement {
  static override styles = [
    base,
    css`
      p {
        display: flex;
        gap: 10px;
        align-items: flex-start;
        margin: 0 32px 12px;
        padding: 10px 16px;
        border-radius: var(--radius);
        background: var(--bed);
        font-size: var(--size-label);
        line-height: 1.4;
      }
      b {
        font-weight: 650;
      }
      @container (max-width: 45rem) {
        p {
          margin: 0;
          padding: 10px 16px;
          border-radius: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) connection!: Connection;
  @property() keeping: Keeping = 'device';
  @property({ type: Boolean }) phone = false;

  protected override render(): TemplateResult | typeof nothing {
    const strip = stripWords(this.connection, this.keeping, this.phone);
    if (!strip) return nothing;
    const { icon: sign, what, next } = strip;
    return html`<aside aria-label="Connection">
      <p>
        ${icon(sign, 20)}<span><b>${what}</b> ${next}</span>
      </p>
    </aside>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-strip': TilthStrip;
  }
}
