import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Kind } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { base } from '#client/styles/base.ts';
import { kindWords } from '#client/words/cards.ts';

/** A card without anything behind it: the skeleton before the first sync, or (with words) an example in an empty lane. */
@customElement('tilth-plain-card')
export class TilthPlainCard extends LitElement {
  static override styles = [
    base,
    css`
      div {
        padding: 11px 16px 14px;
        border-radius: var(--radius-card);
      }
      .blank {
        background: var(--card);
        box-shadow: var(--shadow-card);
        min-block-size: 140px;
      }
      .example {
        border: 1.5px dashed var(--edge);
      }
      .top {
        display: flex;
        align-items: center;
        gap: 8px;
        font-size: var(--size-small);
      }
      b {
        white-space: nowrap;
        font-size: var(--size-label);
        font-weight: 700;
      }
      .need b {
        color: var(--need);
      }
      .offer b {
        color: var(--offer);
      }
      .referral b {
        color: var(--referral);
      }
      .promotion b {
        color: var(--promotion);
      }
      .title {
        margin-block-start: 3px;
        font-size: var(--size-card-title);
        font-weight: 650;
        line-height: 1.28;
      }
      i {
        display: block;
        block-size: 12px;
        margin-block-start: 10px;
        border-radius: 6px;
        background: var(--line);
        inline-size: 92%;
      }
      i:nth-of-type(1) {
        block-size: 17px;
        margin-block-start: 12px;
        inline-size: 72%;
      }
      i:nth-of-type(3) {
        inline-size: 44%;
      }
      @container (min-width: 720.01px) {
        .blank.promotion {
          min-block-size: 0;
        }
      }
    `,
  ];

  @property() kind: Kind = 'need';
  @property() titleWords = '';
  @property() body = '';

  protected override render(): TemplateResult {
    const top = html`${badge(this.kind)}<b>${kindWords[this.kind].one}</b>`;
    if (!this.titleWords) {
      return html`<div class="blank ${this.kind}" aria-hidden="true">
        <p class="top">${top}</p>
        <i></i><i></i><i></i>
      </div>`;
    }
    return html`<div class="example ${this.kind}">
      <p class="top">${top}<span class="soft">An example, not a real card</span></p>
      <p class="title">${this.titleWords}</p>
      <p>${this.body}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-plain-card': TilthPlainCard;
  }
}
