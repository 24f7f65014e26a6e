/** A link to hand on: the address, a button that copies it, and its QR code behind another. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { copyFrom } from '../copy-from.ts';
import './tilth-qr.ts';

const words = {
  copy: 'Copy',
  copied: 'Copied',
  selected: 'Selected; copy it with your keyboard or a long press',
  qr: 'Show as a QR code',
  hide: 'Hide the QR code',
} as const;

@customElement('tilth-link')
export class TilthLink extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      .row {
        display: flex;
        gap: 8px;
      }
      .field {
        flex: 1 1 auto;
        min-inline-size: 0;
        text-overflow: ellipsis;
      }
      tilth-qr {
        margin-block-start: 12px;
      }
    `,
  ];

  @property() url = '';
  @property() label = '';
  /** Show the QR code from the start. */
  @property({ type: Boolean }) open = false;

  @state() private said = '';
  @query('input') private readonly field!: HTMLInputElement;

  private async copy(): Promise<void> {
    this.said = words[await copyFrom(this.field)];
  }

  override render(): TemplateResult {
    return html`<div class="row">
        <input
          class="field"
          dir="ltr"
          readonly
          aria-label=${this.label}
          .value=${this.url}
          @focus=${() => this.field.select()}
        />
        <button class="button" type="button" aria-label="${words.copy}: ${this.label}" @click=${this.copy}>
          ${icon('copy', 18)} ${words.copy}
        </button>
      </div>
      <p class="hint" role="status">${this.said}</p>
      <button
        class="link small"
        type="button"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label="${this.open ? words.hide : words.qr}: ${this.label}"
        @click=${() => {
          this.open = !this.open;
        }}
      >
        ${this.open ? words.hide : words.qr}
      </button>
      ${this.open ? html`<tilth-qr .text=${this.url} .label=${this.label}></tilth-qr>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-link': TilthLink;
  }
}
