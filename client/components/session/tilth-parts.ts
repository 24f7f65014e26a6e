/** The parts of a session that is being planned, to read. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Phase } from '#shared/board/types.ts';
import { base } from '#client/styles/base.ts';
import { partFacts } from '#client/view/session/plan-view.ts';
import { minutesWords } from '#client/words/minutes.ts';

@customElement('tilth-parts')
export class TilthParts extends LitElement {
  static override styles = [
    base,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
        padding-block: 7px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      .minutes {
        font-variant-numeric: tabular-nums;
      }
      .facts {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) phases: readonly Phase[] = [];

  protected override render(): TemplateResult {
    return html`<ol>
      ${this.phases.map((phase) => {
        const facts = partFacts(phase).join(' · ');
        return html`<li>
          <span dir="auto">${phase.name}</span>
          <span class="minutes small soft">${minutesWords(phase.minutes)}</span>
          ${facts ? html`<span class="facts small soft">${facts}</span>` : nothing}
        </li>`;
      })}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-parts': TilthParts;
  }
}
