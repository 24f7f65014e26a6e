/**
 * The web of help as geometry. A wide picture puts the ground line across, help above it and introductions beneath; a
 * narrow one puts the line down, help to its right and introductions to its left. Letters are measured by a rule of thumb
 * that errs long, so that the same picture comes out everywhere.
 */
import type { Report, Row } from './report.ts';
import { rootShape, vineShape, type Point, type Put, type Shape } from './web-vines.ts';

export interface Place extends Point {
  id: string;
  /** Beside the ring; '' where there is no room to say "a neighbour" so often. */
  label: string;
  named: boolean;
  /** Where the label is anchored: its middle, or its end when it leans or stands in a column. */
  at: Point;
}

export interface Vine extends Shape {
  id: string;
  type: Row['flow']['type'];
}

export interface WebLayout {
  width: number;
  height: number;
  /** The ground line runs down instead of across. */
  down: boolean;
  /** Labels lean, so that many find room. */
  leaning: boolean;
  /** Radius of the rings that people are. */
  ring: number;
  /** Where the line lies: its y, or its x when it runs down. */
  ground: number;
  places: readonly Place[];
  vines: readonly Vine[];
}

/** Font size of labels. */
export const letters = 14;
/** Leaning labels lean so far, degrees. */
export const lean = 65;

/** Below this width the line runs down. */
const narrow = 560;
const edge = 14;
const unnamed = 'a neighbour';
/** The longest label, when the line runs across. */
const longest = 132;
/** People stand as far apart as there is room, but no further and no closer than this. */
const apart = { most: 190, straight: 72, least: 17, down: 36 };
const largestRing = 10;
/** Feet at one person spread no further than this. */
const footing = 48;
/** Beside the column of labels, when the line runs down. */
const rootsDown = 58;
/** Roots pass beneath straight labels. */
const beneathLabels = 52;

/** @param width what there is; the picture is wider when more people stand in it than fit */
export function webLayout({ people, rows }: Pick<Report, 'people' | 'rows'>, width: number): WebLayout {
  const down = width < narrow;
  const { space, before, after, leaning, room } = down ? spacingDown(width) : spacing(people, width);
  const names = people.map(({ name }) => fit(name || (leaning ? '' : unnamed), room));
  const widest = Math.max(0, ...names.map(wide));
  const ring = Math.min(largestRing, space * 0.42);
  const length = before + after + Math.max(0, people.length - 1) * space;
  const below = down ? edge + widest + rootsDown : leaning ? widest * 0.91 + 36 : 124;
  const above = down ? width - below - edge : Math.min(400, 96 + people.length * 16);
  const ground = down ? below : above + edge;
  const put: Put = (along, height) =>
    down ? { x: ground + height, y: along } : { x: along, y: ground - height };
  const position = new Map(people.map(({ id }, nth) => [id, before + nth * space]));
  const places = people.map(({ id, name }, nth): Place => {
    const point = put(position.get(id) ?? 0, 0);
    const at = down ? { x: edge + widest, y: point.y + letters * 0.35 } : labelAt(point, ring, leaning);
    return { id, label: names[nth] ?? '', named: name !== '', ...point, at };
  });
  const roots = down
    ? { from: rootsDown * 0.4, to: rootsDown - ring }
    : { from: Math.min(beneathLabels, below / 2), to: below - edge };
  return {
    width: down ? width : Math.max(width, length),
    height: down ? length : above + below + edge,
    down,
    leaning,
    ring,
    ground,
    places,
    vines: vinesOf(rows, position, { space, ring, above, roots, put }),
  };
}

/** How people and their labels are spread along the line; `room` is for one label. */
interface Spacing {
  space: number;
  before: number;
  after: number;
  leaning: boolean;
  room: number;
}

function spacingDown(width: number): Spacing {
  return { space: apart.down, before: 26, after: 26, leaning: false, room: width * 0.3 };
}

/** Straight labels where they have room beside each other, else leaning ones, which reach back to the left. */
function spacing(people: Report['people'], width: number): Spacing {
  const gaps = Math.max(1, people.length - 1);
  const widest = Math.min(longest, Math.max(0, ...people.map(({ name }) => wide(name || unnamed))));
  const space = Math.min((width - 2 * edge) / people.length, apart.most);
  if (space >= Math.min(widest + 8, apart.straight)) {
    const margin = (width - space * (people.length - 1)) / 2;
    return { space, before: margin, after: margin, leaning: false, room: Math.min(space - 6, longest) };
  }
  const before = widest * 0.43 + edge;
  const after = edge + footing / 2;
  const tight = Math.max((width - before - after) / gaps, apart.least);
  return { space: tight, before, after, leaning: true, room: longest };
}

