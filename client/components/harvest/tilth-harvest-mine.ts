/** A person's own page of the harvest: what they promised, what was promised to them, thanks. Only they see it. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { badge } from '#client/icons/badges.ts';
import { icon } from '#client/icons/icon.ts';
import { growthMark } from '#client/icons/marks.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import type { Mine, Promise } from '#client/view/harvest/mine.ts';
import { shownKind } from '#client/view/cards.ts';

const words = {
  promised: 'What you promised',
  received: 'What was promised to you',
  thanks: 'Thanks',
  none: 'Nothing yet. What you agree on with others stands here.',
  forWhom: (whom: string) => `for ${whom}`,
  fromWhom: (whom: string) => `from ${whom}`,
  introduce: (whom: string) => `you bring together ${whom}`,
  meet: (whom: string) => `an introduction: ${whom}`,
  done: 'Done',
} as const;

@customElement('tilth-harvest-mine')
export class TilthHarvestMine extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        gap: 16px 32px;
      }
      h4 {
        padding-block-end: 4px;
        border-block-end: 1px solid var(--line);
        font-size: 1rem;
      }
      li {
        display: flex;
        gap: 12px;
        padding-block: 10px;
        break-inside: avoid;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      .says {
        min-inline-size: 0;
      }
      .title {
        font-weight: 600;
      }
      .fact {
        display: flex;
        gap: 8px;
        color: var(--ink-soft);
      }
      .fact svg {
        margin-block-start: 3px;
      }
    `,
  ];

  @property({ attribute: false }) mine!: Mine;

  protected override render(): TemplateResult {
    const { promised, received, thanks } = this.mine;
    if (promised.length + received.length + thanks.length === 0)
      return html`<p class="soft">${words.none}</p>`;
    return html`<div class="lists">
      ${this.list('promised', promised, (one) => (one.introduction ? words.introduce : words.forWhom)(one.whom))}
      ${this.list('received', received, (one) => (one.introduction ? words.meet : words.fromWhom)(one.whom))}
      ${
        thanks.length === 0
          ? nothing
          : html`<section aria-labelledby="thanks">
              <h4 id="thanks">${words.thanks}</h4>
              <ul>
                ${thanks.map(
                  ({ text, from, what }) =>
                    html`<li>
                      ${growthMark('heart', 22)}
                      <div class="says">
                        <p dir="auto">“${text}”</p>
                        <p class="small soft">${from}, ${what}</p>
                      </div>
                    </li>`,
                )}
              </ul>
            </section>`
      }
    </div>`;
  }

  private list(
    what: 'promised' | 'received',
    promises: readonly Promise[],
    whom: (promise: Promise) => string,
  ): TemplateResult | typeof nothing {
    if (promises.length === 0) return nothing;
    return html`<section aria-labelledby=${what}>
      <h4 id=${what}>${words[what]}</h4>
      <ul>
        ${promises.map(
          (promise) =>
            html`<li>
              ${badge(promise.introduction ? 'referral' : shownKind(promise.card), 22)}
              <div class="says">
                <p class="title" dir="auto">${promise.card.title}</p>
                <p class="small">${whom(promise)}${promise.done ? html` · ${words.done}` : nothing}</p>
                ${promise.note ? html`<p dir="auto">“${promise.note}”</p>` : nothing}
                ${promise.card.availability ? fact('clock', promise.card.availability) : nothing}
                ${promise.card.area ? fact('pin', promise.card.area) : nothing}
                ${promise.reach.map((line) => fact('phone', line))}
              </div>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

function fact(sign: 'clock' | 'pin' | 'phone', text: string): TemplateResult {
  return html`<p class="fact small" dir="auto">${icon(sign, 16)} <span>${text}</span></p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-harvest-mine': TilthHarvestMine;
  }
}
