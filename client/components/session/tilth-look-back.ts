import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '#shared/board/types.ts';
import { base } from '#client/styles/base.ts';
import { partsView, type PartView } from '#client/view/session/parts-view.ts';

const whenWords: Record<PartView['when'], string> = { over: 'over', on: 'on now', later: 'still to come' };

/** The parts of a session: what was asked can be read again, what is to come has a name. */
@customElement('tilth-look-back')
export class TilthLookBack extends LitElement {
  static override styles = [
    base,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
        gap: 8px 24px;
      }
      li {
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--line);
      }
      .on {
        border-color: var(--ink);
      }
      .on b {
        font-weight: 650;
      }
      b {
        font-weight: 500;
      }
      .prompt {
        white-space: pre-line;
      }
    `,
  ];

  @property({ attribute: false }) running!: Session;

  protected override render(): TemplateResult {
    return html`<ol>
      ${partsView(this.running).map(
        ({ name, when, minutes, prompt }) =>
          html`<li class=${when} aria-current=${when === 'on' ? 'step' : nothing}>
            <p>
              <b dir="auto">${name}</b> <span class="small soft">${minutes} min, ${whenWords[when]}</span>
            </p>
            ${prompt ? html`<p class="small soft prompt" dir="auto">${prompt}</p>` : nothing}
          </li>`,
      )}
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-look-back': TilthLookBack;
  }
}