function labelAt({ x, y }: Point, ring: number, leaning: boolean): Point {
  return leaning ? { x: x + 5, y: y + ring + 12 } : { x, y: y + ring + 20 };
}

interface Ground {
  space: number;
  ring: number;
  above: number;
  roots: { from: number; to: number };
  put: Put;
}

function vinesOf(rows: readonly Row[], position: ReadonlyMap<string, number>, ground: Ground): Vine[] {
  const { space, ring, above, roots, put } = ground;
  const feet = feetOf(rows, position, space);
  const spans = rows.map(({ from, to }) => {
    const [a, b] = [position.get(from ?? ''), position.get(to ?? '')];
    return a === undefined || b === undefined ? 0 : Math.abs(a - b);
  });
  const widest = Math.max(1, ...spans);
  // the fuller the picture, the fewer leaves: what counts is who reaches whom
  const every = 46 + rows.length * 0.6;
  const pairs = new Map<string, number>();
  return rows.flatMap(({ flow, ...row }, nth): Vine[] => {
    const pair = [row.from ?? '', row.to ?? ''].sort().join(' ');
    const twins = pairs.get(pair) ?? 0;
    pairs.set(pair, twins + 1);
    const from = feet.get(`${flow.id}:from`);
    const to = feet.get(`${flow.id}:to`) ?? null;
    if (from === undefined) return [];
    // further is higher, but less and less so; what runs between the same two runs apart
    const apart = 0.94 + 0.06 * ((nth * 0.618) % 1) - 0.13 * (twins % 4);
    const reach = ((spans[nth] ?? 0) / widest) ** 0.6 * apart;
    const { id, type } = flow;
    if (type === 'introduction') {
      return [{ id, type, ...rootShape(from, to, roots.from + (roots.to - roots.from) * reach, put) }];
    }
    const high = Math.max(above * reach, Math.min(48, above));
    return to === null ? [] : [{ id, type, ...vineShape({ from, to, high }, ring + 3, every, put) }];
  });
}

/**
 * Where each end of each help stands, by `<id>:from` and `<id>:to`. The ends at one person stand side by side, ordered
 * so that vines cross as little as they can: what comes from the left stands left, the nearest outermost.
 */
function feetOf(
  rows: readonly Row[],
  position: ReadonlyMap<string, number>,
  space: number,
): ReadonlyMap<string, number> {
  const ends = new Map<string, { key: string; away: number; root: boolean }[]>();
  for (const { flow, from, to } of rows) {
    for (const [side, id, across] of [
      ['from', from, to],
      ['to', to, from],
    ] as const) {
      const here = position.get(id ?? '');
      if (id === null || here === undefined) continue;
      const list = ends.get(id) ?? [];
      ends.set(id, list);
      const away = (position.get(across ?? '') ?? here) - here;
      list.push({ key: `${flow.id}:${side}`, away, root: flow.type === 'introduction' });
    }
  }
  const feet = new Map<string, number>();
  for (const [id, list] of ends) {
    const here = position.get(id) ?? 0;
    for (const roots of [false, true]) {
      const side = list.filter(({ root }) => root === roots).sort((a, b) => turn(a.away) - turn(b.away));
      const step = Math.min(9, (Math.min(space, footing) - 5) / Math.max(1, side.length - 1));
      side.forEach(({ key }, nth) => feet.set(key, here + (nth - (side.length - 1) / 2) * step));
    }
  }
  return feet;
}

/** Sorts near left, far left, far right, near right. */
function turn(away: number): number {
  return away === 0 ? 0 : 1 / away;
}

/** How wide words are at most: letters of most scripts, and those of the broad ones. */
export function wide(words: string): number {
  let ems = 0;
  for (const letter of words) {
    ems += (letter.codePointAt(0) ?? 0) > 0x2e7f ? 1.1 : /[A-ZMWmw]/u.test(letter) ? 0.8 : 0.6;
  }
  return ems * letters;
}

/** A name no wider than there is room; the table below has all of it. "A neighbour" is not cut: the legend says it. */
function fit(name: string, room: number): string {
  if (wide(name) <= room) return name;
  if (name === unnamed) return '';
  const kept = Array.from(name);
  while (kept.length > 1 && wide(`${kept.join('')}…`) > room) kept.pop();
  return `${kept.join('')}…`;
}
