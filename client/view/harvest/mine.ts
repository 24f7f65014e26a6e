/** One person's own page: what I promised, what was promised to me, and thanks. Only they see it. */
import { cardOf, ownerOf } from '#shared/board/access.ts';
import { recordsBy } from '#shared/board/keys.ts';
import type { Card } from '#shared/board/types.ts';
import { introductionViews, othersOf } from '#client/view/detail/introductions.ts';
import { contactOf, helpViews } from '#client/view/detail/matches.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { inSentence, someone } from '#client/view/detail/someone.ts';
import { list } from '#client/words/lists.ts';
import { within, type Span } from './flows.ts';

export interface Promise {
  /** Of the help or the introduction. */
  id: string;
  card: Card;
  /** "Rosa", "Ines and your neighbour". */
  whom: string;
  /** The words it was offered in, or ''. */
  note: string;
  /** Lines by which the others can be reached. */
  reach: readonly string[];
  done: boolean;
  introduction: boolean;
}

export interface Thanks {
  id: string;
  text: string;
  from: string;
  /** The card they are for. */
  what: string;
}

export interface Mine {
  promised: readonly Promise[];
  received: readonly Promise[];
  thanks: readonly Thanks[];
}

/** What is agreed and not done yet stays on the page, whenever it was agreed. @param scene of the one whose page it is */
export function mineOf(scene: Scene, span: Span): Mine {
  const mine = { promised: [] as Promise[], received: [] as Promise[] };
  for (const card of cardsAround(scene)) {
    const gives = ownerOf(scene.state, card.id) === scene.me;
    for (const view of helpViews(scene, card)) {
      const { state, ended } = view.help;
      const done = state === 'done' || state === 'partDone';
      const counts = state === 'accepted' || (done && within(ended ?? 0, span));
      if (view.side === 'none' || !counts) continue;
      (view.received ? mine.received : mine.promised).push({
        id: view.help.id,
        card,
        whom: inSentence(view.other),
        note: view.note ?? '',
        reach: reachOf(scene, view.help.id),
        done,
        introduction: false,
      });
    }
    for (const view of introductionViews(scene, card)) {
      const { id, state, ended } = view.introduction;
      const done = state === 'done';
      if (!view.inside || (state !== 'agreed' && !(done && within(ended ?? 0, span)))) continue;
      const introduces = view.inside.parties.includes('introducer') || (gives && card.kind === 'referral');
      (introduces ? mine.promised : mine.received).push({
        id,
        card,
        whom: list(othersOf(view).map(inSentence)),
        note: view.inside.message,
        reach: reachOf(scene, id),
        done,
        introduction: true,
      });
    }
  }
  return { ...mine, thanks: thanksTo(scene) };
}

function reachOf(scene: Scene, match: string): string[] {
  return contactOf(scene, match).theirs.map(({ line }) => line);
}

/** Cards on which this person may have agreed something, the oldest first. */
function cardsAround({ state }: Scene): Card[] {
  const ids = new Set<string>();
  for (const { card } of state.helps.values()) ids.add(card);
  for (const { card } of state.introductions.values()) ids.add(card);
  return [...ids]
    .flatMap((id) => cardOf(state, id)?.card ?? [])
    .sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
}

/** Words of thanks that others wrote to this person. */
function thanksTo(scene: Scene): Thanks[] {
  const found: Thanks[] = [];
  for (const { id, body } of recordsBy(scene.state, 'type:thanks')) {
    if (body.type !== 'thanks' || !body.text || body.from === scene.me) continue;
    const row = scene.state.helps.get(body.match) ?? scene.state.introductions.get(body.match);
    const card = row && cardOf(scene.state, row.card)?.card;
    // an anonymous author's own thanks come back to them without a name
    if (!card || (body.from === null && ownerOf(scene.state, card.id) === scene.me)) continue;
    found.push({ id, text: body.text, from: inSentence(someone(scene, body.from)), what: card.title });
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}
