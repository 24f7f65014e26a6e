/** How the session lies above the lanes: one quiet bed; on a narrow page what is asked has a row of its own. */
import { css } from 'lit';

export const sessionStyles = css`
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: 8px 32px;
    margin: 0 32px 12px;
    padding: 10px 20px;
    border-radius: var(--radius-bed);
    background: var(--bed);
  }
  .what {
    min-inline-size: 0;
  }
  h2 {
    font-size: var(--size-h2);
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }
  .prompt {
    max-inline-size: 70ch;
    white-space: pre-line;
    text-wrap: pretty;
  }
  .fold {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .fold:hover span {
    text-decoration: underline;
  }
  .fold svg {
    transition: rotate var(--quick) ease-out;
  }
  .fold[aria-expanded='true'] svg {
    rotate: 180deg;
  }
  .part {
    display: grid;
    gap: 6px;
    max-inline-size: 30rem;
  }
  .standing {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 20px;
  }
  .coming {
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .lead,
  .follow {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  tilth-look-back,
  .follow {
    grid-column: 1 / -1;
  }
  tilth-look-back {
    padding-block: 8px 4px;
  }
  .part .button[aria-pressed='true'] {
    border-width: 2px;
  }
  @container (max-width: 1000px) {
    section {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .part {
      order: 1;
      grid-column: 1 / -1;
      max-inline-size: none;
    }
    tilth-look-back,
    .follow {
      order: 2;
    }
  }
  @container (max-width: 720px) {
    section {
      gap: 4px 16px;
      margin: 0;
      padding: 8px 16px 10px;
      border-radius: 0;
      align-items: start;
    }
    .fold {
      min-block-size: 44px;
      margin-block: -10px -12px;
    }
    h2 {
      font-size: var(--size-h3);
    }
    tilth-clock {
      font-size: 2.0625rem;
    }
  }
  @media (forced-colors: active) {
    section {
      border: 1px solid CanvasText;
    }
  }
`;
