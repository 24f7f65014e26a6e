/** The needs of a board by what has come of them: nobody's answer yet, in talks, matched. The longest wait first. */
import { isAlive } from '#shared/board/cards.ts';
import { helpsBy, introductionsBy } from '#shared/board/keys.ts';
import type { Card, Kind, State, Urgency } from '#shared/board/types.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { inSentence, nameless, someone } from '#client/view/detail/someone.ts';
import { waitWords } from '#client/words/minutes.ts';

export const progresses = ['untouched', 'inTalks', 'matched'] as const;
export type Progress = (typeof progresses)[number];

export interface CardLine {
  id: string;
  kind: Kind;
  title: string;
  /** "Farida · waiting 16 min". */
  facts: string;
  urgency: Urgency;
}

export type NeedsView = Readonly<Record<Progress, readonly CardLine[]>>;

export function needsView(scene: Scene): NeedsView {
  const view: Record<Progress, CardLine[]> = { untouched: [], inTalks: [], matched: [] };
  for (const card of inLine(scene)) {
    if (card.kind === 'need') view[progressOf(scene.state, card)].push(cardLine(scene, card));
  }
  return view;
}

/** What nobody has answered, of all kinds: needs before the rest. What the wall shows one after the other. */
export function untouched(scene: Scene): readonly CardLine[] {
  const cards = inLine(scene).filter((card) => progressOf(scene.state, card) === 'untouched');
  return [...cards.filter(({ kind }) => kind === 'need'), ...cards.filter(({ kind }) => kind !== 'need')].map(
    (card) => cardLine(scene, card),
  );
}

/** The one that follows what is on the wall; from the end, the first again. Null: there is no other. */
export function nextOf(line: readonly CardLine[], shown: string | undefined): CardLine | null {
  const at = line.findIndex(({ id }) => id === shown);
  const next = line[(at + 1) % Math.max(1, line.length)] ?? null;
  return next?.id === shown ? null : next;
}

/** Cards that are going, without promotions, in the order in which they were written. */
function inLine({ state, now }: Scene): Card[] {
  return [...state.cards.values()]
    .filter((card) => card.promoted === undefined && (isAlive(card, now) || card.state === 'matched'))
    .sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
}

function progressOf(state: State, card: Card): Progress {
  if (card.state === 'matched') return 'matched';
  const around = [
    ...helpsBy(state, `card:${card.id}`).map((help) => help.state),
    ...introductionsBy(state, `card:${card.id}`).map((introduction) => introduction.state),
  ];
  return around.some((is) => is === 'proposed' || is === 'accepted' || is === 'agreed')
    ? 'inTalks'
    : 'untouched';
}

function cardLine(scene: Scene, card: Card): CardLine {
  const who = someone(scene, card.author);
  return {
    id: card.id,
    kind: card.kind,
    title: card.title,
    facts: `${who.name === nameless ? 'a neighbour, name not shown' : who.you ? who.name : inSentence(who)} · waiting ${waitWords(scene.now - card.created)}`,
    urgency: card.urgency,
  };
}
