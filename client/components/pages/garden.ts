/** Furrows, seedlings and a low sun: the only picture at the door. Drawn from a few waves, so that it fits any width. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const WIDTH = 1440;
const HEIGHT = 230;

interface Hill {
  fill: string;
  stroke: string;
  strokeWidth: number;
  /** Height of its ridge at x. */
  ridge: (x: number) => number;
  /** Furrows follow the ridge, and flatten as they come nearer. */
  furrows: number;
  gap: number;
}

const wave = (base: number, height: number, length: number, shift: number) => (x: number) =>
  base - height * Math.sin((x / length) * Math.PI * 2 + shift);

const hills: readonly Hill[] = [
  {
    fill: 'var(--bed-referral)',
    stroke: 'color-mix(in srgb, var(--referral) 34%, var(--bed-referral))',
    strokeWidth: 1.5,
    ridge: wave(62, 34, 1900, 3.1),
    furrows: 4,
    gap: 15,
  },
  {
    fill: 'var(--bed-offer)',
    stroke: 'color-mix(in srgb, var(--offer) 42%, var(--bed-offer))',
    strokeWidth: 1.8,
    ridge: wave(84, 30, 1650, 5.6),
    furrows: 6,
    gap: 18,
  },
  {
    fill: 'var(--bed-need)',
    stroke: 'color-mix(in srgb, var(--soil) 52%, var(--bed-need))',
    strokeWidth: 2.2,
    ridge: wave(138, 13, 2300, 1.4),
    furrows: 6,
    gap: 20,
  },
];

/** Where seedlings stand: x, which furrow, size. Uneven, as sown by hand. */
const seedlings: readonly (readonly [x: number, furrow: number, size: number])[] = [
  [58, 0, 1],
  [166, 1, 1.1],
  [238, 0, 0.7],
  [338, 1, 1.12],
  [450, 1, 1.1],
  [536, 2, 1.15],
  [620, 0, 0.92],
  [716, 0, 0.72],
  [826, 0, 0.7],
  [902, 1, 0.95],
  [988, 0, 0.9],
  [1090, 2, 1.2],
  [1180, 0, 0.74],
  [1272, 0, 0.74],
  [1372, 0, 0.7],
];

function line(hill: Hill, furrow: number): string {
  let path = '';
  for (let x = -20; x < WIDTH + 80; x += 60) {
    const flat = 1 - furrow * 0.1;
    const base = hill.ridge(WIDTH / 2);
    const y = base + (hill.ridge(x) - base) * flat + furrow * hill.gap;
    path += `${path ? 'L' : 'M'}${x} ${y.toFixed(1)}`;
  }
  return path;
}

function draw(hill: Hill): SVGTemplateResult {
  return svg`<path fill=${hill.fill} d="${line(hill, 0)}V${HEIGHT + 10}H-20z" />
    <g fill="none" stroke=${hill.stroke} stroke-width=${hill.strokeWidth} stroke-linejoin="round">
      ${Array.from({ length: hill.furrows }, (_, furrow) => svg`<path d=${line(hill, furrow)} />`)}
    </g>`;
}

function seedling(x: number, furrow: number, size: number): SVGTemplateResult {
  const field = hills[2] as Hill;
  const y = field.ridge(x) + furrow * field.gap + 6;
  return svg`<g transform="translate(${x} ${y.toFixed(1)}) scale(${size})">
    <path stroke-width="2.4" d="M0 0v-17" />
    <path stroke-width="2.2" d="M-.5-9c-7 0-11-3-11-8.500 7 0 11 3 11 8.500z" />
    <path stroke-width="2.2" fill="var(--leaf)" d="M.5-16.500c0-8 5-12.500 13.500-13-.5 9-5 13-13.500 13z" />
  </g>`;
}

export function garden(): TemplateResult {
  return html`<svg
    class="garden"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    preserveAspectRatio="xMidYMax slice"
    aria-hidden="true"
  >
    <circle cx="1010" cy="72" r="50" fill="var(--bed-promotion)" />
    ${hills.map(draw)}
    <g fill="none" stroke="var(--leaf)" stroke-linecap="round" stroke-linejoin="round">
      ${seedlings.map(([x, furrow, size]) => seedling(x, furrow, size))}
    </g>
  </svg>`;
}
