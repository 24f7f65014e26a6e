/**
 * Words that did not reach the board, and those put aside on purpose. Nothing is lost: each says why, and what next.
 * `target`: a draft to begin with, or ''.
 *
 * @fires tilth-say when one was sent again
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Command } from '#shared/board/commands.ts';
import { icon } from '#client/icons/icon.ts';
import type { Draft } from '#client/session/port.ts';
import { draftView, type DraftView } from '#client/view/detail/draft-view.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { refusalWords } from '#client/words/refusals.ts';
import { since } from '#client/words/stamp.ts';
import { exactly } from '#client/words/time.ts';
import { refusalNote } from './refusal-note.ts';
import { Sheet } from './sheet.ts';
import './tilth-sure.ts';

const words = {
  title: 'Your drafts',
  lead: 'These words are on this device only. Nobody else sees them.',
  none: 'No drafts. Everything you wrote is on the board.',
  put: 'You put this aside.',
  post: 'Post it',
  again: 'Send again',
  both: 'See both',
  mine: 'Use mine',
  theirs: 'Keep theirs',
  mineIs: 'Yours',
  theirsIs: 'On the board',
  copy: 'Copy the words',
  copied: 'Copied',
  drop: 'Drop it',
  sure: 'The words are gone then, for good.',
  keep: 'Keep it',
} as const;

@customElement('tilth-drafts')
export class TilthDrafts extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      li {
        display: grid;
        gap: 8px;
        padding-block: 16px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      .what {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .words {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .both {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
        gap: 8px;
      }
      .both > div {
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
    `,
  ];

  /** Drafts whose two texts are laid side by side. */
  @state() private opened: ReadonlySet<string> = new Set();
  @state() private copied = '';
  /** Why one could not be sent again, by draft. */
  @state() private stillNot: { draft: string; refusal: Draft['refusal'] } | null = null;

  private again(draft: string, command: Command): void {
    const refusal = this.session.check(command);
    if (refusal && refusal.code !== 'checking') {
      this.stillNot = { draft, refusal };
      return;
    }
    this.stillNot = null;
    if (!this.send(command)) return;
    this.session.dropDraft(draft);
    if (command.type === 'card.create') this.dispatchEvent(new OpenIntent('card', command.card));
  }

  private async copy(view: DraftView): Promise<void> {
    try {
      await navigator.clipboard.writeText([view.title, view.text].filter(Boolean).join('\n\n'));
      this.copied = view.id;
    } catch {
      this.copied = '';
    }
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const drafts = [...this.snapshot.drafts].sort(
      (a, b) => Number(b.id === this.target) - Number(a.id === this.target) || b.at - a.at,
    );
    return this.frame({
      heading: words.title,
      body: html`<p class="soft">${drafts.length > 0 ? words.lead : words.none}</p>
        <ul>
          ${drafts.map((draft) => this.row(draft, draftView(scene.state, draft), scene.now))}
        </ul>`,
    });
  }

  private row(draft: Draft, view: DraftView, now: number): TemplateResult {
    const why = draft.refusal && refusalWords(draft.refusal, exactly);
    const open = this.opened.has(view.id) || (view.theirs !== null && view.id === this.target);
    const still = this.stillNot?.draft === view.id ? (this.stillNot.refusal ?? null) : null;
    return html`<li>
      <p class="what small soft">${icon('pencil', 16)} ${view.what} · ${since(view.at, now)}</p>
      ${open && view.theirs !== null ? this.both(view, view.theirs) : this.alone(view)}
      <p class="small">
        ${why ? html`<strong>${why.what}.</strong> ${why.why} ${why.kept} ${why.next}` : words.put}
      </p>
      <div class="row">${refusalNote(still)} ${this.buttons(draft, view, open)}</div>
    </li>`;
  }

  private alone(view: DraftView): TemplateResult {
    return html`${view.title ? html`<h3 dir="auto">${view.title}</h3>` : nothing}
    ${view.text ? html`<p class="words" dir="auto">${view.text}</p>` : nothing}`;
  }

  private both(view: DraftView, theirs: string): TemplateResult {
    return html`<div class="both">
      <div>
        <p class="small soft">${words.mineIs}</p>
        <p class="words" dir="auto">${view.title || view.text}</p>
      </div>
      <div>
        <p class="small soft">${words.theirsIs}</p>
        <p class="words" dir="auto">${theirs}</p>
      </div>
    </div>`;
  }

  private buttons(draft: Draft, view: DraftView, open: boolean): TemplateResult {
    const { mine } = view;
    if (view.theirs !== null && mine) {
      return open
        ? html`<button class="button small" type="button" @click=${() => this.again(view.id, mine)}>
              ${words.mine}
            </button>
            <button class="button small" type="button" @click=${() => this.session.dropDraft(view.id)}>
              ${words.theirs}
            </button>`
        : html`<button
            class="button small"
            type="button"
            @click=${() => {
              this.opened = new Set([...this.opened, view.id]);
            }}
          >
            ${words.both}
          </button>`;
    }
    return html`<button class="button small" type="button" @click=${() => this.again(view.id, view.again)}>
        ${draft.refusal ? words.again : words.post}
      </button>
      ${
        view.text || view.title
          ? html`<button class="button small" type="button" @click=${() => this.copy(view)}>
              ${this.copied === view.id ? words.copied : words.copy}
            </button>`
          : nothing
      }
      <tilth-sure
        .label=${words.drop}
        .what=${words.sure}
        .no=${words.keep}
        @tilth-sure=${() => this.session.dropDraft(view.id)}
      ></tilth-sure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-drafts': TilthDrafts;
  }
}
