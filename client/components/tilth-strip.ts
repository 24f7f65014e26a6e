import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import type { StripWords } from '#client/view/connection.ts';

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
      @container (max-width: 720px) {
        p {
          margin: 0;
          padding: 10px 16px;
          border-radius: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) strip!: StripWords;

  protected override render(): TemplateResult {
    const { icon: sign, what, next } = this.strip;
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
