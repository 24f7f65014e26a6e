/**
 * A question with a few words, over the sheet that asks it. What is typed is kept across closing until it is sent.
 *
 * @fires tilth-answered with the command that follows
 * @fires tilth-unasked when it closes without an answer
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import { icon } from '#client/icons/icon.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { dialogs } from '#client/styles/dialogs.ts';
import { fields } from '#client/styles/fields.ts';
import type { Ask } from './ask.ts';
import { refusalNote, refusalStyles } from './refusal-note.ts';
import { sheetStyles } from './sheet-styles.ts';

export class AnsweredEvent extends Event {
  static readonly type = 'tilth-answered';
  constructor(readonly command: Command) {
    super(AnsweredEvent.type);
  }
}

export class UnaskedEvent extends Event {
  static readonly type = 'tilth-unasked';
  constructor() {
    super(UnaskedEvent.type);
  }
}

@customElement('tilth-ask-words')
export class TilthAskWords extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    dialogs,
    refusalStyles,
    sheetStyles,
    css`
      form {
        display: contents;
      }
      .parts {
        display: grid;
        gap: 16px;
      }
      .choices {
        display: grid;
        gap: 8px;
      }
      .choice span span {
        display: block;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) ask!: Ask;
  /** Under which name the typed words are kept on this device. */
  @property() input = '';

  @state() private words = '';
  @state() private choice = '';
  @state() private refusal: Refusal | null = null;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('ask')) this.choice = this.ask.choices?.[0]?.value ?? '';
    if (changed.has('input')) this.words = this.session.typed(this.input);
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  private type(event: Event): void {
    this.words = (event.target as HTMLTextAreaElement).value;
    this.session.keepTyped(this.input, this.words);
  }

  private pick(event: Event): void {
    this.choice = (event.target as HTMLInputElement).value;
  }

  private submit(event: Event): void {
    event.preventDefault();
    const command = this.ask.command({ choice: this.choice, words: this.words.trim() });
    const refusal = this.session.check(command);
    if (refusal && refusal.code !== 'checking') {
      this.refusal = refusal;
      return;
    }
    this.session.keepTyped(this.input, '');
    this.dispatchEvent(new AnsweredEvent(command));
    this.dialog.close();
  }

  override render(): TemplateResult {
    const { ask } = this;
    return html`<dialog
      class="sheet"
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new UnaskedEvent())}
    >
      <form @submit=${this.submit}>
        <div class="handle"></div>
        <div class="sheet-head"><h2 id="title">${ask.title}</h2></div>
        <div class="sheet-body parts">
          ${ask.lead ? html`<p>${ask.lead}</p>` : nothing}
          ${
            ask.choices
              ? html`<fieldset class="choices">
                  <legend class="aloud">${ask.title}</legend>
                  ${ask.choices.map(
                    (choice) =>
                      html`<label class="choice">
                        <input
                          type="radio"
                          name="choice"
                          ?autofocus=${choice === ask.choices?.[0]}
                          .value=${choice.value}
                          .checked=${choice.value === this.choice}
                          @change=${this.pick}
                        />
                        <span>
                          <span>${choice.label}</span>
                          ${choice.hint ? html`<small class="small soft">${choice.hint}</small>` : nothing}
                        </span>
                      </label>`,
                  )}
                </fieldset>`
              : nothing
          }
          <div>
            <label class="label" for="words">
              ${ask.field.label}
              ${ask.field.optional ? html`<span class="soft optional">if you like</span>` : nothing}
            </label>
            <textarea
              id="words"
              class="field"
              ?autofocus=${!ask.choices}
              rows="3"
              maxlength=${ask.field.max}
              ?required=${!ask.field.optional}
              .value=${this.words}
              @input=${this.type}
            ></textarea>
          </div>
          <p class="private">${icon('lock', 16)} <span>${ask.seenBy}</span></p>
        </div>
        <div class="sheet-foot">
          ${refusalNote(this.refusal)}
          <button class="link" type="button" @click=${() => this.dialog.close()}>${ask.stay}</button>
          <button class="button filled" type="submit">${ask.send}</button>
        </div>
      </form>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-ask-words': TilthAskWords;
  }
}
