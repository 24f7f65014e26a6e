/**
 * The harvest of a board on one page. What leaves the board by print, file or screen is made from this alone, so that
 * it holds nothing private, and a name only where both sides agreed to stand in the web of help.
 */
import { isAlive } from '#shared/board/cards.ts';
import type { Card, Member } from '#shared/board/types.ts';
import { stamp } from '#client/words/stamp.ts';
import { figuresOf, type Figures } from './figures.ts';
import { flowsOf, within, type Flow, type HarvestBoard } from './flows.ts';
import { occasionOf, type Occasion } from './occasion.ts';

export const unnamed = 'a neighbour';

/** Where somebody stands on the ground line: a member, or the author of one card without a name. */
export interface Standing {
  id: string;
  /** '' where it is not shown. */
  name: string;
}

export interface Row {
  flow: Flow;
  /** Ids of standings; null where nobody may know. */
  from: string | null;
  to: string | null;
  /** Names, or "a neighbour". */
  fromName: string;
  toName: string;
  what: string;
  when: string;
  since: string;
}

export interface Report {
  board: string;
  occasion: Occasion;
  figures: Figures;
  /** In the order they joined. */
  people: readonly Standing[];
  rows: readonly Row[];
  /** Needs that nobody has met, the oldest first. They stay on the board. */
  open: readonly Card[];
  now: number;
}

/** @param id of a session, or '' for the last thirty days */
export function reportOf(board: HarvestBoard, id: string, now: number): Report {
  const occasion = occasionOf(board, id, now);
  const flows = flowsOf(board, occasion.span);
  return {
    board: board.meta.get('board')?.title ?? '',
    occasion,
    figures: figuresOf(board, occasion.span, occasion.session),
    people: standings(board, flows),
    rows: flows.map((flow) => rowOf(board, flow, occasion, now)),
    open: [...board.cards.values()]
      .filter((card) => card.kind === 'need' && card.state !== 'matched' && isAlive(card, now))
      .sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1)),
    now,
  };
}

function rowOf(board: HarvestBoard, flow: Flow, occasion: Occasion, now: number): Row {
  const both = isNamed(board, flow.from) && isNamed(board, flow.to);
  const name = (id: string | null): string => (both && id !== null && nameOf(board, id)) || unnamed;
  return {
    flow,
    from: standingOf(flow, 'from'),
    to: standingOf(flow, 'to'),
    fromName: name(flow.from),
    toName: name(flow.to),
    what: flow.card.title,
    when: whenWords(flow, occasion, now),
    since: sinceWords(flow),
  };
}

function nameOf(board: HarvestBoard, id: string): string {
  return board.members.get(id)?.name ?? '';
}

/** Agreed to stand there with their name, and is still here. */
function isNamed(board: HarvestBoard, id: string | null): boolean {
  const member: Member | undefined = id === null ? undefined : board.members.get(id);
  return member?.named === true && member.gone === undefined && member.name !== '';
}

/**
 * Whoever wrote a card without a name stands apart from the member they are, at the card's own time. Whom an
 * introduction through a referral reached, nobody else knows: that side stands nowhere.
 */
function standingOf(flow: Flow, side: 'from' | 'to'): string | null {
  const { type, card } = flow;
  const reached = side === 'to' && type === 'introduction' && card.kind !== 'need';
  return flow[side] ?? (reached ? null : card.id);
}

function standings(board: HarvestBoard, flows: readonly Flow[]): Standing[] {
  const since = new Map<string, number>();
  const named = new Set<string>();
  for (const flow of flows) {
    for (const side of ['from', 'to'] as const) {
      const id = standingOf(flow, side);
      if (id !== null) since.set(id, board.members.get(id)?.joined ?? flow.card.created);
    }
    if (isNamed(board, flow.from) && isNamed(board, flow.to)) {
      for (const side of [flow.from, flow.to]) if (side !== null) named.add(side);
    }
  }
  return [...since]
    .sort(([a, joinedA], [b, joinedB]) => joinedA - joinedB || (a < b ? -1 : 1))
    .map(([id]) => ({ id, name: named.has(id) ? nameOf(board, id) : '' }));
}

function whenWords({ at, state, card }: Flow, { session, span }: Occasion, now: number): string {
  if (session && state === 'done' && within(at, span)) return 'in the session';
  return state === 'agreed' && card.availability ? card.availability : stamp(at, now);
}

function sinceWords({ type, state, thanked }: Flow): string {
  if (state === 'agreed') return type === 'introduction' ? 'All said yes' : 'Agreed';
  return thanked ? 'Done, thanked' : 'Done';
}
