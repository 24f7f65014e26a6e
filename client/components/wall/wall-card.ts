/** A card as it hangs on a wall: the large one, and the small ones beneath it. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { badge } from '#client/icons/badges.ts';
import { icon, type IconName } from '#client/icons/icon.ts';
import { growthMark } from '#client/icons/marks.ts';
import type { WallCard } from '#client/view/wall/wall-view.ts';
import { kindWords } from '#client/words/cards.ts';

/** Titles come in all lengths; from so many letters on they are set smaller, so that all of them can be read. */
const long = 56;
const veryLong = 96;

export function largeCard(card: WallCard): TemplateResult {
  const { title, urgency, availability, area, growth } = card;
  const size = title.length > veryLong ? 'very long' : title.length > long ? 'long' : '';
  return html`<article class="large ${card.kind}" aria-labelledby="large">
    <p class="kind">${badge(card.kind, 68)} ${kindWords[card.kind].one}</p>
    <h2 id="large" class=${size} dir="auto">${title}</h2>
    ${card.body ? html`<p class="body" dir="auto">${card.body}</p>` : nothing}
    <p class="facts">
      ${urgency ? fact(urgency.is === 'now' ? 'now' : 'calendar', urgency.words, true) : nothing}
      ${availability ? fact('clock', availability) : nothing} ${area ? fact('pin', area) : nothing}
      ${growth ? html`<span class="growth">${growthMark(growth.growth, 36)} ${growth.words}</span>` : nothing}
    </p>
  </article>`;
}

function fact(sign: IconName, words: string, strong = false): TemplateResult {
  return html`<span class=${strong ? 'strong' : ''} dir="auto">${icon(sign, 36)} ${words}</span>`;
}

/** @param more a line beneath its title, or '' */
export function smallCard(card: WallCard, more = ''): TemplateResult {
  return html`<article class="beside ${card.kind}">
    ${badge(card.kind, 44)}
    <div>
      <p class="kind">${kindWords[card.kind].one}</p>
      <h2 dir="auto">${card.title}</h2>
      ${more ? html`<p class="line soft" dir="auto">${more}</p>` : nothing}
    </div>
  </article>`;
}

/** `--u` is one pixel of a wall of 1920 × 1080; words never fall below what a person beside it can read. */
export const wallCardStyles = css`
  article {
    min-inline-size: 0;
  }
  article svg {
    inline-size: calc(var(--svg, 36) * var(--u));
    block-size: calc(var(--svg, 36) * var(--u));
    min-inline-size: 1.25rem;
    min-block-size: 1.25rem;
  }
  .need .kind {
    color: var(--need);
  }
  .offer .kind {
    color: var(--offer);
  }
  .referral .kind {
    color: var(--referral);
  }
  .promotion .kind {
    color: var(--promotion);
  }
  .large {
    display: flex;
    flex-direction: column;
    gap: calc(22 * var(--u));
    padding: calc(42 * var(--u)) calc(64 * var(--u)) calc(38 * var(--u));
    border-radius: calc(36 * var(--u));
    background: var(--bed);
    overflow: hidden;
  }
  .large.need {
    background: var(--bed-need);
  }
  .large.offer {
    background: var(--bed-offer);
  }
  .large.referral {
    background: var(--bed-referral);
  }
  .large.promotion {
    background: var(--bed-promotion);
  }
  .large .kind {
    --svg: 68;
    display: flex;
    align-items: center;
    gap: calc(18 * var(--u));
    font-size: max(calc(36 * var(--u)), 1.125rem);
    font-weight: 700;
  }
  .large h2 {
    font-size: max(calc(92 * var(--u)), 1.5rem);
    line-height: 1.08;
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .large h2.long {
    font-size: max(calc(72 * var(--u)), 1.375rem);
  }
  .large h2.very {
    font-size: max(calc(58 * var(--u)), 1.25rem);
  }
  .large .body {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    max-inline-size: 34em;
    font-size: max(calc(38 * var(--u)), 1.125rem);
    line-height: 1.42;
    text-wrap: balance;
    white-space: pre-line;
  }
  .very ~ .body {
    -webkit-line-clamp: 1;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(12 * var(--u)) calc(44 * var(--u));
    margin-block-start: auto;
    font-size: max(calc(32 * var(--u)), 1rem);
  }
  .facts span {
    display: inline-flex;
    align-items: center;
    gap: calc(12 * var(--u));
  }
  .facts .strong,
  .facts .growth {
    font-weight: 600;
  }
  .facts .growth {
    margin-inline-start: auto;
  }
  .beside {
    --svg: 46;
    display: flex;
    gap: calc(20 * var(--u));
  }
  .beside .kind {
    font-size: max(calc(24 * var(--u)), 0.875rem);
    font-weight: 700;
    line-height: 1.3;
  }
  .beside h2 {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-size: max(calc(32 * var(--u)), 1.125rem);
    line-height: 1.22;
    overflow-wrap: anywhere;
  }
  .beside .line {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    font-size: max(calc(32 * var(--u)), 1rem);
  }
  .beside > div {
    min-inline-size: 0;
  }
  @media (forced-colors: active) {
    .large {
      border: 2px solid CanvasText;
    }
  }
`;
