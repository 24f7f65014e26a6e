/** How the web of help is drawn: on the screen, in forced colours, and on paper. */
import { css } from 'lit';

export const webStyles = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    padding-block-end: 8px;
    font-size: var(--size-label);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  /* Wider than the page when more people stand in it than fit. */
  .scroll {
    overflow-x: auto;
  }
  .web {
    display: block;
    max-inline-size: none;
  }
  .soil {
    fill: var(--bed);
  }
  .furrow {
    fill: none;
    stroke: var(--line);
    stroke-width: 1.5;
  }
  .ground {
    stroke: var(--soil);
    stroke-width: 3;
  }
  path {
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .halo {
    stroke: var(--paper);
    stroke-width: 7;
  }
  .introduction .halo {
    stroke: none;
  }
  .stem {
    stroke-width: 2;
  }
  .crowded .halo {
    stroke-width: 4;
  }
  .crowded .stem {
    stroke-width: 1.5;
  }
  .need {
    --vine: var(--need);
  }
  .offer {
    --vine: var(--offer);
  }
  .introduction {
    --vine: var(--referral);
  }
  .stem,
  .arrow,
  .stalk {
    stroke: var(--vine);
  }
  .introduction .stem {
    stroke-dasharray: 7 5;
  }
  .arrow,
  .leaf,
  .berry,
  .hexagon {
    fill: var(--vine);
  }
  .hexagon {
    stroke: var(--bed);
    stroke-width: 3;
    paint-order: stroke;
  }
  .stalk {
    stroke-width: 1.5;
  }
  .ring {
    fill: var(--card);
    stroke: var(--ink);
    stroke-width: 2;
  }
  .dot {
    fill: var(--ink);
  }
  text {
    fill: var(--ink);
    font-size: 14px;
    stroke: var(--bed);
    stroke-width: 5;
    stroke-linejoin: round;
    paint-order: stroke;
  }
  .named {
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .soil,
    .ring {
      fill: Canvas;
    }
    .halo,
    .hexagon,
    text {
      stroke: Canvas;
    }
    .furrow {
      stroke: none;
    }
    .need,
    .offer,
    .introduction {
      --vine: CanvasText;
    }
    .ground,
    .ring {
      stroke: CanvasText;
    }
    .dot,
    text {
      fill: CanvasText;
    }
  }
  @media print {
    /* Printers darken words and their halo alike, unless they are told not to. */
    .web {
      print-color-adjust: exact;
    }
    text {
      stroke: none;
    }
    .scroll {
      overflow: visible;
    }
    .web {
      inline-size: 100%;
      block-size: auto;
      max-block-size: 16cm;
    }
  }
`;
