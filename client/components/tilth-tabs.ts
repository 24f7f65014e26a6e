import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { kinds, type Kind } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { base } from '#client/styles/base.ts';
import { kindColours } from '#client/styles/kinds.ts';
import type { BoardSession } from '#client/session/port.ts';
import type { BoardView } from '#client/view/board-view.ts';
import { unreadLanes } from '#client/view/unread.ts';
import { kindWords } from '#client/words/cards.ts';

/** Fired when another lane is chosen. */
export class LaneEvent extends Event {
  static readonly type = 'tilth-lane-chosen';
  constructor(readonly kind: Kind) {
    super(LaneEvent.type, { bubbles: true, composed: true });
  }
}

/** The lanes of a narrow page, one at a time: badge, name, count, and a dot where something new lies. */
@customElement('tilth-tabs')
export class TilthTabs extends LitElement {
  static override styles = [
    base,
    kindColours,
    css`
      [role='tablist'] {
        display: flex;
        overflow-x: auto;
        scrollbar-width: none;
        border-block-end: 1px solid var(--line);
        background: var(--paper);
        padding-inline: 6px;
      }
      button {
        position: relative;
        display: flex;
        align-items: center;
        gap: 7px;
        min-block-size: 52px;
        padding: 4px 9px;
        border: 0;
        background: none;
        color: var(--ink-soft);
        font-weight: 600;
        white-space: nowrap;
        cursor: pointer;
      }
      button:focus-visible {
        outline-offset: -4px;
      }
      [aria-selected='true'] {
        color: var(--kind);
      }
      [aria-selected='true']::after {
        content: '';
        position: absolute;
        inset-inline: 6px;
        inset-block-end: 0;
        block-size: 4px;
        border-radius: 2px 2px 0 0;
        background: var(--kind);
      }
      .dot {
        inline-size: 8px;
        block-size: 8px;
        margin-block-end: 10px;
        border-radius: 50%;
        background: var(--kind);
      }
      @media (forced-colors: active) {
        [aria-selected='true']::after,
        .dot {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) board!: BoardView;
  @property() current: Kind = 'need';
  @property({ attribute: false }) session!: BoardSession;
  /** The reader's member id, or ''. */
  @property() member = '';

  /** When each lane was last in front. */
  private readonly seen = new Map<Kind, number>();

  private choose(kind: Kind): void {
    this.seen.set(this.current, this.session.now());
    this.dispatchEvent(new LaneEvent(kind));
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const step = event.key === forward ? 1 : event.key === back ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const kind = kinds[(kinds.indexOf(this.current) + step + kinds.length) % kinds.length];
    if (!kind) return;
    this.choose(kind);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`.${kind}`)?.focus());
  };

  protected override updated(): void {
    // Only the row of tabs moves, never the page.
    const tab = this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]');
    const row = tab?.parentElement;
    if (!tab || !row) return;
    const end = tab.offsetLeft + tab.offsetWidth - row.offsetLeft;
    if (end > row.scrollLeft + row.clientWidth) row.scrollLeft = end - row.clientWidth;
    else if (tab.offsetLeft - row.offsetLeft < row.scrollLeft)
      row.scrollLeft = tab.offsetLeft - row.offsetLeft;
  }

  protected override render(): TemplateResult {
    const unread = unreadLanes(this.session.snapshot, this.member, this.current, this.seen);
    return html`<nav aria-label="Lanes">
      <div role="tablist" aria-label="Lanes" @keydown=${this.onKeydown}>
        ${kinds.map((kind) => {
          const current = kind === this.current;
          return html`<button
            role="tab"
            class=${kind}
            aria-selected=${current}
            tabindex=${current ? 0 : -1}
            @click=${() => this.choose(kind)}
          >
            ${badge(kind, 22)}<span>${kindWords[kind].many}</span><span>${this.board[kind].open}</span>
            ${unread.has(kind) ? html`<span class="dot"><span class="aloud">, new</span></span>` : nothing}
          </button>`;
        })}
      </div>
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-tabs': TilthTabs;
  }
  interface HTMLElementEventMap {
    'tilth-lane-chosen': LaneEvent;
  }
}
