/** Who writes right now, and where: what one can go to. */
import type { Scene } from './scene.ts';
import { someone } from './someone.ts';

export interface WritingNow {
  member: string;
  name: string;
  /** The card in whose text they write; '': the notes of the board. */
  card: string;
  title: string;
}

/** Everyone else who writes, by name; not those in a card that this person cannot see. */
export function writingNow(scene: Scene): WritingNow[] {
  const found = new Map<string, WritingNow>();
  for (const { member, card, writing } of scene.people) {
    const title = card === '' ? '' : scene.state.cards.get(card)?.title;
    if (!writing || member === '' || member === scene.me || title === undefined) continue;
    found.set(`${member} ${card}`, { member, name: someone(scene, member).name, card, title });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.card < b.card ? -1 : 1));
}
