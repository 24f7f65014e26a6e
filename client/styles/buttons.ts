/**
 * Buttons. Outlined unless it is the one step that matters most (`filled`); `small` on cards and in lists; `link` for
 * the way out; `icon` for a lone mark (give it an aria-label). A button that cannot work now keeps its full contrast:
 * set `aria-disabled="true"` and say why beneath it.
 */
import { css } from 'lit';

export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: var(--control);
    padding: 4px 16px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: transparent;
    color: var(--ink);
    font-size: var(--size-button);
    font-weight: 600;
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
  }
  .button:hover {
    background: var(--bed);
  }
  .button:active,
  .button[aria-pressed='true'] {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .button.small {
    min-block-size: var(--control-small);
    padding: 2px 12px;
    border-radius: var(--radius-small);
    font-size: var(--size-label);
    white-space: nowrap;
  }
  .button.filled {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .button.filled:hover {
    background: color-mix(in srgb, var(--ink) 86%, var(--paper));
  }
  .button.quiet {
    border-color: transparent;
  }
  .button.icon {
    inline-size: var(--control);
    padding: 0;
  }
  .button.wide {
    inline-size: 100%;
  }
  .button[aria-disabled='true'] {
    cursor: default;
    background: transparent;
    border-style: dashed;
    color: var(--ink);
  }
  .link {
    display: inline-flex;
    align-items: center;
    min-block-size: max(24px, var(--control-small));
    padding: 0 2px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--ink);
    font-weight: 500;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
  @media (forced-colors: active) {
    .button.filled,
    .button[aria-pressed='true'] {
      border-width: 3px;
    }
  }
`;
