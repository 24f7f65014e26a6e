/** The four kinds as a filled shape with its glyph cut out: shape, glyph and colour each say the kind. The word stands beside it. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Kind } from '#shared/board/types.ts';

const glyphs: Record<Kind, { shape: SVGTemplateResult; glyph: SVGTemplateResult }> = {
  need: {
    shape: svg`<circle cx="12" cy="12" r="12"/>`,
    glyph: svg`<path d="M6.5 12.5h11c0 3.3-2.4 5.3-5.5 5.3s-5.5-2-5.5-5.3zM12 5.7v4.1M10.2 8.2 12 10l1.8-1.8"/>`,
  },
  offer: {
    shape: svg`<path d="M1.5 0H13c6.3 0 11 4.7 11 11v11.5a1.5 1.5 0 0 1-1.5 1.5H11C4.7 24 0 19.3 0 13V1.5A1.5 1.5 0 0 1 1.5 0z"/>`,
    glyph: svg`<path d="M12 18v-5.3M12 13.5c0-2.9-1.9-4.4-5-4.4 0 2.9 1.9 4.4 5 4.4zM12 12.3c0-2.9 1.9-4.6 5-4.6 0 3-1.9 4.6-5 4.6z"/>`,
  },
  referral: {
    shape: svg`<path d="M7.4 1.5h9.2a1.8 1.8 0 0 1 1.5.9l4.9 8.7a1.8 1.8 0 0 1 0 1.8l-4.9 8.7a1.8 1.8 0 0 1-1.5.9H7.4a1.8 1.8 0 0 1-1.5-.9L1 12.9a1.8 1.8 0 0 1 0-1.8l4.9-8.7a1.8 1.8 0 0 1 1.5-.9z"/>`,
    glyph: svg`<circle cx="8" cy="14.3" r="2.2"/><path d="M10.2 14.6c3.5.5 4.8-.8 5.1-3.6"/><circle cx="15.6" cy="8.7" r="1.9" fill="var(--card)"/>`,
  },
  promotion: {
    shape: svg`<path d="M3 .5h18a1.5 1.5 0 0 1 1.5 1.5v20.4a1 1 0 0 1-1.4.9L12 19.3l-9.1 4a1 1 0 0 1-1.4-.9V2A1.5 1.5 0 0 1 3 .5z"/>`,
    glyph: svg`<path d="M7.3 5.3h9.4l1.3 3.4a2 2 0 0 1-4 .3 2 2 0 0 1-4 0 2 2 0 0 1-4-.3zM7.3 11v4.5h9.4V11"/>`,
  },
};

/** @param size in pixels: 22 on a card, 30 at the head of a lane */
export function badge(kind: Kind, size = 22): TemplateResult {
  const { shape, glyph } = glyphs[kind];
  return html`<svg class="badge" viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true">
    <g fill="var(--${kind})">${shape}</g>
    <g fill="none" stroke="var(--card)" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">
      ${glyph}
    </g>
  </svg>`;
}
