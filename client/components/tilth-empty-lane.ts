import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Kind } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { kindWords } from '#client/words/cards.ts';

const words: Record<Kind, { why: string; title: string; body: string; action: string }> = {
  need: {
    why: 'Say what would help you. Small is fine; someone here may have just that.',
    title: 'A ladder for an afternoon',
    body: 'To clear a gutter. I can fetch it and bring it back.',
    action: 'Write the first need',
  },
  offer: {
    why: 'Say what you could give, lend or do. Nobody has to be able to do much.',
    title: 'A lift to the market on Saturdays',
    body: 'Two free seats, back by noon.',
    action: 'Write the first offer',
  },
  referral: {
    why: 'Say whom or what you know that helps. You pass people on to each other.',
    title: 'The library lends sewing machines',
    body: 'Free, two weeks at a time. Ask at the desk.',
    action: 'Write the first referral',
  },
  promotion: {
    why: 'Room for what mainly helps you: a class, a shop, a show.',
    title: 'A pottery class with three free places',
    body: 'Six evenings, clay included.',
    action: 'Write the first promotion',
  },
};

/**
 * What stands in an empty lane: what it is for, one plainly made-up example, one action.
 *
 * Fires: `tilth-write` when the person wants to write the first card.
 */
@customElement('tilth-empty-lane')
export class TilthEmptyLane extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: flex-start;
        gap: 10px;
        padding-block: 4px;
      }
      .why {
        padding-inline: 4px;
        text-wrap: pretty;
      }
      .example {
        align-self: stretch;
        padding: 11px 16px 14px;
        border: 1.5px dashed var(--edge);
        border-radius: var(--radius-card);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
        font-size: var(--size-small);
      }
      b {
        color: var(--kind);
        font-size: var(--size-label);
        font-weight: 700;
      }
      .title {
        margin-block-start: 3px;
        font-size: var(--size-card-title);
        font-weight: 650;
        line-height: 1.28;
      }
      /* On the shelf it lies in one row, right beside the shelf's input. */
      @container (min-width: 45.001rem) {
        :host([kind='promotion']) {
          flex-direction: row;
          align-items: center;
          gap: 20px;
          padding-block: 0;
        }
        :host([kind='promotion']) > * {
          flex: 0 1 21rem;
        }
        :host([kind='promotion']) > .example {
          flex-basis: 24rem;
          padding: 7px 16px 9px;
        }
        :host([kind='promotion']) > .why {
          order: 1;
        }
        :host([kind='promotion']) > .button {
          display: none;
        }
      }
    `,
  ];

  @property({ reflect: true }) kind: Kind = 'need';
  @property({ type: Boolean }) writable = false;

  private readonly onWrite = (): void => {
    this.dispatchEvent(new Event('tilth-write'));
  };

  protected override render(): TemplateResult {
    const { why, title, body, action } = words[this.kind];
    return html`<p class="why">${why}</p>
      <div class="example">
        <p class="top">
          ${badge(this.kind)}<b>${kindWords[this.kind].one}</b
          ><span class="soft">An example, not a real card</span>
        </p>
        <p class="title">${title}</p>
        <p>${body}</p>
      </div>
      ${
        this.writable ? html`<button class="button small" @click=${this.onWrite}>${action}</button>` : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-empty-lane': TilthEmptyLane;
  }
}
