/** Parts of a lane that hold no state: its inked rule, its skeleton, and what stands in it while it is empty. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Kind } from '#shared/board/types.ts';
import './tilth-plain-card.ts';

/** One uneven line, as by hand. */
export function inkedRule(): TemplateResult {
  return html`<svg viewBox="0 0 400 5" width="100%" height="5" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<path fill="currentColor" d="M0 1.9C40 1.2 90 1.7 150 1.3 230 .8 300 1.7 400 1.5L400 3.1C330 3.3 290 4 210 3.9 140 3.9 80 3.7 40 4.2 25 3.6 10 3.9 0 3.6Z"/>`}
  </svg>`;
}

/** Before the first sync: the shape of cards, never "no cards yet". */
export function laneSkeleton(kind: Kind): TemplateResult {
  const rows = kind === 'promotion' ? [0] : [0, 1, 2];
  return html`<p class="aloud">Loading the board</p>
    ${rows.map(() => html`<tilth-plain-card .kind=${kind}></tilth-plain-card>`)}`;
}

const purpose: Record<Kind, { why: string; title: string; body: string; action: string }> = {
  need: {
    why: 'Say what would help you. Small is fine; someone here may have just that.',
    title: 'A ladder for an afternoon',
    body: 'To clear a gutter. I can fetch it and bring it back.',
    action: 'Write the first need',
  },
  offer: {
    why: 'Say what you could give, lend or do. Nobody has to be able to do much.',
    title: 'A lift to the market on Saturdays',
    body: 'Two free seats, back by noon.',
    action: 'Write the first offer',
  },
  referral: {
    why: 'Say whom or what you know that helps. You pass people on to each other.',
    title: 'The library lends sewing machines',
    body: 'Free, two weeks at a time. Ask at the desk.',
    action: 'Write the first referral',
  },
  promotion: {
    why: 'Room for what mainly helps you: a class, a shop, a show.',
    title: 'A pottery class with three free places',
    body: '',
    action: 'Write the first promotion',
  },
};

/** An empty lane: what it is for, one plainly made-up example, one action. */
export function emptyLane(kind: Kind, writable: boolean, write: () => void): TemplateResult {
  const { why, title, body, action } = purpose[kind];
  return html`<p class="small">${why}</p>
    <tilth-plain-card .kind=${kind} .titleWords=${title} .body=${body}></tilth-plain-card>
    ${writable ? html`<button class="button small" @click=${write}>${action}</button>` : nothing}`;
}
