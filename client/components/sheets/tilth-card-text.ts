/**
 * What a card says: its text with safe links (or the shared editor), who writes in it, the facts beneath, and before all
 * that what a reader should know first.
 *
 * @fires tilth-open the question to its author
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Whereabouts } from '#shared/board/access.ts';
import { cardStatus } from '#shared/board/cards.ts';
import { bodyOf } from '#shared/board/keys.ts';
import type { Card } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { facts } from '#client/view/detail/facts.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { someone } from '#client/view/detail/someone.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { list } from '#client/words/lists.ts';
import { exactly } from '#client/words/time.ts';
import { linkedText } from './linked-text.ts';
import './tilth-body-editor.ts';

const words = {
  silent: 'Written in silence. It goes on the board when this part of the session is over.',
  held: 'Facilitators took this card from sight for now. Only its author and they see it.',
  waiting: 'This promotion is kept and waits its turn. Only you see it.',
  expired: 'The time of this card has run out. It is out of the lanes, and nothing in it is lost.',
  withdrawn: 'This card was taken down.',
  question: 'Two people wondered whether this mainly helps you. Only you see this.',
  answer: 'Answer',
  body: 'Text of the card',
  writing: (names: string, many: boolean) => `${names} ${many ? 'are' : 'is'} writing in this card`,
} as const;

@customElement('tilth-card-text')
export class TilthCardText extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        gap: 20px;
      }
      :host > * {
        min-inline-size: 0;
      }
      .written {
        display: grid;
        gap: 8px;
      }
      .text {
        max-inline-size: 45rem;
        font-size: 1.0625rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 4px 16px;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        font-weight: 550;
        overflow-wrap: anywhere;
      }
      .tell {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding: 12px 14px;
        border-radius: var(--radius);
        background: var(--bed);
      }
      .tell p {
        flex: 1 1 12rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) card!: Card;
  @property() where: Whereabouts = 'board';
  /** The text is open for writing. */
  @property({ type: Boolean }) writing = false;

  @query('.written') private readonly written!: HTMLElement | null;

  /** To where it is written in, for one who asked to be taken there. */
  override focus(): void {
    void this.updateComplete.then(() => this.written?.focus());
  }

  override render(): TemplateResult {
    const { card, scene } = this;
    const [body, writers] = [this.body(), this.writers()];
    return html`${this.tell()}
      ${
        body === nothing && writers === nothing
          ? nothing
          : html`<div class="written" role="group" aria-label=${words.body} tabindex="-1">
              ${body} ${writers}
            </div>`
      }
      <dl>
        ${facts(scene, card, exactly).map(
          (fact) =>
            html`<dt>${fact.label}</dt>
              <dd dir="auto">${fact.value}</dd>`,
        )}
      </dl>`;
  }

  private tell(): TemplateResult | typeof nothing {
    const { state, now } = this.scene;
    const { id } = this.card;
    const question = bodyOf(state, 'question', `question:${id}`);
    if (question && question.answered === undefined) {
      return html`<div class="tell">
        <p>${words.question}</p>
        <button
          class="button small"
          type="button"
          @click=${() => this.dispatchEvent(new OpenIntent('question', id))}
        >
          ${words.answer}
        </button>
      </div>`;
    }
    const status = cardStatus(this.card, now);
    if (this.where !== 'board') {
      const note = bodyOf(state, 'held', `held:${id}`)?.note;
      return html`<div class="tell">
        <p>${words[this.where]} ${note ? html`“${note}”` : nothing}</p>
      </div>`;
    }
    return status === 'withdrawn' || status === 'expired'
      ? html`<div class="tell"><p>${words[status]}</p></div>`
      : nothing;
  }

  private body(): TemplateResult | typeof nothing {
    const { card } = this;
    if (this.writing) {
      return html`<tilth-body-editor
        .session=${this.session}
        .text=${card.id}
        .label=${words.body}
      ></tilth-body-editor>`;
    }
    return card.body ? html`<p class="text" dir="auto">${linkedText(card.body)}</p>` : nothing;
  }

  private writers(): TemplateResult | typeof nothing {
    const { scene, card } = this;
    const names = scene.people
      .filter((person) => person.writing && person.card === card.id && person.member !== scene.me)
      .map((person) => someone(scene, person.member).name);
    return names.length > 0 && !this.writing
      ? html`<p class="small">${words.writing(list(names), names.length > 1)}</p>`
      : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-card-text': TilthCardText;
  }
}
