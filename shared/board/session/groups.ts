/** Small groups that change, so that nobody meets the same people twice while it can be helped. */
import { sessionRule } from '../../limits.ts';

export type Groups = readonly (readonly string[])[];

/** So many arrangements are begun afresh, and the best is taken. */
const ATTEMPTS = 30;
/** Swaps tried for each person in an attempt. */
const SWAPS = 60;

/**
 * How many are in each group: as near to `size` as can be, none smaller than 3 or larger than 6. Fewer than 3 people are
 * one group.
 */
export function groupSizes(people: number, size: number): number[] {
  if (people === 0) return [];
  const { groupLeast, groupMost } = sessionRule;
  const most = Math.max(1, Math.floor(people / groupLeast));
  const least = Math.ceil(people / groupMost);
  const wanted = Math.round(people / Math.min(groupMost, Math.max(groupLeast, size)));
  const count = Math.max(1, Math.min(most, Math.max(least, wanted)));
  return Array.from({ length: count }, (_, nth) => Math.floor((people + count - 1 - nth) / count));
}

/**
 * Arranges people in groups. The same input gives the same groups everywhere: chance comes from who they are and how
 * many rounds there were. Local search over swaps for the social golfer problem (Harvey 2002 gives its bounds): the
 * weight of a pair is the square of how often the two have met.
 * @param people ids, each once
 * @param rounds the groups there were, oldest first
 */
export function arrange(people: readonly string[], size: number, rounds: readonly Groups[]): string[][] {
  const ids = [...people].sort();
  const sizes = groupSizes(ids.length, size);
  const met = meetings(ids, rounds);
  const chance = chanceOf(`${rounds.length} ${ids.join(' ')}`);
  let best = { order: ids.map((_, index) => index), weight: Infinity };
  for (let attempt = 0; attempt < ATTEMPTS && best.weight > 0; attempt += 1) {
    const order = shuffled(ids.length, chance);
    const weight = improve(order, sizes, met, chance);
    if (weight < best.weight) best = { order, weight };
  }
  let from = 0;
  return sizes.map((count) => {
    const group = best.order.slice(from, from + count).map((index) => ids[index] ?? '');
    from += count;
    return group.sort();
  });
}

/** How often each pair has met, by place in `ids`. */
function meetings(ids: readonly string[], rounds: readonly Groups[]): number[][] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const met = ids.map(() => ids.map(() => 0));
  for (const group of rounds.flat()) {
    const here = group.flatMap((id) => place.get(id) ?? []);
    for (const a of here) for (const b of here) if (a !== b) met[a]![b]! += 1;
  }
  return met;
}

/** Swaps people between groups while that makes fewer meet again. Changes `order`; returns its weight. */
function improve(
  order: number[],
  sizes: readonly number[],
  met: readonly number[][],
  chance: () => number,
): number {
  const groupOf = sizes.flatMap((count, group) => Array.from({ length: count }, () => group));
  const starts = sizes.map((_, group) => groupOf.indexOf(group));
  const weightAt = (place: number, person: number, without: number): number => {
    const group = groupOf[place]!;
    const start = starts[group]!;
    let sum = 0;
    for (let other = start; other < start + sizes[group]!; other += 1) {
      if (other !== place && other !== without) sum += met[person]![order[other]!]! ** 2;
    }
    return sum;
  };
  for (let left = sizes.length > 1 ? order.length * SWAPS : 0; left > 0; left -= 1) {
    const a = Math.floor(chance() * order.length);
    const b = Math.floor(chance() * order.length);
    if (groupOf[a] === groupOf[b]) continue;
    const now = weightAt(a, order[a]!, a) + weightAt(b, order[b]!, b);
    if (now === 0) continue;
    const swapped = weightAt(a, order[b]!, a) + weightAt(b, order[a]!, b);
    // equal swaps too: they lead out of places where no single swap helps
    if (swapped <= now) [order[a], order[b]] = [order[b]!, order[a]!];
  }
  return order.reduce((sum, person, place) => sum + weightAt(place, person, place), 0) / 2;
}

function shuffled(length: number, chance: () => number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Numbers from 0 to 1 that follow from a text (FNV-1a into mulberry32). */
function chanceOf(text: string): () => number {
  let seed = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    seed = Math.imul(seed ^ text.charCodeAt(index), 0x01000193);
  }
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
