/**
 * How the session lies above the lanes: one quiet bed. On a narrow page its parts lie in the page one by one, so that the
 * name and the clock stay in sight while one reads (`on` says so to the page: what sticks beneath them makes room).
 */
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
  .on {
    grid-template-areas: 'fold part clock' 'name part clock' 'prompt part clock';
    row-gap: 0;
  }
  .on > .fold {
    grid-area: fold;
    justify-self: start;
  }
  .head {
    display: contents;
  }
  .head h2 {
    grid-area: name;
  }
  .head tilth-clock {
    grid-area: clock;
  }
  .on > .prompt {
    grid-area: prompt;
  }
  .prompt:empty {
    display: none;
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
    grid-area: part;
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
  .sought {
    flex-basis: 100%;
    order: 2;
  }
  tilth-look-back {
    padding-block: 8px 4px;
  }
  .part .button[aria-pressed='true'] {
    border-width: 2px;
  }
  @container (max-width: 62.5rem) {
    section {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .on {
      grid-template-areas: 'fold clock' 'name clock' 'prompt clock' 'part part';
    }
    .part {
      max-inline-size: none;
      padding-block-start: 8px;
    }
  }
  section:not(.on) > .button {
    grid-column: 2 / -1;
    justify-self: end;
  }
  @container (max-width: 45rem) {
    section:not(.on) > .button {
      grid-column: 1 / -1;
      justify-self: start;
      margin-block: 4px 2px;
    }
    section {
      gap: 4px 16px;
      margin: 0;
      padding: 8px 16px 10px;
      border-radius: 0;
      align-items: start;
    }
    .fold {
      min-block-size: 44px;
      margin-block: -4px -8px;
    }
    h2 {
      font-size: var(--size-h3);
    }
    :host([on]),
    .on,
    .part {
      display: contents;
    }
    .on > *,
    .part > * {
      padding: 0 16px 8px;
      background: var(--bed);
    }
    /* Beneath the tabs, which are 53 px high: whoever reads further down sees it as well. */
    .coming {
      position: sticky;
      inset-block-start: calc(52px + 53px);
      z-index: 4;
      margin-block-start: -4px;
      padding-block-start: 4px;
    }
    .on > .fold {
      display: flex;
      min-block-size: 44px;
      margin: 0 0 -10px;
      padding-block: 0;
      border-radius: 0;
    }
    .head {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 16px;
      min-block-size: 52px;
      position: sticky;
      inset-block-start: 0;
      z-index: 5;
      padding-block: 2px;
    }
    .head h2 {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      font-size: var(--size-card-title);
      line-height: 1.2;
    }
    .head tilth-clock {
      font-size: 1.75rem;
    }
  }
  /* As the page does: nothing may stand in front of the cards in a very low window. */
  @media (max-height: 420px) {
    @container (max-width: 45rem) {
      .head,
      .coming {
        position: static;
      }
      .head h2 {
        display: block;
      }
    }
  }
  @media (forced-colors: active) {
    section {
      border: 1px solid CanvasText;
    }
  }
`;
