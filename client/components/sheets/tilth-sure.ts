/**
 * A button for what cannot be taken back: it asks once, in its own place, before it does anything; or twice, where it
 * happens to somebody else.
 *
 * @fires tilth-sure
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';

/** A question with more letters stands above its answers, not beside them. */
const LONG = 150;

export class SureEvent extends Event {
  static readonly type = 'tilth-sure';
  constructor() {
    super(SureEvent.type);
  }
}

@customElement('tilth-sure')
export class TilthSure extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .asking {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 10px 12px;
        border-radius: var(--radius);
        background: var(--bed);
      }
      p {
        flex: 1 1 14rem;
      }
      p.long {
        flex-basis: 100%;
      }
    `,
  ];

  @property() label = '';
  /** What will happen, in a sentence. */
  @property() what = '';
  /** What to be sure of once more; '' if once is enough. */
  @property() again = '';
  @property() yes = '';
  @property() no = 'Not now';
  @state() private asking: 'no' | 'once' | 'again' = 'no';

  private async turn(asking: TilthSure['asking']): Promise<void> {
    this.asking = asking;
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  }

  private answer(): void {
    if (this.again !== '' && this.asking === 'once') return void this.turn('again');
    void this.turn('no');
    this.dispatchEvent(new SureEvent());
  }

  override render(): TemplateResult {
    if (this.asking === 'no') {
      return html`<button class="button small" type="button" @click=${() => this.turn('once')}>
        ${this.label}
      </button>`;
    }
    const question = this.asking === 'once' ? this.what : this.again;
    return html`<div class="asking" role="group" aria-label=${this.label}>
      <p class="small ${question.length > LONG ? 'long' : ''}" role="status">${question}</p>
      <button class="button small" type="button" @click=${() => this.turn('no')}>${this.no}</button>
      <button class="button small" type="button" @click=${this.answer}>${this.yes || this.label}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-sure': TilthSure;
  }
}
