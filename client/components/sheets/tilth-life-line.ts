/** The life of a card on one line: five marks, each with its word and what is known. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { growthMark } from '#client/icons/marks.ts';
import { base } from '#client/styles/base.ts';
import type { Stage } from '#client/view/detail/stages.ts';
import { count } from '#client/words/lists.ts';
import { stamp } from '#client/words/stamp.ts';

const words = { label: 'What has happened so far', reached: 'reached', ahead: 'not yet' } as const;

@customElement('tilth-life-line')
export class TilthLifeLine extends LitElement {
  static override styles = [
    base,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(5, minmax(0, 1fr));
      }
      li {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: start;
        gap: 1px;
        text-align: center;
        font-size: var(--size-small);
        line-height: 1.25rem;
      }
      /* the line between two marks, in the leaf colour as far as things have grown */
      li + li::before {
        content: '';
        position: absolute;
        inset-block-start: 19px;
        inset-inline: calc(-50% + 20px) calc(50% + 20px);
        block-size: 2px;
        background: var(--line);
      }
      li.reached + li.reached::before {
        background: var(--leaf);
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        margin-block-end: 4px;
        border: 1px solid var(--edge);
        border-radius: 50%;
        background: var(--paper);
        --growth: var(--ink-soft);
      }
      .reached .mark {
        border-color: var(--leaf);
        background: var(--leaf);
        --growth: var(--card);
      }
      .word {
        color: var(--ink-soft);
        font-weight: 600;
      }
      .reached .word {
        color: var(--ink);
      }
      @media (forced-colors: active) {
        .reached .mark {
          border-width: 3px;
        }
      }
    `,
  ];

  @property({ attribute: false }) stages: readonly Stage[] = [];
  @property({ type: Number }) now = 0;

  override render(): TemplateResult {
    return html`<ol aria-label=${words.label}>
      ${this.stages.map(
        (stage) =>
          html`<li class=${stage.reached ? 'reached' : ''}>
            <span class="mark">${growthMark(stage.mark, 22)}</span>
            <span class="word">${stage.word}</span>
            <span class="aloud">${stage.reached ? words.reached : words.ahead}</span>
            ${stage.note ? html`<span>${this.note(stage)}</span>` : nothing}
          </li>`,
      )}
    </ol>`;
  }

  private note(stage: Stage): string {
    if (!stage.note) return '';
    return stage.note.type === 'time'
      ? stamp(stage.note.at, this.now)
      : count(stage.note.count, 'person', 'people');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-life-line': TilthLifeLine;
  }
}
