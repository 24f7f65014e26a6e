/** The parts of the session: what is done, what is on, what is to come. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '#shared/board/types.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { type PartView, planView } from '#client/view/session/plan-view.ts';

const words = {
  title: 'Today’s session',
  change: 'Change the plan',
  is: { done: 'done: ', on: 'now: ', coming: '' },
} as const;

@customElement('tilth-plan')
export class TilthPlan extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      h2 {
        font-size: var(--size-h3);
        margin-block-end: 12px;
      }
      li {
        position: relative;
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr) auto;
        gap: 0 12px;
        padding: 8px 12px;
        border-radius: var(--radius-card);
        color: var(--ink-soft);
      }
      .on {
        background: var(--bed);
        color: var(--ink);
      }
      .on .name {
        font-weight: 650;
      }
      /* the line of time, from mark to mark */
      li:not(:last-child)::before {
        content: '';
        position: absolute;
        inset-inline-start: 22px;
        inset-block: 30px -10px;
        border-inline-start: 2px solid var(--line);
      }
      .done:not(:last-child)::before {
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
      .done .mark {
        border-color: var(--leaf);
        border-radius: 2px 11px 2px 11px;
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
        margin: 12px;
      }
      .prompt {
        grid-column: 2 / -1;
        margin-block-start: 4px;
      }
    `,
  ];

  @property({ attribute: false }) conducts!: Session;

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="plan">
      <h2 id="plan">${words.title}</h2>
      <ol>
        ${planView(this.conducts).map((part) => this.item(part))}
      </ol>
      ${
        this.conducts.state === 'ended'
          ? nothing
          : html`<button class="button small" type="button" @click=${this.onChange}>
              ${icon('pencil', 18)} ${words.change}
            </button>`
      }
    </section>`;
  }

  private readonly onChange = (): void => {
    this.dispatchEvent(new OpenIntent('plan'));
  };

  private item(part: PartView): TemplateResult {
    return html`<li class=${part.is} aria-current=${part.is === 'on' ? 'step' : nothing}>
      <span class="mark">${part.is === 'done' ? icon('tick', 14) : nothing}</span>
      <span class="name" dir="auto"><span class="aloud">${words.is[part.is]}</span>${part.name}</span>
      <span class="minutes small">${part.minutes}</span>
      ${part.is === 'on' && part.prompt ? html`<p class="prompt small" dir="auto">${part.prompt}</p>` : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-plan': TilthPlan;
  }
}
