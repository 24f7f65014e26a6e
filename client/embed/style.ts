/**
 * The look, as a constructed style sheet: no inline style, so that a strict content security policy needs no exception.
 * Every colour can be set by the host page through a custom property of the same name with `--tilth-` before it.
 */
import { kinds } from '#shared/board/types.ts';

/** What has a colour. A kind's own colour, and the bed it lies on, go by its name. */
export const coloured: readonly string[] = [
  ...['paper', 'card', 'ink', 'ink-soft', 'edge', 'line', 'on-ink'],
  ...kinds,
  ...kinds.map((kind) => `bed-${kind}`),
];
/** One for each of {@link coloured}. */
export const light =
  'fbf8f1 fffefa 22261f 54584c 857b69 e4dac8 fbf8f1 a6462b 2f6b3a 2b5f8a 7a5a00 f8ece5 ecf1e4 e8eff4 f6edd5';
export const dark =
  '171a15 2a2e26 f1ecdf c2bdad 8f8b7a 3b3f34 1b1e18 f0a084 8fcb98 93c0ea e2c26a 2b201b 1c261c 19242c 292310';

const tokens = (theme: string): string =>
  theme
    .split(' ')
    .map((colour, nth) => `--${coloured[nth]}:var(--tilth-${coloured[nth]},#${colour});`)
    .join('');

const lanes = kinds.map((kind) => `.${kind}{--kind:var(--${kind});--bed:var(--bed-${kind})}`).join('');

const css = `
:host{display:block;container-type:inline-size;color-scheme:light;${tokens(light)}color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:18px;font:1rem/1.5 var(--tilth-font,ui-sans-serif,system-ui,sans-serif);overflow-wrap:anywhere;text-align:start}
:host([theme=dark]){color-scheme:dark;${tokens(dark)}}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){color-scheme:dark;${tokens(dark)}}}
*{box-sizing:border-box;margin:0;padding:0;border:0;background:none;font:inherit;color:inherit}
button{cursor:pointer}
header{padding:16px 16px 8px}
h2{font:600 1.4rem/1.3 var(--tilth-title-font,ui-serif,Georgia,serif)}
.status,.soft,.mark{font-size:.833rem;color:var(--ink-soft)}
nav{display:flex;padding-inline:8px;border-block-end:1px solid var(--line)}
nav button{flex:1 1 auto;min-block-size:52px;padding-inline:2px;font-size:clamp(.75rem,3.6cqi,.9375rem);font-weight:600;overflow-wrap:normal;border-block-end:4px solid transparent;color:var(--kind)}
nav button[aria-current]{border-color:currentColor}
${lanes}
section{background:var(--bed);padding:10px}
.lanes:has(+[hidden])>.current{border-radius:0 0 17px 17px}
:host([hidden]),[hidden]{display:none!important}
section:not(.current){display:none}
section>h3.kind{position:absolute;clip-path:inset(50%);inline-size:1px;font-size:1.2rem;font-weight:650;padding:2px 6px 8px}
ul{list-style:none;display:grid;gap:8px}
article{background:var(--card);border:1.5px solid transparent;border-radius:12px;padding:12px 14px;display:grid;gap:2px;box-shadow:0 1px 3px #6b58441a}
article.settled{background:none;box-shadow:none;border-color:color-mix(in srgb,var(--kind) 32%,transparent)}
.top,.kind{display:flex;gap:8px;align-items:center}
.top{justify-content:space-between;flex-wrap:wrap}
.kind{color:var(--kind);font-size:.9375rem;font-weight:700}
svg{inline-size:22px;block-size:22px;flex:none;fill:currentColor}
path+path{fill:none;stroke:var(--card);stroke-width:1.5;stroke-linejoin:round}
h4{font-size:1.125rem;line-height:1.3;font-weight:650}
.body{display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden;white-space:pre-line}
.urgency{font-weight:600;color:var(--ink)}
.now{background:var(--ink);color:var(--on-ink);border-radius:6px;padding:2px 8px}
.more,.join{display:block;inline-size:100%;min-block-size:44px;text-align:center;text-decoration:none}
.more,.join,.act{border-radius:10px}
.more,.act{border:1px solid var(--edge)}
.more{margin-block-start:8px}
.join{max-inline-size:26rem;margin-inline:auto;background:var(--ink);color:var(--on-ink);font-weight:600;line-height:44px}
.act{justify-self:start;min-block-size:36px;margin-block-start:6px;padding-inline:14px;font-weight:600}
@media(pointer:coarse){.act{min-block-size:44px}}
footer{position:sticky;inset-block-end:0;padding:12px 16px;display:grid;gap:6px;text-align:center;background:var(--paper);border-block-start:1px solid var(--line);border-radius:0 0 17px 17px}
.problem{padding:16px;display:grid;gap:8px}
.problem p:last-child{font-family:ui-monospace,monospace;font-size:.875rem}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
@container(min-width:720px){.auto>nav{display:none}.auto>.lanes{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:12px;padding:0 16px 16px}.auto>.lanes>section:not([hidden]){display:block;border-radius:18px}.auto section>h3.kind{position:static;clip-path:none;inline-size:auto}}
@media(max-height:420px){footer{position:static}}
@media(forced-colors:active){article,.now,.join{border:1px solid CanvasText}nav button{border-color:Canvas}nav button[aria-current]{border-color:Highlight}}
`;

let sheet: CSSStyleSheet | undefined;

/** One for all elements of a page. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
