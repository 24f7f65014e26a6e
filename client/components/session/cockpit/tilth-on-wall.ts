/** What everybody is shown at the moment, and what could come next. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { badge } from '#client/icons/badges.ts';
import { nextOf, untouched } from '#client/view/session/cockpit/needs-view.ts';
import { kindWords } from '#client/words/cards.ts';
import { CockpitPart } from './cockpit-part.ts';

const words = {
  title: 'On the wall now',
  none: 'No card is in the spotlight. The wall shows what is on the board.',
  next: 'Next untouched',
  down: 'Take down',
  coming: 'Coming up',
  nothing: 'Nothing waits for an answer.',
} as const;

/** So many are named of what comes. */
const AHEAD = 3;

@customElement('tilth-on-wall')
export class TilthOnWall extends CockpitPart {
  static override styles = [
    CockpitPart.styles,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
        gap: 12px 20px;
      }
      .wall {
        padding: 16px 20px;
        border: 1px solid var(--edge);
        border-radius: var(--radius-card);
        background: var(--card);
      }
      .kind {
        display: flex;
        align-items: center;
        gap: 8px;
        font-weight: 700;
      }
      .wall h3 {
        margin-block: 8px 2px;
        font-size: var(--size-h3);
      }
      h3 {
        font-size: 1rem;
        margin-block-end: 4px;
      }
      li {
        display: flex;
        gap: 10px;
        padding-block: 4px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { conducts, scene } = this;
    const shown = scene.state.cards.get(conducts.spotlight ?? '');
    const line = untouched(scene);
    const next = nextOf(line, shown?.id);
    const from = line.findIndex(({ id }) => id === next?.id);
    return html`<section aria-labelledby="wall">
      <div class="head">
        <h2 id="wall">${words.title}</h2>
        <div class="row">
          ${
            next
              ? html`<button class="button small" type="button" @click=${() => this.spotlight(next.id)}>
                  ${words.next}
                </button>`
              : nothing
          }
          ${
            shown
              ? html`<button class="button small" type="button" @click=${() => this.spotlight(null)}>
                  ${words.down}
                </button>`
              : nothing
          }
        </div>
      </div>
      <div class="columns">
        ${
          shown
            ? html`<div class="wall">
                <p class="kind">${badge(shown.kind)}<span>${kindWords[shown.kind].one}</span></p>
                <h3 dir="auto">${shown.title}</h3>
                <p class="small" dir="auto">${shown.body}</p>
              </div>`
            : html`<p class="wall small soft">${words.none}</p>`
        }
        <div>
          <h3>${words.coming}</h3>
          ${line.length === 0 ? html`<p class="small soft">${words.nothing}</p>` : nothing}
          <ul>
            ${line.slice(from, from + AHEAD).map(
              ({ kind, title }) =>
                html`<li>
                  ${badge(kind, 20)}<span class="aloud">${kindWords[kind].one}: </span>
                  <span dir="auto">${title}</span>
                </li>`,
            )}
          </ul>
        </div>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-on-wall': TilthOnWall;
  }
}
