/** How one vine or root runs. Lengths are units of the picture. */

export interface Point {
  x: number;
  y: number;
}

/** A cubic Bézier curve. */
export type Curve = readonly [Point, Point, Point, Point];

/** A leaf, a berry or a hexagon on a curve. */
export interface Mark extends Point {
  /** Of the curve there, degrees. */
  angle: number;
  side: 1 | -1;
}

export interface Shape {
  curve: Curve;
  /** The arrow's tip, and where it comes from; null for a root. */
  arrow: readonly [Point, Point] | null;
  marks: readonly Mark[];
}

/** Turns a place along the ground and a height above it into a point of the picture. */
export type Put = (along: number, height: number) => Point;

const arrowLength = 9;

/**
 * A vine grows from giver to receiver, and ends in an arrow above the receiver's ring.
 * @param clear how far above the ground a ring reaches
 * @param every the distance between leaves
 */
export function vineShape(
  { from, to, high }: { from: number; to: number; high: number },
  clear: number,
  every: number,
  put: Put,
): Shape {
  const foot = clear + arrowLength;
  // a curve rises to three quarters of what it is drawn to
  const rise = Math.max(0, (high - foot) / 0.75);
  const curve: Curve = [put(from, 0), put(from, rise + foot / 2), put(to, rise + foot), put(to, foot)];
  return { curve, arrow: [put(to, clear), put(to, foot)], marks: marksAlong(curve, every) };
}

/** A root runs beneath the ground to whom it reached, or only down to its hexagon where nobody may know that. */
export function rootShape(from: number, to: number | null, deep: number, put: Put): Shape {
  const down = deep / 0.75;
  const curve: Curve =
    to === null
      ? [put(from, 0), put(from, -deep / 3), put(from, (-deep * 2) / 3), put(from, -deep)]
      : [put(from, 0), put(from, -down), put(to, -down), put(to, 0)];
  return { curve, arrow: null, marks: [{ ...pointOn(curve, to === null ? 1 : 0.5), angle: 0, side: 1 }] };
}

/** The point of a curve at `t`, 0 to 1. */
export function pointOn([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t;
  const mix = (axis: 'x' | 'y'): number =>
    s * s * s * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t * t * t * d[axis];
  return { x: mix('x'), y: mix('y') };
}

/** So many straight pieces follow a curve closely enough to measure it. */
const pieces = 40;
/** Near its feet a vine has no leaves: others stand there. */
const bare = 70;

/** Marks at even distances around the middle, one on this side, one on that. */
function marksAlong(curve: Curve, every: number): Mark[] {
  const steps = Array.from({ length: pieces + 1 }, (_, at) => pointOn(curve, at / pieces));
  let walked = 0;
  const lengths = steps.map((point, at) => {
    const before = steps[at - 1] ?? point;
    walked += Math.hypot(point.x - before.x, point.y - before.y);
    return walked;
  });
  const count = Math.max(1, Math.floor((walked - bare) / every));
  return Array.from({ length: count }, (_, nth): Mark => {
    const wanted = walked / 2 + (nth - (count - 1) / 2) * every;
    const at = Math.max(
      1,
      lengths.findIndex((length) => length >= wanted),
    );
    const here = steps[at] ?? curve[3];
    const before = steps[at - 1] ?? curve[0];
    const angle = (Math.atan2(here.y - before.y, here.x - before.x) * 180) / Math.PI;
    return { ...here, angle, side: nth % 2 === 0 ? -1 : 1 };
  });
}
