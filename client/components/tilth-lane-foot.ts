import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Kind } from '#shared/board/types.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import type { LaneView } from '#client/view/board-view.ts';
import { count } from '#client/words/lists.ts';

/**
 * The quiet line at the foot of a lane: what was met this month, and the way to it.
 *
 * Fires: `tilth-past`, to show what is met and past, or to hide it.
 */
@customElement('tilth-lane-foot')
export class TilthLaneFoot extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        padding: 2px 18px 8px;
        font-size: var(--size-small);
        color: var(--ink-soft);
        min-block-size: calc(var(--control-small) + 10px);
      }
      .foot .link {
        font-size: var(--size-small);
      }
    `,
  ];

  @property({ attribute: false }) lane!: LaneView;
  /** What is past is shown. */
  @property({ attribute: false }) shows = false;

  private readonly onPast = (): void => {
    this.dispatchEvent(new Event('tilth-past'));
  };

  protected override render(): TemplateResult | typeof nothing {
    const { kind, met, past } = this.lane;
    if (met === 0 && past.length === 0) return nothing;
    return html`<div class="foot">
      <span>${metWords(kind, met)}</span>
      ${
        past.length > 0
          ? html`<button class="link" aria-expanded=${this.shows} @click=${this.onPast}>
              ${this.shows ? 'Hide' : 'Show'}<span class="aloud"> what is met and past</span>
            </button>`
          : nothing
      }
    </div>`;
  }
}

function metWords(kind: Kind, met: number): string {
  if (met === 0) return '';
  switch (kind) {
    case 'need':
      return `${met} met this month`;
    case 'offer':
    case 'promotion':
      return `${met} taken up this month`;
    case 'referral':
      return `${count(met, 'introduction')} made this month`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-lane-foot': TilthLaneFoot;
  }
}
