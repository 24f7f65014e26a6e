/** The mark of Tilth: a sprout over furrows. */
import { html, type TemplateResult } from 'lit';

/** @param size width in pixels */
export function brandMark(size = 42): TemplateResult {
  return html`<svg viewBox="0 0 42 42" width=${size} height=${size} fill="none" aria-hidden="true">
    <g stroke="var(--soil)" stroke-width="2.2" stroke-linecap="round">
      <path d="M1.5 27.5c11-5.5 28-5.5 39 0M5.5 33c9-3.9 22-3.9 31 0M12.5 38c5.5-1.9 11.5-1.9 17 0" />
    </g>
    <g stroke="var(--leaf)" stroke-linecap="round" stroke-linejoin="round">
      <path stroke-width="2.2" d="M21 23.5V13.5" />
      <path stroke-width="1.8" d="M20.6 16.5c-5.6 0-8.4-2.3-8.6-6.7 5.7-.2 8.6 2.1 8.6 6.7z" />
      <path
        stroke-width="1.8"
        fill="var(--leaf)"
        d="M21.5 13C21.7 6.7 25.1 3 32 2.7 32 9.3 28.6 12.9 21.5 13z"
      />
    </g>
  </svg>`;
}
