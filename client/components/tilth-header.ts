import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import markUrl from '#client/icons/tilth.svg';
import { base } from '#client/styles/base.ts';

/** The head of the board: its title. Slots: `since` beneath it, and what stands at its end. */
@customElement('tilth-header')
export class TilthHeader extends LitElement {
  static override styles = [
    base,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 8px 16px;
        min-block-size: 66px;
        padding: 6px 32px;
      }
      .titles {
        flex: 1 1 12rem;
        min-inline-size: 0;
      }
      h1 {
        font: 560 var(--size-h1) / 1.2 var(--title);
        letter-spacing: 0.002em;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      @container (max-width: 62.5rem) {
        .titles {
          flex-basis: 16rem;
        }
        .brand {
          display: none;
        }
      }
      @container (max-width: 45rem) {
        header {
          gap: 4px;
          min-block-size: 56px;
          padding: 6px 8px 6px 16px;
        }
        slot[name='since'] {
          display: none;
        }
        .titles {
          flex-basis: 8rem;
        }
        h1 {
          font-size: 1.5rem;
        }
      }
      @container (max-width: 26.875rem) {
        h1 {
          font-size: 1.25rem;
        }
      }
    `,
  ];

  @property() board = '';

  protected override render(): TemplateResult {
    return html`<header>
      <img class="brand" src=${markUrl} width="44" height="44" alt="" />
      <div class="titles">
        <h1 tabindex="-1" dir="auto">${this.board || 'Tilth'}</h1>
        <slot name="since"></slot>
      </div>
      <slot></slot>
    </header>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-header': TilthHeader;
  }
}
