/** How the harvest lies on the screen, and on paper: there it is alone, one's own page first, and no button is left. */
import { css } from 'lit';

export const harvestStyles = css`
  dialog.sheet.wide {
    inline-size: min(1200px, calc(100vw - 32px));
    max-block-size: min(1000px, calc(100dvh - 32px));
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .own {
    display: grid;
    gap: 12px;
    padding: 20px 24px;
    border-radius: var(--radius-bed);
    background: var(--bed);
  }
  .occasion {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .occasion .field {
    inline-size: auto;
    max-inline-size: 100%;
  }
  .figures {
    max-inline-size: 75ch;
    text-wrap: pretty;
  }
  .figures strong {
    display: block;
    font-weight: 600;
  }
  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 18rem;
    gap: 24px 40px;
  }
  .open li {
    display: flex;
    gap: 12px;
    padding-block: 9px;
    border-block-end: 1px solid var(--line);
  }
  .open p {
    padding-block-start: 8px;
  }
  .on-paper {
    display: none;
  }
  .copies {
    display: grid;
    gap: 8px;
    justify-items: end;
  }
  @container (max-width: 62.5rem) {
    .below {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 45rem) {
    dialog.sheet.wide {
      inline-size: 100vw;
      max-block-size: none;
    }
    .own {
      margin-inline: -16px;
      padding: 16px;
      border-radius: 0;
    }
    .copies {
      justify-items: start;
    }
  }
  @media print {
    dialog.sheet.wide[open] {
      position: static;
      display: block;
      inline-size: auto;
      max-inline-size: none;
      block-size: auto;
      max-block-size: none;
      overflow: visible;
      box-shadow: none;
      animation: none;
      background: none;
    }
    .sheet-body {
      overflow: visible;
      padding: 0;
    }
    .sheet-head {
      padding: 0;
    }
    dialog.page .sheet-head .button,
    .sheet-foot,
    .button,
    .choice,
    .hint,
    .occasion,
    .private {
      display: none;
    }
    .own {
      margin: 0;
      padding: 0;
      background: none;
    }
    .prints-both .own {
      break-after: page;
    }
    .prints-mine .whole,
    .prints-board .own {
      display: none;
    }
    /* Grids are cut badly between pages. */
    .stack,
    .below {
      display: block;
    }
    .stack > * {
      margin-block-end: 12px;
    }
    .own.empty {
      display: none;
    }
    .on-paper {
      display: block;
    }
    .open {
      margin-block-start: 16px;
      break-inside: avoid;
    }
    section {
      break-inside: auto;
    }
  }
`;
