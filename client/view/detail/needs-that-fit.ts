/** Open needs that suit a person, for "help first": what they could do next, never what they ought to. */
import { ownerOf } from '#shared/board/access.ts';
import { cardStatus } from '#shared/board/cards.ts';
import type { Card } from '#shared/board/types.ts';
import type { Scene } from './scene.ts';

export interface FittingNeed {
  card: Card;
  /** Why it may suit, in one or two words. */
  because: string;
}

/** @returns at most `most` needs, the best first; the order never depends on how often one looks. */
export function needsThatFit(scene: Scene, most = 3): FittingNeed[] {
  const mine = { areas: new Set<string>(), words: new Set<string>(), answered: new Set<string>() };
  for (const card of scene.state.cards.values()) {
    if (ownerOf(scene.state, card.id) !== scene.me) continue;
    if (card.area) mine.areas.add(fold(card.area));
    if (card.kind === 'need') continue;
    for (const word of subjects(card)) mine.words.add(word);
  }
  for (const help of scene.state.helps.values()) {
    if (help.by === scene.me) mine.answered.add(help.card);
  }
  const untouched = new Set<string>();
  for (const help of scene.state.helps.values()) untouched.add(help.card);

  const found: (FittingNeed & { score: number })[] = [];
  for (const card of scene.state.cards.values()) {
    const status = cardStatus(card, scene.now);
    if (card.kind !== 'need' || (status !== 'open' && status !== 'partDone')) continue;
    if (mine.answered.has(card.id) || ownerOf(scene.state, card.id) === scene.me) continue;
    const likeMine = subjects(card).some((word) => mine.words.has(word));
    const near = card.area !== undefined && mine.areas.has(fold(card.area));
    const alone = !untouched.has(card.id);
    const score = (likeMine ? 8 : 0) + (near ? 4 : 0) + (card.urgency === 'now' ? 3 : 0) + (alone ? 1 : 0);
    const because = likeMine
      ? 'like what you offer'
      : near
        ? 'near you'
        : card.urgency === 'now'
          ? 'now'
          : alone
            ? 'no answer yet'
            : '';
    found.push({ card, because, score });
  }
  found.sort(
    (a, b) => b.score - a.score || a.card.created - b.card.created || (a.card.id < b.card.id ? -1 : 1),
  );
  return found.slice(0, most).map(({ card, because }) => ({ card, because }));
}

function subjects(card: Card): string[] {
  return [card.category, ...(card.tags ?? [])].filter((word) => word !== undefined).map(fold);
}

function fold(word: string): string {
  return word.trim().toLowerCase();
}
