/**
 * The comments on a card, and a field to add one. What is typed is kept until it is sent.
 *
 * @fires tilth-run comment.add, comment.remove
 * @fires tilth-typing when someone begins to write a comment, and when they stop
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ownerOf } from '#shared/board/access.ts';
import { commentsBy } from '#shared/board/keys.ts';
import type { Card, Comment } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { someone } from '#client/view/detail/someone.ts';
import { RunIntent } from '#client/view/intents.ts';
import { count } from '#client/words/lists.ts';
import { since } from '#client/words/stamp.ts';
import { linkedText } from './linked-text.ts';
import { TypingEvent } from '../tilth-adder.ts';
import { WritingWatch } from '../writing-watch.ts';
import { personMark } from './person-mark.ts';

const words = {
  heading: (n: number) => (n === 0 ? 'Comments' : count(n, 'comment')),
  label: 'Add a comment',
  asAuthor: 'Your name stays hidden here, as on the card.',
  everyone: 'Everyone on the board can read comments.',
  send: 'Comment',
  remove: (name: string) => `Remove the comment by ${name}`,
  pending: { saving: 'Saving…', kept: 'Kept on this device' },
} as const;

@customElement('tilth-comments')
export class TilthComments extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      section {
        display: grid;
        gap: 8px;
      }
      h2 {
        font-size: var(--size-h3);
      }
      li {
        display: flex;
        gap: 12px;
        padding-block: 8px;
      }
      li > div {
        flex: 1 1 auto;
        min-inline-size: 0;
      }
      .text {
        white-space: pre-wrap;
      }
      .send {
        display: flex;
        gap: 8px;
        align-items: end;
      }
      textarea.field {
        min-block-size: var(--field);
        field-sizing: content;
        max-block-size: 12rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) card!: Card;
  @query('textarea') private readonly field!: HTMLTextAreaElement;
  private readonly watch = new WritingWatch((writing) => this.dispatchEvent(new TypingEvent(writing)));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch.end();
  }

  private get input(): string {
    return `comment:${this.card.id}`;
  }

  private get unnamed(): boolean {
    return this.card.author === null && ownerOf(this.scene.state, this.card.id) === this.scene.me;
  }

  private add(event: Event): void {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    const comment = this.session.newId('comment');
    this.dispatchEvent(
      new RunIntent({
        type: 'comment.add',
        comment,
        card: this.card.id,
        text,
        ...(this.unnamed ? { asAuthor: true } : {}),
      }),
    );
    this.session.keepTyped(this.input, '');
    this.field.value = '';
    this.watch.touch(false);
    this.field.focus();
  }

  private typed(): void {
    this.session.keepTyped(this.input, this.field.value);
    this.watch.touch(this.field.value.trim() !== '');
  }

  private keys(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.add(event);
  }

  override render(): TemplateResult {
    const comments = commentsBy(this.scene.state, `card:${this.card.id}`).sort(
      (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1),
    );
    return html`<section aria-labelledby="comments">
      <h2 id="comments">${words.heading(comments.length)}</h2>
      ${
        comments.length > 0
          ? html`<ul>
              ${repeat(
                comments,
                (comment) => comment.id,
                (comment) => this.row(comment),
              )}
            </ul>`
          : nothing
      }
      ${this.scene.me === null ? nothing : this.form()}
    </section>`;
  }

  private row(comment: Comment): TemplateResult {
    const by = someone(this.scene, comment.by);
    const pending = this.session.snapshot.pending.get(comment.id);
    const mine = by.you || (comment.by === null && this.unnamed);
    return html`<li>
      ${personMark(this.scene.state, by)}
      <div>
        <p>
          <strong>${comment.by === null && mine ? 'You, name not shown' : by.name}</strong>
          <span class="small soft"
            >${pending ? words.pending[pending] : since(comment.at, this.scene.now)}</span
          >
        </p>
        <p class="text" dir="auto">${linkedText(comment.text)}</p>
      </div>
      ${
        mine || this.scene.role === 'facilitator'
          ? html`<button
              class="button icon quiet small"
              type="button"
              aria-label=${words.remove(by.name)}
              @click=${() => this.dispatchEvent(new RunIntent({ type: 'comment.remove', comment: comment.id }))}
            >
              ${icon('close', 18)}
            </button>`
          : nothing
      }
    </li>`;
  }

  private form(): TemplateResult {
    return html`<form @submit=${this.add}>
      <label class="aloud" for="comment">${words.label}</label>
      <div class="send">
        <textarea
          id="comment"
          class="field"
          rows="1"
          dir="auto"
          maxlength=${limits.comment}
          placeholder=${words.label}
          aria-describedby="who"
          .defaultValue=${this.session.typed(this.input)}
          @input=${this.typed}
          @keydown=${this.keys}
        ></textarea>
        <button class="button" type="submit">${words.send}</button>
      </div>
      <p class="hint" id="who">${this.unnamed ? words.asAuthor : words.everyone}</p>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-comments': TilthComments;
  }
}
