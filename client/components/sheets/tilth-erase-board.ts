/**
 * The end of a board: says what goes and what cannot be promised, and asks for the board's name, so that nobody ends one
 * by a slip of the finger. It is asked of the server at once or not at all, never kept for later.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import { limits } from '#shared/limits.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { refusalNote, refusalStyles } from './refusal-note.ts';

const words = {
  what: 'Everything on it goes from the server within a minute: cards, helps, notes, contact lines, people and links, and all that was kept of its past. Every device that comes back forgets its copy. It ends for everyone, at once, and cannot be taken back.',
  beyond:
    'What people have read, copied or printed stays theirs, and whoever runs the server may have backups for a while.',
  name: (title: string) => `To be sure, type its name: ${title}`,
  other: 'That is not the name of this board, letter by letter.',
  erase: 'Erase the board for everyone',
  erasing: 'Erasing…',
} as const;

@customElement('tilth-erase-board')
export class TilthEraseBoard extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    refusalStyles,
    css`
      form {
        display: grid;
        gap: 12px;
        margin-block-start: 8px;
        padding: 16px;
        border-radius: var(--radius-card);
        background: var(--bed);
      }
      .refusal p {
        padding: 0;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property() board = '';
  @state() private other = false;
  @state() private busy = false;
  @state() private refusal: Refusal | null = null;
  @query('input') private readonly field!: HTMLInputElement;

  private async erase(event: Event): Promise<void> {
    event.preventDefault();
    const title = this.field.value.trim();
    this.other = title !== this.board;
    if (this.other || this.busy) return this.field.focus();
    this.busy = true;
    // when it is done, the door says so to everyone
    const reply = await this.session.access({ type: 'board.erase', title });
    this.busy = false;
    this.refusal = reply.ok ? null : reply.refusal;
  }

  override render(): TemplateResult {
    return html`<p class="small soft">${words.what}</p>
      <form @submit=${this.erase}>
        <p class="small">${words.beyond}</p>
        <div>
          <label class="label small" for="name">${words.name(this.board)}</label>
          <input
            id="name"
            class="field"
            dir="auto"
            maxlength=${limits.boardTitle}
            autocomplete="off"
            spellcheck="false"
            aria-describedby="other"
          />
          <p class="hint" id="other" role="status">${this.other ? words.other : ''}</p>
        </div>
        ${refusalNote(this.refusal)}
        <div>
          <button class="button" type="submit">${this.busy ? words.erasing : words.erase}</button>
        </div>
      </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-erase-board': TilthEraseBoard;
  }
}
