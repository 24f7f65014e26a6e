/**
 * The words and facts of a card, to change at any time. Each field is saved as it is left; the text while it is typed.
 *
 * @fires tilth-run card.edit, card.invite, card.uninvite
 * @fires tilth-open the waiting sheet, where a change makes the card a promotion that has to wait
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isAlive } from '#shared/board/cards.ts';
import {
  allTerms,
  kinds,
  urgencies,
  type Card,
  type Kind,
  type Subject,
  type Terms,
  type Urgency,
} from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import {
  asDay,
  days,
  readDay,
  readQuantity,
  readTags,
  readWords,
  type ChipChange,
} from '#client/view/detail/chips.ts';
import { membersHere } from '#client/view/detail/roster.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { someone } from '#client/view/detail/someone.ts';
import { OpenIntent, RunIntent } from '#client/view/intents.ts';
import { kindWords, promotionRuleWords, termsWords, urgencyWords } from '#client/words/cards.ts';
import { sentence } from '#client/words/lists.ts';
import './tilth-body-editor.ts';

const words = {
  title: 'Title',
  body: 'Text',
  kind: 'What it is',
  urgency: 'How soon',
  availability: ['When', 'Thursday 9–11, or evenings'],
  area: ['Where', 'a street or a part of town, no address'],
  terms: 'Terms',
  paidWelcome: 'Paid help is welcome too',
  quantity: 'How many',
  category: ['Category', 'food, transport, repairs…'],
  tags: ['Tags', 'bike, brakes'],
  expires: 'Open until the end of',
  gain: 'I gain something by this referral',
  subject: 'Who or what it is about',
  subjectNone: 'Nobody in particular',
  subjectName: 'Name',
  subjects: {
    member: 'Someone on this board',
    outside: 'Someone who is not here',
    service: 'A service or a group',
  },
  answers: 'Does it answer a need?',
  answersNone: 'No',
  answersHint: 'Paid help that answers a need which welcomes it is never counted as a promotion.',
  together: 'Write the text together',
  togetherHint: 'They can change the text, and nothing else. Facilitators can too.',
  choose: 'Choose a person',
  invite: 'Invite',
  uninvite: (name: string) => `${name} writes with you. Stop`,
} as const;

@customElement('tilth-card-edit')
export class TilthCardEdit extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      .parts {
        display: grid;
        gap: 16px;
      }
      .title {
        font-size: var(--size-h3);
        font-weight: 600;
      }
      .pairs {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
        gap: 16px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .row .field {
        flex: 1 1 12rem;
        inline-size: auto;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) card!: Card;

  /** To its first field. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#heading')?.focus());
  }

  private chips(chips: ChipChange): void {
    this.run({ type: 'card.edit', card: this.card.id, chips });
  }

  private run(command: ConstructorParameters<typeof RunIntent>[0]): void {
    this.dispatchEvent(
      new RunIntent(command, (outcome) => {
        if (outcome.type === 'applied' && outcome.outcome === 'waiting') {
          this.dispatchEvent(new OpenIntent('waiting', this.card.id));
        }
      }),
    );
  }

  private retitle(event: Event): void {
    const field = event.target as HTMLInputElement;
    const is = field.value.trim();
    const was = this.card.title;
    if (!is) field.value = was;
    else if (is !== was) this.run({ type: 'card.edit', card: this.card.id, title: { is, was } });
  }

  override render(): TemplateResult {
    const { card } = this;
    return html`<div class="parts">
      <div>
        <label class="label" for="heading">${words.title}</label>
        <input
          id="heading"
          class="field title"
          dir="auto"
          maxlength=${limits.title}
          .value=${card.title}
          @change=${this.retitle}
        />
      </div>
      <div>
        <span class="label" aria-hidden="true">${words.body}</span>
        <tilth-body-editor .session=${this.session} .text=${card.id} .label=${words.body}></tilth-body-editor>
      </div>
      <div class="pairs">
        ${this.choose('urgency', words.urgency, urgencies, (one) => urgencyWords[one as Urgency], card.urgency)}
        ${this.choose('terms', words.terms, allTerms, (one) => sentence(termsWords[one as Terms]), card.terms)}
        ${this.field('availability', words.availability, card.availability, limits.availability)}
        ${this.field('area', words.area, card.area, limits.area)}
        ${this.field('category', words.category, card.category, limits.category)} ${this.tags()}
        ${this.quantity()} ${this.expires()}
      </div>
      ${card.kind === 'need' ? this.check('paidWelcome', words.paidWelcome, card.paidWelcome) : nothing}
      ${
        card.kind === 'referral'
          ? html`${this.check('gain', words.gain, card.gain)} ${this.subject(card.subject)}`
          : nothing
      }
      ${card.kind === 'offer' && card.terms === 'paid' ? this.answers() : nothing} ${this.kind()}
      ${
        card.kind === 'promotion' || card.promoted !== undefined
          ? html`<p class="small soft">${promotionRuleWords}</p>`
          : nothing
      }
      ${this.together()}
    </div>`;
  }

  private choose(
    chip: 'urgency' | 'terms',
    label: string,
    options: readonly string[],
    name: (one: string) => string,
    value: string,
  ): TemplateResult {
    return html`<div>
      <label class="label" for=${chip}>${label}</label>
      <select
        id=${chip}
        class="field"
        .value=${value}
        @change=${(event: Event) => this.chips({ [chip]: (event.target as HTMLSelectElement).value })}
      >
        ${options.map((one) => html`<option value=${one} .selected=${one === value}>${name(one)}</option>`)}
      </select>
    </div>`;
  }

  private field(
    chip: 'availability' | 'area' | 'category',
    [label, hint]: readonly [string, string],
    value: string | undefined,
    max: number,
  ): TemplateResult {
    return html`<div>
      <label class="label" for=${chip}>${label}</label>
      <input
        id=${chip}
        class="field"
        dir="auto"
        maxlength=${max}
        placeholder=${hint}
        .value=${value ?? ''}
        @change=${(event: Event) => this.chips({ [chip]: readWords((event.target as HTMLInputElement).value) })}
      />
    </div>`;
  }

  private tags(): TemplateResult {
    const [label, hint] = words.tags;
    return html`<div>
      <label class="label" for="tags">${label}</label>
      <input
        id="tags"
        class="field"
        dir="auto"
        placeholder=${hint}
        .value=${(this.card.tags ?? []).join(', ')}
        @change=${(event: Event) => this.chips({ tags: readTags((event.target as HTMLInputElement).value) })}
      />
    </div>`;
  }

  private quantity(): TemplateResult {
    const change = (event: Event): void => {
      const field = event.target as HTMLInputElement;
      const quantity = readQuantity(field.value);
      if (quantity === null) field.value = String(this.card.quantity ?? '');
      else this.chips({ quantity });
    };
    return html`<div>
      <label class="label" for="quantity">${words.quantity}</label>
      <input
        id="quantity"
        class="field"
        type="number"
        inputmode="numeric"
        min="1"
        max=${limits.quantity}
        .value=${String(this.card.quantity ?? '')}
        @change=${change}
      />
    </div>`;
  }

  private expires(): TemplateResult {
    const { first, last } = days(this.scene.now);
    const change = (event: Event): void => {
      const expires = readDay((event.target as HTMLInputElement).value);
      if (expires !== null) this.chips({ expires });
    };
    return html`<div>
      <label class="label" for="expires">${words.expires}</label>
      <input
        id="expires"
        class="field"
        type="date"
        min=${first}
        max=${last}
        .value=${asDay(this.card.expires)}
        @change=${change}
      />
    </div>`;
  }

  private check(chip: 'paidWelcome' | 'gain', label: string, value: boolean | undefined): TemplateResult {
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${value ?? false}
        @change=${(event: Event) => this.chips({ [chip]: (event.target as HTMLInputElement).checked || null })}
      />
      ${label}
    </label>`;
  }

  private kind(): TemplateResult {
    return html`<div>
      <label class="label" for="kind">${words.kind}</label>
      <select
        id="kind"
        class="field"
        @change=${(event: Event) =>
          this.run({
            type: 'card.edit',
            card: this.card.id,
            kind: (event.target as HTMLSelectElement).value as Kind,
          })}
      >
        ${kinds.map((one) => html`<option value=${one} .selected=${one === this.card.kind}>${kindWords[one].one}</option>`)}
      </select>
    </div>`;
  }

  private subject(subject: Subject | undefined): TemplateResult {
    const types: readonly Subject['type'][] = ['member', 'outside', 'service'];
    const members = membersHere(this.scene).filter((who) => !who.you);
    const set = (event: Event): void => {
      const type = (event.target as HTMLSelectElement).value as Subject['type'] | '';
      if (type === '') this.chips({ subject: null });
      else if (type !== 'member') this.chips({ subject: { type, name: this.card.title } });
      else if (members[0]?.id) this.chips({ subject: { type, member: members[0].id } });
    };
    return html`<div class="row">
      <div>
        <label class="label" for="subject">${words.subject}</label>
        <select id="subject" class="field" @change=${set}>
          <option value="" .selected=${!subject}>${words.subjectNone}</option>
          ${types.map(
            (type) =>
              html`<option value=${type} .selected=${type === subject?.type}>
                ${words.subjects[type]}
              </option>`,
          )}
        </select>
      </div>
      ${subject ? this.named(subject) : nothing}
    </div>`;
  }

  private named(subject: Subject): TemplateResult {
    if (subject.type !== 'member') {
      return html`<div>
        <label class="label" for="subject-name">${words.subjectName}</label>
        <input
          id="subject-name"
          class="field"
          dir="auto"
          maxlength=${limits.outsideName}
          .value=${subject.name}
          @change=${(event: Event) => {
            const name = (event.target as HTMLInputElement).value.trim();
            if (name) this.chips({ subject: { type: subject.type, name } });
          }}
        />
      </div>`;
    }
    const members = membersHere(this.scene).filter((who) => !who.you);
    return html`<div>
      <label class="label" for="subject-member">${words.subjectName}</label>
      <select
        id="subject-member"
        class="field"
        @change=${(event: Event) =>
          this.chips({ subject: { type: 'member', member: (event.target as HTMLSelectElement).value } })}
      >
        ${members.map(
          (who) =>
            html`<option value=${who.id ?? ''} .selected=${who.id === subject.member}>${who.name}</option>`,
        )}
      </select>
    </div>`;
  }

  private answers(): TemplateResult {
    const needs: Card[] = [];
    for (const card of this.scene.state.cards.values()) {
      if (card.kind === 'need' && card.paidWelcome && isAlive(card, this.scene.now)) needs.push(card);
    }
    return html`<div>
      <label class="label" for="answers">${words.answers}</label>
      <select
        id="answers"
        class="field"
        aria-describedby="answers-hint"
        @change=${(event: Event) => this.chips({ answers: (event.target as HTMLSelectElement).value || null })}
      >
        <option value="" .selected=${!this.card.answers}>${words.answersNone}</option>
        ${needs.map(
          (need) =>
            html`<option value=${need.id} .selected=${need.id === this.card.answers}>${need.title}</option>`,
        )}
      </select>
      <p class="hint" id="answers-hint">${words.answersHint}</p>
    </div>`;
  }

  private together(): TemplateResult {
    const editors = this.card.editors ?? [];
    const others = membersHere(this.scene).filter(
      (who) => !who.you && who.id !== null && !editors.includes(who.id),
    );
    const invite = (event: Event): void => {
      event.preventDefault();
      const select = (event.target as HTMLFormElement).elements.namedItem('editor') as HTMLSelectElement;
      if (select.value) this.run({ type: 'card.invite', card: this.card.id, member: select.value });
    };
    return html`<form class="together" @submit=${invite}>
      <label class="label" for="editor">${words.together}</label>
      <div class="row">
        <select id="editor" name="editor" class="field" aria-describedby="together-hint">
          <option value="">${words.choose}</option>
          ${others.map((who) => html`<option value=${who.id ?? ''}>${who.name}</option>`)}
        </select>
        <button class="button" type="submit">${words.invite}</button>
      </div>
      <p class="hint" id="together-hint">${words.togetherHint}</p>
      ${editors.map(
        (editor) =>
          html`<button
            class="link"
            type="button"
            @click=${() => this.run({ type: 'card.uninvite', card: this.card.id, member: editor })}
          >
            ${words.uninvite(someone(this.scene, editor).name)}
          </button>`,
      )}
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-card-edit': TilthCardEdit;
  }
}
