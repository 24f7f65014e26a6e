/**
 * Every time somebody said yes to somebody, as everyone on the board may know it. Made from public tables alone: who
 * wrote an anonymous card, and whom an introduction brought together, stand in none of them.
 */
import { proposerGives } from '#shared/board/cards.ts';
import type { Card, Help, Introduction, State } from '#shared/board/types.ts';

export type HarvestBoard = Omit<State, 'records'>;

/** Instants, ms since 1970, both included. */
export interface Span {
  from: number;
  to: number;
}

export interface Flow {
  /** Of the help or the introduction. */
  id: string;
  type: 'need' | 'offer' | 'introduction';
  card: Card;
  /** Who gave, or introduced: a member's id; null where nobody may know. */
  from: string | null;
  to: string | null;
  at: number;
  state: 'agreed' | 'done';
  thanked: boolean;
}

/** What was agreed within a span, oldest first. Promotions are no help: they do not count. */
export function flowsOf(board: HarvestBoard, span: Span): Flow[] {
  const flows: Flow[] = [];
  for (const help of board.helps.values()) {
    const card = board.cards.get(help.card);
    if (card && card.promoted === undefined && helpIn(help, span)) flows.push(flowOfHelp(card, help));
  }
  for (const introduction of board.introductions.values()) {
    const card = board.cards.get(introduction.card);
    if (card && introductionIn(introduction, span)) flows.push(flowOfIntroduction(card, introduction));
  }
  return flows.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** A yes to what was proposed within the span belongs to it as well, even if it was said later. */
function helpIn(help: Help, span: Span): boolean {
  if (help.accepted === undefined || ending[help.state] === null) return false;
  return within(help.accepted, span) || within(help.proposed, span);
}

function introductionIn(introduction: Introduction, span: Span): boolean {
  const { state, proposed, ended } = introduction;
  if (state !== 'agreed' && state !== 'done') return false;
  return within(proposed, span) || (ended !== undefined && within(ended, span));
}

/** What became of a yes; null: nothing, there was none or it fell through. */
const ending: { readonly [S in Help['state']]: Flow['state'] | null } = {
  proposed: null,
  accepted: 'agreed',
  declined: null,
  cancelled: null,
  done: 'done',
  partDone: 'done',
  fellThrough: null,
};

function flowOfHelp(card: Card, help: Help): Flow {
  const gives = proposerGives(card.kind);
  return {
    id: help.id,
    type: gives ? 'need' : 'offer',
    card,
    from: gives ? help.by : card.author,
    to: gives ? card.author : help.by,
    at: help.accepted ?? help.proposed,
    state: ending[help.state] ?? 'agreed',
    thanked: help.thanked !== undefined,
  };
}

/** On a need it is its author who is introduced to somebody; who asks through a referral, only three people know. */
function flowOfIntroduction(card: Card, introduction: Introduction): Flow {
  return {
    id: introduction.id,
    type: 'introduction',
    card,
    from: introduction.introducer || null,
    to: card.kind === 'need' ? card.author : null,
    at: introduction.proposed,
    state: introduction.state === 'done' ? 'done' : 'agreed',
    thanked: introduction.thanked !== undefined,
  };
}

export function within(at: number, { from, to }: Span): boolean {
  return at >= from && at <= to;
}
