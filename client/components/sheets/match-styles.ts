/** A list of what people do for each other on a card: who, in what words, and what can be done about it. */
import { css } from 'lit';

export const matchStyles = css`
  h2 {
    font-size: var(--size-h3);
    margin-block-end: 4px;
  }
  li {
    display: flex;
    gap: 12px;
    padding-block: 12px;
  }
  li + li {
    border-block-start: 1px solid var(--line);
  }
  .words {
    flex: 1 1 auto;
    min-inline-size: 0;
    display: grid;
    gap: 2px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 8px;
  }
  .thanks {
    display: flex;
    gap: 6px;
    align-items: start;
  }
`;
