/** The life of a card as five marks on one line, each with what is known about it. */
import type { Card, Help, Introduction, Kind } from '#shared/board/types.ts';

export type StageMark = 'seed' | 'sprout' | 'leaves' | 'tulip' | 'heart';
export type StageNote = { type: 'time'; at: number } | { type: 'people'; count: number };

export interface Stage {
  mark: StageMark;
  word: string;
  reached: boolean;
  note: StageNote | null;
}

const words: { readonly [K in Kind]: readonly [string, string, string, string, string] } = {
  need: ['Asked', 'Offered', 'Agreed', 'Done', 'Thanked'],
  offer: ['Offered', 'Asked for', 'Agreed', 'Done', 'Thanked'],
  referral: ['Shared', 'Asked for', 'Agreed', 'Done', 'Thanked'],
  promotion: ['Posted', 'Asked for', 'Agreed', 'Done', 'Thanked'],
};

/** Stages later than a reached one count as reached too: a card marked done by hand has no agreed help. */
export function stages(
  card: Pick<Card, 'kind' | 'created' | 'closed' | 'state'>,
  helps: readonly Help[],
  introductions: readonly Introduction[],
): Stage[] {
  const people = new Set<string>();
  let agreed: number | null = null;
  let done: number | null = null;
  let thanked: number | null = null;
  for (const help of helps) {
    if (help.state === 'declined' || help.state === 'cancelled' || help.state === 'fellThrough') continue;
    people.add(help.by);
    if (help.accepted !== undefined) agreed = earliest(agreed, help.accepted);
    if (help.state === 'done' || help.state === 'partDone')
      done = latest(done, help.ended ?? help.confirmed ?? null);
    if (help.thanked !== undefined) thanked = latest(thanked, help.thanked);
  }
  for (const introduction of introductions) {
    if (introduction.state === 'refused' || introduction.state === 'fellThrough') continue;
    people.add(`introduction ${introduction.id}`);
    if (introduction.state !== 'proposed') agreed = earliest(agreed, introduction.proposed);
    if (introduction.state === 'done') done = latest(done, introduction.ended ?? null);
    if (introduction.thanked !== undefined) thanked = latest(thanked, introduction.thanked);
  }
  if ((card.state === 'done' || card.state === 'partDone') && done === null) done = card.closed ?? null;

  const notes: (StageNote | null)[] = [
    { type: 'time', at: card.created },
    people.size > 0 ? { type: 'people', count: people.size } : null,
    agreed === null ? null : { type: 'time', at: agreed },
    done === null ? null : { type: 'time', at: done },
    thanked === null ? null : { type: 'time', at: thanked },
  ];
  const furthest = notes.reduce((last, note, index) => (note ? index : last), 0);
  const marks: readonly StageMark[] = ['seed', 'sprout', 'leaves', 'tulip', 'heart'];
  return marks.map((mark, index) => ({
    mark,
    word: words[card.kind][index] ?? '',
    reached: index <= furthest,
    note: notes[index] ?? null,
  }));
}

function earliest(a: number | null, b: number): number {
  return a === null ? b : Math.min(a, b);
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
