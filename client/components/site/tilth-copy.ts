/** Lines to take along as they are, with a button that copies them. */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { copyFrom } from '../copy-from.ts';

const words = {
  copy: 'Copy',
  copied: 'Copied',
  selected: 'Selected; copy it with your keyboard or a long press',
} as const;

@customElement('tilth-copy')
export class TilthCopy extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      textarea.field {
        /* as high as its lines, where a browser can */
        field-sizing: content;
        min-block-size: 0;
        font-family: ui-monospace, monospace;
        font-size: var(--size-label);
        overflow-wrap: anywhere;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      .hint {
        margin: 0;
      }
    `,
  ];

  @property() text = '';
  /** What it is, for who does not see where it stands. */
  @property() label = '';
  /** It is the one step that matters here. */
  @property({ type: Boolean }) first = false;
  @property({ type: Number }) rows = 1;

  @state() private said = '';
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  private async copy(): Promise<void> {
    this.said = words[await copyFrom(this.field)];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.said = '';
  }

  protected override render(): TemplateResult {
    return html`<textarea
        class="field"
        dir="ltr"
        readonly
        spellcheck="false"
        rows=${this.rows}
        aria-label=${this.label}
        .value=${this.text}
      ></textarea>
      <div class="row">
        <button
          class="button ${this.first ? 'filled' : ''}"
          type="button"
          aria-label="${words.copy}: ${this.label}"
          @click=${this.copy}
        >
          ${icon('copy', 18)} ${words.copy}
        </button>
        <p class="hint" role="status">${this.said}</p>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-copy': TilthCopy;
  }
}
