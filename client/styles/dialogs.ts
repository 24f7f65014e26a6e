/**
 * `<dialog class="sheet">`: a calm page over a paper-coloured veil; on a narrow page it rises from the bottom edge.
 * `<dialog class="sheet page">` fills a narrow page instead (the card with its Back). `.wide` is for a card on a desk.
 * Inside: `.sheet-head`, `.sheet-body` (scrolls) and `.sheet-foot`.
 */
import { css } from 'lit';

export const dialogs = css`
  dialog.sheet {
    display: none;
    flex-direction: column;
    inline-size: min(560px, calc(100vw - 32px));
    max-inline-size: none;
    max-block-size: min(860px, calc(100dvh - 48px));
    margin: auto;
    padding: 0;
    border: 0;
    border-radius: var(--radius-dialog);
    background: var(--paper);
    color: var(--ink);
    box-shadow: var(--shadow-dialog);
    overflow: hidden;
  }
  dialog.sheet.wide {
    inline-size: min(760px, calc(100vw - 32px));
  }
  dialog.sheet[open] {
    display: flex;
    animation: rise var(--quick) ease-out;
  }
  dialog.sheet::backdrop {
    background: var(--veil);
  }
  @keyframes rise {
    from {
      transform: translateY(12px);
      opacity: 0;
    }
  }
  .sheet-head {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 24px 32px 0;
  }
  .sheet-body {
    /* what is placed by hand inside scrolls with it, and never makes the dialog itself scroll */
    position: relative;
    flex: 1 1 auto;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 16px 32px 24px;
  }
  .sheet-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 12px;
    padding: 16px 32px 24px;
    border-block-start: 1px solid var(--line);
  }
  @container (max-width: 45rem) {
    dialog.sheet,
    dialog.sheet.wide {
      inline-size: 100vw;
      max-block-size: calc(100dvh - 24px);
      margin: auto 0 0;
      border-radius: var(--radius-sheet) var(--radius-sheet) 0 0;
    }
    dialog.sheet.page {
      block-size: 100dvh;
      max-block-size: none;
      border-radius: 0;
    }
    .sheet-head {
      padding: 16px 16px 0;
    }
    .sheet-body {
      padding: 12px 16px 20px;
    }
    .sheet-foot {
      padding: 12px 16px max(16px, env(safe-area-inset-bottom));
    }
    .sheet-foot .button {
      flex: 1 1 auto;
    }
  }
  @media (forced-colors: active) {
    dialog.sheet {
      border: 1px solid CanvasText;
    }
  }
`;
