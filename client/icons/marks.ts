/** What has happened on a card, as growth: seed, sprout, two leaves, tulip, heart. Always beside words. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** `seed` no answer yet · `sprout` offers · `leaves` agreed · `tulip` done · `heart` thanked. */
export type Growth = 'seed' | 'sprout' | 'leaves' | 'tulip' | 'heart';

const marks: Record<Growth, SVGTemplateResult> = {
  seed: svg`<path d="M3 17.5h18M8.3 17.5c-.3-3.7 1-6 3.7-6s4 2.3 3.7 6"/>`,
  sprout: svg`<path d="M3 20.5h18M10.5 20.5c0-5.5.5-9 1-11M11.4 10.5c-.4-3.8 1.9-6.7 6.1-7 .3 4-2 6.8-6.1 7z"/>`,
  leaves: svg`<path d="M4 21h16M12 21v-7M12 15.5c0-3.7-2.5-5.7-7-5.7 0 3.7 2.6 5.7 7 5.7zM12 12.5c-.2-4.8 2.4-8 7.5-8.3.3 5-2.4 8.2-7.5 8.3z"/>`,
  tulip: svg`<path d="M12 13v8M12 19c0-2.7-1.6-4-4.5-4 0 2.6 1.6 4 4.5 4zM7.5 4.2 10 6.3 12 3l2 3.3 2.5-2.1v4.3c0 2.8-1.8 4.5-4.5 4.5s-4.5-1.7-4.5-4.5z"/>`,
  heart: svg`<path d="M12 19.5C7 15.7 4 13 4 9.3 4 6.8 5.8 5 8 5c1.7 0 3.2 1 4 2.7C12.8 6 14.3 5 16 5c2.2 0 4 1.8 4 4.3 0 3.7-3 6.4-8 10.2z"/>`,
};

/** @param size in pixels, 18 on cards */
export function growthMark(growth: Growth, size = 18): TemplateResult {
  return html`<svg
    class="growth"
    viewBox="0 0 24 24"
    width=${size}
    height=${size}
    fill="none"
    stroke="var(--growth, var(--leaf))"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${marks[growth]}
  </svg>`;
}
