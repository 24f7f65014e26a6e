/**
 * The wall's own page: everything is measured in `--u`, one pixel of a wall of 1920 × 1080, so that it fills a projector
 * of any size; words have a floor of their own, so that it can be read, and scrolled, on a phone or when zoomed.
 */
import { css } from 'lit';

export const wallStyles = css`
  :host {
    container-type: size;
    block-size: 100vh;
    block-size: 100dvh;
    background: var(--paper);
    overflow: auto;
  }
  .wall {
    --u: min(100cqi / 1620, 100cqb / 1080);
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    gap: calc(34 * var(--u));
    min-block-size: 100%;
    block-size: 100%;
    padding: calc(48 * var(--u)) calc(72 * var(--u)) calc(36 * var(--u));
  }
  header {
    display: flex;
    align-items: center;
    gap: calc(24 * var(--u)) calc(36 * var(--u));
    min-block-size: calc(116 * var(--u));
  }
  header > img {
    flex: none;
    inline-size: calc(80 * var(--u));
    block-size: calc(80 * var(--u));
  }
  h1 {
    flex: 1 1 auto;
    min-inline-size: 0;
    font: 560 max(calc(64 * var(--u)), 1.375rem) / 1.12 var(--title);
    letter-spacing: 0.002em;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  h1.long {
    font-size: max(calc(46 * var(--u)), 1.25rem);
  }
  .phase {
    flex: 0 1 auto;
    min-inline-size: 0;
    text-align: end;
  }
  .phase h2 {
    font-size: max(calc(38 * var(--u)), 1.25rem);
    line-height: 1.15;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .until {
    font-size: max(calc(28 * var(--u)), 1rem);
  }
  .clock {
    flex: none;
    font-size: max(calc(128 * var(--u)), 2.5rem);
    font-weight: 700;
    line-height: 1;
    letter-spacing: -0.01em;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .clock small {
    display: block;
    font-size: max(calc(28 * var(--u)), 1rem);
    letter-spacing: 0;
  }
  .stage {
    min-block-size: 0;
    display: grid;
    gap: calc(34 * var(--u)) calc(48 * var(--u));
  }
  .with-code {
    min-block-size: 0;
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr) calc(420 * var(--u));
    gap: calc(34 * var(--u)) calc(48 * var(--u));
  }
  .with-code > .cards {
    display: contents;
  }
  .with-code .more {
    grid-area: 2 / 1 / 3 / 3;
  }
  .code {
    grid-area: 1 / 2;
    min-inline-size: 0;
    display: grid;
    align-content: start;
    justify-items: center;
    text-align: center;
  }
  .code tilth-qr {
    inline-size: calc(372 * var(--u));
    margin-block-end: calc(20 * var(--u));
    border: max(1px, calc(2 * var(--u))) solid var(--edge);
    border-radius: calc(28 * var(--u));
  }
  .join {
    font-size: max(calc(36 * var(--u)), 1.125rem);
    font-weight: 700;
    line-height: 1.3;
  }
  .address {
    font-size: max(calc(30 * var(--u)), 1rem);
    line-height: 1.35;
  }
  .digits {
    font-size: max(calc(58 * var(--u)), 1.5rem);
    font-weight: 700;
    line-height: 1.35;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .slip {
    font-size: max(calc(26 * var(--u)), 0.9375rem);
  }
  /* Beside a code there is room for fewer letters. */
  .with-code .alone .said {
    font-size: max(calc(76 * var(--u)), 1.75rem);
  }
  .with-code .alone .said.long {
    font-size: max(calc(52 * var(--u)), 1.375rem);
  }
  .cards {
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
  }
  .more {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: calc(24 * var(--u)) calc(48 * var(--u));
    min-block-size: calc(104 * var(--u));
  }
  .promotions {
    grid-auto-rows: minmax(0, 1fr);
    gap: calc(28 * var(--u)) calc(36 * var(--u));
  }
  .promotions .beside {
    align-items: center;
    padding: calc(20 * var(--u)) calc(40 * var(--u));
    border-radius: calc(28 * var(--u));
    background: var(--bed-promotion);
  }
  .promotions .beside h2 {
    font-size: max(calc(58 * var(--u)), 1.25rem);
  }
  .promotions.many {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .promotions.many .beside h2 {
    font-size: max(calc(44 * var(--u)), 1.25rem);
  }
  /* One thing alone, for the whole room. */
  .alone {
    place-content: center;
    justify-items: center;
    gap: calc(36 * var(--u));
    text-align: center;
  }
  .alone .said {
    max-inline-size: 24em;
    font-size: max(calc(92 * var(--u)), 1.75rem);
    font-weight: 650;
    line-height: 1.12;
    letter-spacing: -0.01em;
    text-wrap: balance;
    white-space: pre-line;
  }
  .alone .said.long {
    font-size: max(calc(58 * var(--u)), 1.375rem);
    line-height: 1.25;
  }
  .alone .then {
    max-inline-size: 32em;
    font-size: max(calc(38 * var(--u)), 1.125rem);
    text-wrap: balance;
  }
  .alone .furrows {
    inline-size: calc(420 * var(--u));
    block-size: auto;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: calc(8 * var(--u)) calc(48 * var(--u));
    padding-block-start: calc(20 * var(--u));
    border-block-start: max(1px, calc(1.5 * var(--u))) solid var(--line);
    font-size: max(calc(30 * var(--u)), 1rem);
    line-height: 1.4;
  }
  footer p {
    display: flex;
    align-items: center;
    gap: calc(14 * var(--u));
  }
  footer svg {
    inline-size: max(calc(34 * var(--u)), 1.125rem);
    block-size: max(calc(34 * var(--u)), 1.125rem);
  }
  .matched {
    font-weight: 600;
    margin-inline-start: auto;
  }
  /* A new card comes up out of the paper; nothing slides. */
  @media (prefers-reduced-motion: no-preference) {
    .large {
      animation: appear 160ms ease-out;
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  }
  @container (max-width: 45rem) {
    .wall {
      block-size: auto;
      gap: 20px;
      padding: 16px;
    }
    header {
      flex-wrap: wrap;
    }
    header > img {
      display: none;
    }
    h1 {
      flex-basis: 100%;
    }
    .phase {
      flex: 1 1 auto;
      text-align: start;
    }
    .with-code {
      grid-template: none;
    }
    .with-code .more,
    .code {
      grid-area: auto;
    }
    .stage,
    .more,
    .promotions.many {
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    .large {
      gap: 10px;
      padding: 16px 20px;
      border-radius: var(--radius-bed);
    }
    .promotions .beside {
      padding: 12px 16px;
      border-radius: var(--radius-card);
    }
    .code tilth-qr {
      inline-size: 220px;
      border-radius: var(--radius-card);
    }
    .beside,
    .large .kind {
      gap: 10px;
    }
    .facts {
      gap: 4px 20px;
    }
    .facts span,
    footer p {
      gap: 6px;
    }
  }
`;
