/** How the cockpit lies on a desk: plan, needs, room beside each other. On a phone: one column, the steps at the thumb. */
import { css } from 'lit';

export const cockpitStyles = css`
  main {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  main:focus {
    outline: none;
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 0 32px 12px;
    border-block-end: 1px solid var(--line);
  }
  .steps > .button {
    margin-inline-start: -16px;
  }
  tilth-controls {
    margin-inline-start: auto;
  }
  .body {
    flex: 1 1 auto;
    min-block-size: 0;
    overflow-y: auto;
    display: grid;
    grid-template-columns: 280px minmax(0, 1fr) 320px;
    grid-template-rows: auto 1fr;
    gap: 0 28px;
    padding-inline: 32px;
  }
  .narrow {
    display: none;
  }
  .room,
  .middle,
  .more,
  .plan {
    display: grid;
    gap: 28px;
    align-content: start;
    min-inline-size: 0;
    padding-block: 20px 24px;
  }
  .plan {
    grid-column: 1;
    grid-row: 1 / 3;
  }
  .middle {
    grid-column: 2;
    grid-row: 1 / 3;
    padding-inline: 28px;
    border-inline: 1px solid var(--line);
  }
  .room {
    grid-column: 3;
    grid-row: 1;
    padding-block-end: 4px;
  }
  .more {
    grid-column: 3;
  }
  @container (max-width: 73.75rem) {
    .body {
      grid-template-columns: minmax(0, 1fr) 300px;
      grid-template-rows: auto auto 1fr;
    }
    .middle {
      grid-column: 1;
      grid-row: 1 / 4;
      padding-inline: 12px 28px;
      border-inline-start: 0;
    }
    .room,
    .more,
    .plan {
      grid-column: 2;
      grid-row: auto;
    }
  }
  @container (max-width: 45rem) {
    main {
      block-size: auto;
      min-block-size: 100%;
    }
    .body {
      display: block;
      overflow: visible;
      padding: 4px 16px 16px;
    }
    .middle {
      padding-inline: 0;
      border: 0;
    }
    .steps {
      position: sticky;
      inset-block-end: 0;
      order: 1;
      z-index: 2;
      padding: 8px 12px max(12px, env(safe-area-inset-bottom));
      border-block: 1px solid var(--line);
      background: var(--paper);
    }
    .steps > .button {
      display: none;
    }
    .narrow {
      display: inline-flex;
      margin-block-start: 8px;
    }
    tilth-controls {
      flex: 1 1 100%;
    }
  }
  /* Very low windows, and pages zoomed to 400 %: nothing may stand in front of what is read. */
  @media (max-height: 420px) {
    @container (max-width: 45rem) {
      .steps {
        position: static;
      }
    }
  }
`;
