import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { badge } from '#client/icons/badges.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { kindColours } from '#client/styles/kinds.ts';
import { OpenIntent } from '#client/view/intents.ts';
import type { PinnedCard } from '#client/view/session/pinned-view.ts';
import { kindWords } from '#client/words/cards.ts';

/**
 * A card held in sight above the lanes: a strip, never a dialog. It opens nothing by itself. Slot: what else one may do.
 *
 * Fires: `tilth-open`.
 */
@customElement('tilth-pinned')
export class TilthPinned extends LitElement {
  static override styles = [
    base,
    buttons,
    kindColours,
    css`
      aside {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        margin: 0 32px 12px;
        padding: 8px 12px 8px 20px;
        border-radius: var(--radius);
        background: var(--bed-kind, var(--bed));
      }
      .kind {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--kind);
        font-weight: 700;
      }
      .title {
        flex: 1 1 14rem;
        min-inline-size: 0;
        font-weight: 650;
        overflow-wrap: anywhere;
      }
      small {
        font-size: var(--size-small);
        font-weight: 400;
      }
      .none {
        flex: 1 1 auto;
      }
      @container (max-width: 45rem) {
        aside {
          margin: 0;
          padding: 8px 16px;
          border-radius: 0;
        }
        .open {
          margin-inline-start: auto;
        }
        .title {
          order: 1;
          flex-basis: 100%;
        }
        ::slotted(*) {
          order: 2;
        }
      }
      @media (forced-colors: active) {
        aside {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  /** Whose it is, and what the strip is for: "Everybody looks at". */
  @property() what = '';
  /** null: there is none at the moment. */
  @property({ attribute: false }) card: PinnedCard | null = null;

  protected override render(): TemplateResult {
    const { card, what } = this;
    return html`<aside class=${card?.kind ?? ''} aria-label=${what}>
      <span class="small soft">${what}</span>
      ${card ? this.renderCard(card) : html`<span class="none">no card just now</span>`}
      <slot></slot>
    </aside>`;
  }

  private renderCard({ id, kind, title, who }: PinnedCard): TemplateResult {
    return html`<span class="kind small">${badge(kind)} ${kindWords[kind].one}</span>
      <span class="title" dir="auto">${title} <small class="soft">${who}</small></span>
      <button
        class="button small open"
        aria-label="Open: ${title}"
        @click=${() => this.dispatchEvent(new OpenIntent('card', id))}
      >
        Open
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-pinned': TilthPinned;
  }
}
