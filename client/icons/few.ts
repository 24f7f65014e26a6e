/** Icons that the board itself shows, and the frame all icons share: 24 grid, 1.5 px stroke, round ends, unfilled. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const paths = {
  tick: svg`<path d="m4.5 12.5 5 5 10-11"/>`,
  dots: svg`<g fill="currentColor" stroke="none"><circle cx="5" cy="12" r="2"/><circle cx="12" cy="12" r="2"/><circle cx="19" cy="12" r="2"/></g>`,
  cloudOff: svg`<path d="M7 8.2A5.6 5.6 0 0 1 17.4 10 4.2 4.2 0 0 1 20 17.2M15.5 18.5H7.3A4.3 4.3 0 0 1 5.6 10.3M3.5 3.5l17 17"/>`,
  pencil: svg`<path d="M4 20l1-4.5L16.3 4.2a1.8 1.8 0 0 1 2.5 0l1 1a1.8 1.8 0 0 1 0 2.5L8.5 19zM14 6.5l3.5 3.5"/>`,
  hourglass: svg`<path d="M7 4h10M7 20h10M8 4c0 4.5 3 5.5 4 8-1 2.5-4 3.5-4 8M16 4c0 4.5-3 5.5-4 8 1 2.5 4 3.5 4 8"/>`,
  eyeOff: svg`<path d="M4 4l16 16M9.5 6A9.6 9.6 0 0 1 12 5.6c4.5 0 7.5 3 9 6.4a12 12 0 0 1-2.6 3.6M6.3 7.8A12 12 0 0 0 3 12c1.5 3.4 4.5 6.4 9 6.4a9 9 0 0 0 4-.9M10 10a2.8 2.8 0 0 0 4 4"/>`,
  now: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5v5.5"/><path d="M12 16v.2"/>`,
  calendar: svg`<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>`,
  infinity: svg`<path d="M12 12c-2-3-3.5-4.5-5.5-4.5a4.5 4.5 0 0 0 0 9c2 0 3.5-1.5 5.5-4.5s3.5-4.5 5.5-4.5a4.5 4.5 0 0 1 0 9c-2 0-3.5-1.5-5.5-4.5z"/>`,
  people: svg`<circle cx="9" cy="9" r="3.3"/><path d="M3 19.5c.4-3.5 2.7-5.5 6-5.5s5.6 2 6 5.5M15.5 6a3.2 3.2 0 0 1 0 6M17.5 14.5c2 .6 3.2 2.3 3.5 5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type FewIcons = keyof typeof paths;

/** One of the few. @param size in pixels */
export function fewIcon(name: FewIcons, size = 20): TemplateResult {
  return drawIcon(paths[name], size);
}

/** Silent: words stand beside every icon. */
export function drawIcon(path: SVGTemplateResult, size: number): TemplateResult {
  return html`<svg
    viewBox="0 0 24 24"
    width=${size}
    height=${size}
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${path}
  </svg>`;
}

export function isFew(name: string): name is FewIcons {
  return Object.hasOwn(paths, name);
}
