/** The parts of the session: what is done, what is on, what is to come; and when promotions may go up. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { badge } from '#client/icons/badges.ts';
import { icon } from '#client/icons/icon.ts';
import { windowWords } from '#client/view/session/cockpit/window-view.ts';
import { type PartView, partsView } from '#client/view/session/parts-view.ts';
import { minutesWords } from '#client/words/minutes.ts';
import { CockpitPart } from './cockpit-part.ts';

const words = {
  title: 'Today’s session',
  change: 'Change the plan',
  when: { over: 'done: ', on: 'now: ', later: '' },
  promotions: 'Promotions',
  overrides: 'One more place, a market hour',
} as const;

@customElement('tilth-plan')
export class TilthPlan extends CockpitPart {
  static override styles = [
    CockpitPart.styles,
    css`
      li {
        position: relative;
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr) auto;
        gap: 0 12px;
        padding: 7px 12px;
        border-radius: var(--radius-card);
        color: var(--ink-soft);
      }
      ol {
        margin-inline: -12px;
      }
      .on {
        background: var(--bed);
        color: var(--ink);
      }
      .on .what {
        font-weight: 650;
      }
      /* the line of time, from mark to mark */
      li:not(:last-child)::before {
        content: '';
        position: absolute;
        inset-inline-start: 22px;
        inset-block: 29px -8px;
        border-inline-start: 2px solid var(--line);
      }
      .over:not(:last-child)::before {
        border-color: var(--leaf);
      }
      .mark {
        z-index: 1;
        display: grid;
        place-items: center;
        inline-size: 22px;
        block-size: 22px;
        border: 2px solid var(--edge);
        border-radius: 50%;
        background: var(--paper);
      }
      .over .mark {
        border-color: var(--leaf);
        border-radius: 2px 11px;
        background: var(--leaf);
        color: var(--paper);
      }
      .on .mark {
        border: 7px solid var(--ink);
      }
      .minutes {
        font-variant-numeric: tabular-nums;
        line-height: 1.5rem;
      }
      .button {
        margin-block-start: 12px;
      }
      .window {
        margin-block-start: 20px;
        padding: 12px 16px;
        border-radius: var(--radius-card);
        background: var(--bed-promotion);
      }
      @media (forced-colors: active) {
        .window,
        .on {
          outline: 1px solid CanvasText;
        }
      }
      .window p {
        display: flex;
        gap: 10px;
      }
    `,
  ];

  private readonly onChange = (): void => this.show('plan');
  private readonly onOverrides = (): void => this.show('facilitator');

  protected override render(): TemplateResult {
    const { conducts, scene } = this;
    return html`<section aria-labelledby="plan">
      <div class="head"><h2 id="plan">${words.title}</h2></div>
      <ol>
        ${partsView(conducts).map((part) => this.item(part))}
      </ol>
      ${
        conducts.state === 'ended'
          ? nothing
          : html`<button class="button small" type="button" @click=${this.onChange}>
                ${icon('pencil', 18)} ${words.change}
              </button>
              <div class="window" role="group" aria-label=${words.promotions}>
                <p class="small">${badge('promotion')}<span>${windowWords(conducts, scene.now)}</span></p>
                ${
                  scene.role === 'facilitator'
                    ? html`<button class="button small" type="button" @click=${this.onOverrides}>
                        ${words.overrides}
                      </button>`
                    : nothing
                }
              </div>`
      }
    </section>`;
  }

  private item({ name, when, minutes }: PartView): TemplateResult {
    return html`<li class=${when} aria-current=${when === 'on' ? 'step' : nothing}>
      <span class="mark">${when === 'over' ? icon('tick', 14) : nothing}</span>
      <span class="what" dir="auto"><span class="aloud">${words.when[when]}</span>${name}</span>
      <span class="minutes small">${minutesWords(minutes)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-plan': TilthPlan;
  }
}
