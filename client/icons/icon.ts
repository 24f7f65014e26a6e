/** All icons. What the board shows first imports `few.ts` instead, so that a first load draws no more than it needs. */
import { svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { drawIcon, fewIcon, isFew, type FewIcons } from './few.ts';

const paths = {
  search: svg`<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>`,
  filter: svg`<path d="M4 7h16M7 12h10M10 17h4"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3.2 2"/>`,
  pin: svg`<path d="M12 21c4.2-4.6 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.3 6.4 6.5 11z"/><circle cx="12" cy="10" r="2.3"/>`,
  lock: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`,
  play: svg`<path d="M8 5.2v13.6L18.5 12z"/>`,
  pause: svg`<path d="M8.5 5.5v13M15.5 5.5v13"/>`,
  screen: svg`<rect x="3.5" y="5" width="17" height="11.5" rx="1.5"/><path d="M9 20h6M12 16.5V20"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  up: svg`<path d="m5 14.5 7-7 7 7"/>`,
  back: svg`<path d="m14.5 5-7 7 7 7"/>`,
  forward: svg`<path d="m9.5 5 7 7-7 7"/>`,
  down: svg`<path d="m5 9.5 7 7 7-7"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  swap: svg`<path d="M4 8.5h15M15.5 5l3.5 3.5-3.5 3.5M20 15.5H5M8.5 12 5 15.5 8.5 19"/>`,
  gift: svg`<rect x="4.5" y="9" width="15" height="3.5" rx="1"/><path d="M6 12.5V20h12v-7.5M12 9v11M12 9c-4 0-5-1.5-5-2.8C7 4 10.8 4 12 9zm0 0c4 0 5-1.5 5-2.8C17 4 13.2 4 12 9z"/>`,
  undo: svg`<path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11H8"/>`,
  redo: svg`<path d="m16 5 4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h6"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1.2 1.2M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1.2-1.2"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 8.5v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2"/>`,
  person: svg`<circle cx="12" cy="8.5" r="3.7"/><path d="M5 20c.6-4 3.3-6 7-6s6.4 2 7 6"/>`,
  flag: svg`<path d="M6 21V4.5M6 5c4-2 7 2 12 0v8c-5 2-8-2-12 0"/>`,
  comment: svg`<path d="M5 5h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 17h-7.5L7 20.5V17H5a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 5 5z"/>`,
  phone: svg`<rect x="7" y="3.5" width="10" height="17" rx="2"/><path d="M11 17.5h2"/>`,
  leave: svg`<path d="M13 4.5H6.5A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.5H13M10.5 12H20M16.5 8.5 20 12l-3.5 3.5"/>`,
  note: svg`<path d="M6 4h12v11l-4.5 5H6zM13.5 20v-5H18M9 8.5h6M9 12h4"/>`,
  key: svg`<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M15.5 8l2.5 2.5"/>`,
  basket: svg`<path d="M3.5 10h17l-1.8 9.5H5.3zM7.5 10l3.5-6M16.5 10 13 4M9.5 13.2v3.3M14.5 13.2v3.3"/>`,
  rest: svg`<path d="M19.5 14A8 8 0 1 1 10 4.5a6.3 6.3 0 0 0 9.5 9.5z"/>`,
  restore: svg`<path d="M4.5 12a7.5 7.5 0 1 0 2.5-5.6M4.5 4.5v4h4"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = FewIcons | keyof typeof paths;

/** One icon. @param size in pixels */
export function icon(name: IconName, size = 20): TemplateResult {
  return isFew(name) ? fewIcon(name, size) : drawIcon(paths[name], size);
}
