/** "Have a code?": nine digits, typed or pasted, lead to the door of a session. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { digitsOf, inThrees } from '#client/words/code.ts';
import { boardLink } from '../sheets/link-url.ts';
import { findBoard, type FoundBoard } from './board-api.ts';

const words = {
  title: 'Have a code?',
  label: 'Code',
  hint: 'Nine digits, as you see or hear them. Spaces do not matter.',
  go: 'Go to the session',
  going: 'Looking…',
  not: {
    short: 'A code has nine digits.',
    wrong:
      'This code opens nothing now. Look at it once more; if it is right, the session may be over, or there is a new code by now.',
    slowly: 'Many codes were tried just now. Try again in a minute; the code stays here.',
    notNow: 'The server cannot look it up at the moment. Try again in a minute; the code stays here.',
    unreachable: 'There is no connection to the server at the moment. The code stays here.',
  },
} as const;

@customElement('tilth-code')
export class TilthCode extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      form {
        display: grid;
        gap: 8px;
        max-inline-size: 36rem;
      }
      h2 {
        font-size: var(--size-card-title);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      .field {
        flex: 1 1 12rem;
        inline-size: auto;
        min-block-size: 52px;
        font-size: 1.375rem;
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.06em;
      }
      .button {
        min-block-size: 52px;
        padding-inline: 28px;
        font-size: 1.0625rem;
      }
      .not {
        padding: 12px 14px;
        border-radius: var(--radius);
        background: var(--bed);
      }
    `,
  ];

  /** A code that is known already: it is tried at once. */
  @property() given = '';
  /** It is what the page is about. */
  @property({ type: Boolean }) main = false;
  @state() private busy = false;
  @state() private not: keyof typeof words.not | null = null;
  @query('input') private readonly field!: HTMLInputElement;

  protected override firstUpdated(changed: PropertyValues<this>): void {
    if (changed.has('given') && digitsOf(this.given).length === 9) {
      this.field.value = inThrees(digitsOf(this.given));
      void this.go();
    } else if (this.main && matchMedia('(hover: hover)').matches) this.field.focus();
  }

  private async go(event?: Event): Promise<void> {
    event?.preventDefault();
    if (this.busy) return;
    const code = digitsOf(this.field.value);
    if (code.length !== 9) {
      this.not = 'short';
      this.field.focus();
      return;
    }
    this.busy = true;
    this.not = null;
    const found: FoundBoard = await findBoard(code);
    this.busy = false;
    if (found.type === 'not') this.not = found.why;
    // in the fragment, as any key
    else location.assign(boardLink(location.origin, found.board, 'key', code));
  }

  override render(): TemplateResult {
    return html`<form @submit=${this.go}>
      <h2>${words.title}</h2>
      <div class="row">
        <input
          class="field"
          name="code"
          aria-label=${words.label}
          aria-describedby="hint"
          dir="ltr"
          inputmode="numeric"
          autocomplete="off"
          maxlength="24"
          enterkeyhint="go"
          placeholder="000 000 000"
        />
        <button class="button ${this.main ? 'filled' : ''}" type="submit">
          ${this.busy ? words.going : words.go}
        </button>
      </div>
      <p class="hint" id="hint">${words.hint}</p>
      <div role="status">${this.not ? html`<p class="not">${words.not[this.not]}</p>` : nothing}</div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-code': TilthCode;
  }
}
