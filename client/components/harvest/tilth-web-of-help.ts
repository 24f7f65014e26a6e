/**
 * The web of help as a picture: people on a ground line in the order they joined, help growing above it from giver to
 * receiver, introductions running beneath. Equal thickness for all. The table beneath it says the same in words.
 */
import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Report } from '#client/view/harvest/report.ts';
import {
  lean,
  letters,
  webLayout,
  type Place,
  type Vine,
  type WebLayout,
} from '#client/view/harvest/web-layout.ts';
import type { Curve, Mark } from '#client/view/harvest/web-vines.ts';
import { base } from '#client/styles/base.ts';
import { webStyles } from './web-styles.ts';

const words = {
  picture: 'The web of help. The table that follows says the same in words.',
  legend: {
    need: 'a need met',
    offer: 'an offer taken up',
    introduction: 'an introduction',
    unnamed: 'name not shown',
  },
} as const;

/** 182 mm, px. */
const paper = 688;

/** From so many vines on each is drawn a little finer. */
const crowd = 80;

@customElement('tilth-web-of-help')
export class TilthWebOfHelp extends LitElement {
  static override styles = [base, webStyles];

  @property({ attribute: false }) report!: Report;
  /** What there is, px. */
  @state() private room = 0;

  private readonly resizing = new ResizeObserver(([entry]) => {
    this.room = Math.floor(entry?.contentRect.width ?? 0);
  });

  /** Nothing measures a page of paper: it is drawn anew for the width between the margins of an A4. */
  private readonly onPaper = (): void => {
    this.room = paper;
  };
  private readonly offPaper = (): void => {
    this.room = Math.floor(this.clientWidth);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
    addEventListener('beforeprint', this.onPaper);
    addEventListener('afterprint', this.offPaper);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
    removeEventListener('beforeprint', this.onPaper);
    removeEventListener('afterprint', this.offPaper);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.room === 0) return nothing;
    const layout = webLayout(this.report, this.room);
    const wider = layout.width > this.room;
    return html`${legend(this.report)}
      <div
        class="scroll"
        role=${wider ? 'region' : nothing}
        tabindex=${wider ? 0 : nothing}
        aria-label=${wider ? words.picture : nothing}
      >
        <svg
          class="web ${layout.vines.length > crowd ? 'crowded' : ''}"
          viewBox="0 0 ${layout.width} ${layout.height}"
          width=${layout.width}
          height=${layout.height}
          role="img"
          aria-label=${words.picture}
        >
          ${soil(layout)} ${layout.vines.map(drawStem)} ${layout.vines.map(drawMarks)} ${line(layout)}
          ${layout.places.map((place) => drawPlace(place, layout))}
        </svg>
      </div>`;
  }
}

function legend({ rows, people }: Report): TemplateResult {
  const types = (['need', 'offer', 'introduction'] as const).filter((type) =>
    rows.some(({ flow }) => flow.type === type),
  );
  return html`<ul class="legend" aria-hidden="true">
    ${types.map((type) => html`<li>${sample(type)} ${words.legend[type]}</li>`)}
    ${
      people.some(({ name }) => name === '')
        ? html`<li>
            <svg width="24" height="24" viewBox="-12 -12 24 24"><circle class="ring" r="8" /></svg>
            ${words.legend.unnamed}
          </li>`
        : nothing
    }
  </ul>`;
}

function sample(type: Vine['type']): TemplateResult {
  const under = type === 'introduction';
  return html`<svg class=${type} width="44" height="36" viewBox="0 -6 44 36">
    <path class="stem" d=${under ? 'M2 6C12 22 32 22 42 6' : 'M2 22C12 6 32 6 42 22'} />
    ${mark(type, under ? { x: 22, y: 18, angle: 0, side: 1 } : { x: 20, y: 10, angle: 0, side: -1 })}
  </svg>`;
}

/** The soil, with a few furrows, fades the roots a little from what grows. */
function soil({ down, ground, width, height }: WebLayout): SVGTemplateResult {
  if (down) return svg`<rect class="soil" width=${ground} height=${height} />`;
  const furrows = [0.3, 0.48, 0.66, 0.84].map((part, nth) => {
    const y = ground + (height - ground) * part;
    return svg`<path class="furrow" stroke-dasharray="${48 + nth * 14} ${30 + nth * 9} ${22 + nth * 5} 40" d="M0 ${y}H${width}" />`;
  });
  return svg`<rect class="soil" y=${ground} width=${width} height=${height - ground} />${furrows}`;
}

function line({ down, ground, width, height }: WebLayout): SVGTemplateResult {
  return down
    ? svg`<line class="ground" x1=${ground} x2=${ground} y2=${height} />`
    : svg`<line class="ground" x2=${width} y1=${ground} y2=${ground} />`;
}

/** Each passes over those before it, with a little paper around it. */
function drawStem({ type, curve }: Vine): SVGTemplateResult {
  const d = path(curve);
  return svg`<g class=${type}><path class="halo" d=${d} /><path class="stem" d=${d} /></g>`;
}

function drawMarks({ type, arrow, marks }: Vine): SVGTemplateResult {
  return svg`<g class=${type}>
    ${marks.map((one) => mark(type, one))}
    ${
      arrow
        ? svg`<path class="arrow" transform="translate(${at(arrow[0].x)} ${at(arrow[0].y)}) rotate(${heading(arrow)})" d="M0 0-9-4.5-6.5 0-9 4.5z" />`
        : nothing
    }
  </g>`;
}

function heading([tip, tail]: NonNullable<Vine['arrow']>): number {
  return (Math.atan2(tip.y - tail.y, tip.x - tail.x) * 180) / Math.PI;
}

function mark(type: Vine['type'], { x, y, angle, side }: Mark): SVGTemplateResult {
  const place = `translate(${at(x)} ${at(y)})`;
  switch (type) {
    case 'need':
      return svg`<g transform="${place} rotate(${at(angle + side * 62)})"><path class="stalk" d="M0 0H11" /><circle class="berry" cx="12" r="3.8" /></g>`;
    case 'offer':
      return svg`<path class="leaf" transform="${place} rotate(${at(angle + side * 24)}) scale(1 ${side})" d="M-2 0C2-7 10-9.5 18-5 13 3 5 5-2 0z" />`;
    case 'introduction':
      return svg`<path class="hexagon" transform=${place} d="M-7 0-3.5-6H3.5L7 0 3.5 6H-3.5z" />`;
  }
}

function drawPlace(place: Place, { down, leaning, ring }: WebLayout): SVGTemplateResult {
  const { label, named, x, y, at: where } = place;
  return svg`<circle class="ring" cx=${at(x)} cy=${at(y)} r=${ring} />
    ${named ? svg`<circle class="dot" cx=${at(x)} cy=${at(y)} r=${at(ring * 0.4)} />` : nothing}
    <text
      class=${named ? 'named' : ''}
      text-anchor=${down || leaning ? 'end' : 'middle'}
      font-size=${letters}
      transform="translate(${at(where.x)} ${at(where.y)})${leaning ? ` rotate(${-lean})` : ''}"
    >${label}</text>`;
}

function path([a, b, c, d]: Curve): string {
  return `M${at(a.x)} ${at(a.y)}C${[b, c, d].map(({ x, y }) => `${at(x)} ${at(y)}`).join(' ')}`;
}

function at(value: number): number {
  return Math.round(value * 10) / 10;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-web-of-help': TilthWebOfHelp;
  }
}
