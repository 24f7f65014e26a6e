/** Parts of a lane that hold no state: its inked rule, and its skeleton. */
import { css, html, type TemplateResult } from 'lit';
import type { Kind } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { kindWords } from '#client/words/cards.ts';

/** One uneven line, as by hand. */
export function inkedRule(): TemplateResult {
  return html`<svg viewBox="0 0 400 5" width="100%" height="5" preserveAspectRatio="none" aria-hidden="true">
    <path
      fill="currentColor"
      d="M0 1.9C40 1.2 90 1.7 150 1.3 230 .8 300 1.7 400 1.5L400 3.1C330 3.3 290 4 210 3.9 140 3.9 80 3.7 40 4.2 25 3.6 10 3.9 0 3.6Z"
    />
  </svg>`;
}

export const skeletonStyles = css`
  .blank {
    padding: 11px 16px 20px;
    border-radius: var(--radius-card);
    background: var(--card);
    box-shadow: var(--shadow-card);
    color: var(--kind);
    font-size: var(--size-label);
    font-weight: 700;
  }
  .blank p {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .blank i {
    display: block;
    block-size: 12px;
    margin-block-start: 10px;
    border-radius: 6px;
    background: var(--line);
    inline-size: 92%;
  }
  .blank i:nth-of-type(1) {
    block-size: 17px;
    inline-size: 72%;
  }
  .blank i:nth-of-type(3) {
    inline-size: 44%;
  }
`;

/** Before the first sync: the shape of cards, never "no cards yet". */
export function laneSkeleton(kind: Kind): TemplateResult {
  const card = html`<div class="blank" aria-hidden="true">
    <p>${badge(kind)}${kindWords[kind].one}</p>
    <i></i><i></i><i></i>
  </div>`;
  return html`<p class="aloud">Loading the board</p>
    ${card}${kind === 'promotion' ? '' : [card, card]}`;
}
