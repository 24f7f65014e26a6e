/** Where a member's promotions stand, from the private standing and the private records. */
import type { Standing } from '#shared/board/promotion.ts';
import type { Card } from '#shared/board/types.ts';
import type { Scene } from './scene.ts';

export interface WaitingView {
  /** The one asked about. */
  card: Card;
  place: number;
  /** When it goes up by itself, if that is known. */
  from: number | null;
  up: { card: Card; until: number }[];
  slots: number;
  next: Standing['next'];
}

/** Null when the card does not wait (any more). */
export function waitingView(scene: Scene, standing: Standing | null, cardId: string): WaitingView | null {
  const record = scene.state.records.get(`waiting:${cardId}`)?.body;
  if (record?.type !== 'waiting') return null;
  const entry = standing?.waiting.find((one) => one.card === cardId);
  const up: WaitingView['up'] = [];
  for (const one of standing?.live ?? []) {
    const card = scene.state.cards.get(one.card);
    if (card) up.push({ card, until: one.until });
  }
  return {
    card: record.card,
    place: entry?.place ?? (standing?.waiting.length ?? 0) + 1,
    from: entry?.from ?? null,
    up,
    slots: standing?.slots ?? up.length,
    next: standing?.next ?? null,
  };
}

const ordinals = ['', 'first', 'second', 'third', 'fourth', 'fifth'] as const;
const counts = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'] as const;

export function placeInLine(place: number): string {
  const ordinal = ordinals[place];
  return ordinal ? `${ordinal} in line` : `number ${place} in line`;
}

/** "One more confirmed act of help opens another place." */
export function nextPlace(next: Standing['next']): string {
  if (!next) return 'You have all the places a person can have here.';
  const acts = Math.max(next.acts, next.people, 1);
  const count = counts[acts] ?? String(acts);
  const what = `${count.charAt(0).toUpperCase()}${count.slice(1)} more ${acts === 1 ? 'act' : 'acts'} of help`;
  const who =
    next.people === 0
      ? ', confirmed by anyone you helped,'
      : next.people === 1
        ? ', confirmed by a person you have not helped this month,'
        : `, confirmed by ${counts[next.people] ?? next.people} people you have not helped this month,`;
  return `${what}${who} ${acts === 1 ? 'opens' : 'open'} another place.`;
}
