/** What every sheet, and every question over one, looks like beyond the dialog itself. */
import { css } from 'lit';

export const sheetStyles = css`
  .sheet-head {
    min-block-size: 60px;
  }
  .sheet-head > h2,
  .sheet-head > .kind {
    flex: 1 1 auto;
    min-inline-size: 0;
  }
  h2,
  .title {
    font-size: var(--size-h2);
    line-height: 1.3;
  }
  h3 {
    font-size: var(--size-h3);
  }
  .way-out {
    margin-inline-end: -8px;
    flex: none;
  }
  .back {
    display: none;
    flex: none;
    margin-inline-start: -8px;
  }
  .back:dir(rtl) svg {
    transform: scaleX(-1);
  }
  .handle {
    display: none;
  }
  .stack {
    display: grid;
    gap: 16px;
    align-content: start;
  }
  .stack > * {
    min-inline-size: 0;
  }
  .tight {
    gap: 8px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .grow {
    flex: 1 1 12rem;
    min-inline-size: 0;
  }
  .private {
    display: flex;
    gap: 8px;
    color: var(--ink-soft);
    font-size: var(--size-small);
    line-height: 1.25rem;
  }
  .private svg {
    margin-block-start: 2px;
  }
  @container (max-width: 45rem) {
    dialog.page .back {
      display: inline-flex;
    }
    dialog.page .way-out {
      display: none;
    }
    dialog:not(.page) .handle {
      display: block;
      inline-size: 40px;
      block-size: 4px;
      margin: 12px auto 0;
      border-radius: 2px;
      background: var(--edge);
    }
    dialog:not(.page) .sheet-head {
      padding-block-start: 4px;
    }
    .sheet-foot .link {
      flex: 1 1 100%;
      justify-content: center;
      order: 1;
    }
  }
`;

/** Questions with a few answers, each a line of its own. */
export const choiceStyles = css`
  fieldset {
    display: grid;
    gap: 8px;
  }
  legend {
    padding: 0;
    margin-block-end: 4px;
    font-weight: 600;
  }
  .choice strong {
    display: block;
    font-weight: 600;
  }
`;
