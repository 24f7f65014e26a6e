/**
 * The look of the live board's place; see `../style.ts` for how it is used. While it opens it is in sight of the browser,
 * which lets nothing move in frames that are not, but not of the visitor; it takes no room, and follows as they scroll.
 */
const css = `
.stage{display:grid}
.stage>*{grid-area:2/1;min-inline-size:0}
iframe{--height:var(--tilth-live-height,min(88vh,860px));display:block;inline-size:100%;block-size:var(--height);border-radius:0 0 17px 17px}
.opening{overflow:clip}
.opening iframe{position:sticky;inset-block-start:0;margin-block-end:calc(-1 * var(--height));opacity:0;pointer-events:none}
.shown>div{display:none}
.stage>.back{grid-area:1/1;justify-self:start;margin:6px 8px;padding-inline:10px;min-block-size:44px;border-radius:10px;font-weight:600}
.back::before{content:'‹ '}
`;

/** One for all elements of a page. */
export const liveStyleSheet = new CSSStyleSheet();
liveStyleSheet.replaceSync(css);
