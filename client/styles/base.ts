/**
 * What every shadow root starts from. Components list it first: `static styles = [base, buttons, css`…`]`.
 * Only the pages (`tilth-app`, `tilth-start`) are size containers, so `@container (max-width: 45rem)` in any component
 * asks how wide the page's element is, however deep the component lies.
 */
import { css } from 'lit';

export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1,
  h2,
  h3,
  h4 {
    font-weight: 650;
    line-height: 1.3;
    text-wrap: pretty;
  }
  p {
    overflow-wrap: anywhere;
  }
  svg {
    flex: none;
    display: block;
  }
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  a {
    color: inherit;
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: 3px solid var(--ink);
    outline-offset: 2px;
  }
  .small {
    font-size: var(--size-small);
    line-height: 1.25rem;
  }
  .soft {
    color: var(--ink-soft);
  }
  /* For the ear, not for the eye. */
  .aloud {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;
