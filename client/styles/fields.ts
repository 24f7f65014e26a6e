/**
 * Fields and choices. `<label class="label">`, `<input class="field">`, `<textarea class="field">`,
 * `<select class="field">`; `<p class="hint">` beneath; `.choice` wraps a radio or checkbox with its words in a box.
 */
import { css } from 'lit';

export const fields = css`
  .label {
    display: block;
    font-weight: 600;
    margin-block-end: 4px;
  }
  .hint {
    margin-block-start: 4px;
    color: var(--ink-soft);
    font-size: var(--size-small);
    line-height: 1.25rem;
  }
  .field {
    display: block;
    inline-size: 100%;
    min-block-size: var(--field);
    margin: 0;
    padding: 9px 14px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--card);
    color: var(--ink);
    font-size: max(16px, 1rem);
    line-height: 1.5;
  }
  textarea.field {
    resize: vertical;
    min-block-size: 5rem;
  }
  /* The arrow is drawn of two strokes, in the colour of the theme. */
  select.field {
    appearance: none;
    padding-inline-end: 40px;
    background-image:
      linear-gradient(45deg, #0000 42%, var(--ink-soft) 44% 56%, #0000 58%),
      linear-gradient(-45deg, #0000 42%, var(--ink-soft) 44% 56%, #0000 58%);
    background-repeat: no-repeat;
    background-size: 7px 7px;
    background-position:
      right 20px center,
      right 14px center;
  }
  select.field:dir(rtl) {
    background-position:
      left 14px center,
      left 20px center;
  }
  .field::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  @media (forced-colors: active) {
    select.field {
      appearance: auto;
    }
  }
  .choice {
    display: flex;
    gap: 12px;
    align-items: center;
    min-block-size: var(--field);
    padding: 10px 14px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--card);
    cursor: pointer;
  }
  .choice:has(:checked) {
    border-color: var(--ink);
    box-shadow: inset 0 0 0 1px var(--ink);
  }
  .choice:has(:focus-visible) {
    outline: 3px solid var(--ink);
    outline-offset: 2px;
  }
  .choice :focus-visible {
    outline: none;
  }
  input[type='radio'],
  input[type='checkbox'] {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    flex: none;
    accent-color: var(--ink);
  }
`;
