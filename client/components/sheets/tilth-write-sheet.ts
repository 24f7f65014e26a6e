/** A card without one's name on it, or for someone else who agreed. What is typed is kept until it is posted. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Command } from '#shared/board/commands.ts';
import type { Kind } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import { kindWords } from '#client/words/cards.ts';
import { Sheet } from './sheet.ts';
import { choiceStyles } from './sheet-styles.ts';

const words = {
  title: 'Write without your name, or for someone',
  kind: 'What is it?',
  heading: 'Title',
  body: 'Text',
  optional: 'if you like',
  whose: 'Whose name stands on it?',
  nameless: ['No name', 'answers reach you, and nobody learns who you are unless you tell them'],
  behalf: ['Yours, for someone who agreed', 'you write it and answer for them'],
  who: 'For whom?',
  consent: 'They know about this card and agree',
  privacy: 'A hidden name is hidden from facilitators too. Only you see that the card is yours.',
  post: 'Post it',
  notNow: 'Not now',
} as const;

/** A promotion always carries its author's name. */
const offered: readonly Kind[] = ['need', 'offer', 'referral'];

@customElement('tilth-write-sheet')
export class TilthWriteSheet extends Sheet {
  static override styles = [Sheet.styles, choiceStyles];

  @state() private whose: 'nameless' | 'behalf' = 'nameless';
  @query('form') private readonly form!: HTMLFormElement;

  /** Made once, so that trying again after a refusal is the same card. */
  private card = '';

  private kept(event: Event): void {
    const field = event.target as HTMLInputElement | HTMLTextAreaElement;
    this.session.keepTyped(`write:${field.name}`, field.value);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const given = new FormData(this.form);
    const text = (name: string): string => {
      const value = given.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    this.card ||= this.session.newId('card');
    const command: Command = {
      type: 'card.create',
      card: this.card,
      kind: text('kind') as Kind,
      title: text('title'),
      body: text('body'),
      chips: {},
      ...(this.whose === 'nameless' ? { anonymous: true } : { behalf: { who: text('who'), consent: true } }),
    };
    if (!this.send(command)) return;
    for (const name of ['title', 'body', 'who']) this.session.keepTyped(`write:${name}`, '');
    this.close();
  }

  override render(): TemplateResult {
    return this.frame({
      heading: words.title,
      cross: false,
      body: html`<form id="form" class="stack" @submit=${this.submit}>
        <div>
          <label class="label" for="kind">${words.kind}</label>
          <select id="kind" name="kind" class="field" autofocus>
            ${offered.map(
              (kind) =>
                html`<option value=${kind} ?selected=${kind === this.target}>${kindWords[kind].one}</option>`,
            )}
          </select>
        </div>
        <div>
          <label class="label" for="heading">${words.heading}</label>
          <input
            id="heading"
            name="title"
            class="field"
            dir="auto"
            required
            maxlength=${limits.title}
            autocomplete="off"
            .defaultValue=${this.session.typed('write:title')}
            @input=${this.kept}
          />
        </div>
        <div>
          <label class="label" for="body">${words.body} <span class="soft">${words.optional}</span></label>
          <textarea
            id="body"
            name="body"
            class="field"
            dir="auto"
            rows="3"
            maxlength=${limits.body}
            .defaultValue=${this.session.typed('write:body')}
            @input=${this.kept}
          ></textarea>
        </div>
        <fieldset>
          <legend>${words.whose}</legend>
          ${(['nameless', 'behalf'] as const).map(
            (whose) =>
              html`<label class="choice">
                <input
                  type="radio"
                  name="whose"
                  .checked=${this.whose === whose}
                  @change=${() => {
                    this.whose = whose;
                  }}
                />
                <span>
                  <strong>${words[whose][0]}</strong>
                  <span class="small soft">${words[whose][1]}</span>
                </span>
              </label>`,
          )}
        </fieldset>
        ${this.whose === 'behalf' ? this.forWhom() : nothing}
        <p class="private">${icon('lock', 16)} <span>${words.privacy}</span></p>
      </form>`,
      foot: html`<button class="link" type="button" @click=${this.close}>${words.notNow}</button>
        <button class="button filled" type="submit" form="form">${words.post}</button>`,
    });
  }

  private forWhom(): TemplateResult {
    const { me } = this.scene();
    const hosting = this.snapshot.state.records.get(`hosting:${me ?? ''}`)?.body;
    const usual = hosting?.type === 'hosting' ? hosting.who : '';
    return html`<div>
        <label class="label" for="who">${words.who}</label>
        <input
          id="who"
          name="who"
          class="field"
          dir="auto"
          required
          maxlength=${limits.behalf}
          autocomplete="off"
          .defaultValue=${this.session.typed('write:who') || usual}
          @input=${this.kept}
        />
      </div>
      <label class="choice"><input type="checkbox" required /> ${words.consent}</label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-write-sheet': TilthWriteSheet;
  }
}
