/**
 * What hangs on a projector's wall: large, read only, and nothing that a viewer's link may not know. It is made from the
 * public tables alone and without the members' one, so that it can name nobody and shows the same whoever opened it.
 */
import { isAlive } from '#shared/board/cards.ts';
import { helpsBy, introductionsBy } from '#shared/board/keys.ts';
import { openSession, phaseOf, runningSession } from '#shared/board/session/policy.ts';
import type { Card, Kind, Session, State, Urgency } from '#shared/board/types.ts';
import type { Growth } from '#client/icons/marks.ts';
import { urgencyWords } from '#client/words/cards.ts';
import { count } from '#client/words/lists.ts';
import { shownKind } from '../cards.ts';
import { chance } from '../chance.ts';
import { happening } from '../happening.ts';
import { nextTurn, turnFor, turnSize, type Turn } from './wall-turn.ts';

export type WallBoard = Pick<State, 'meta' | 'cards' | 'helps' | 'introductions' | 'sessions'>;

export interface WallCard {
  id: string;
  kind: Kind;
  title: string;
  body: string;
  urgency: { is: Urgency; words: string } | null;
  availability: string;
  area: string;
  /** What has come of it so far, without names; null: nothing yet. */
  growth: { growth: Growth; words: string } | null;
}

export type WallStage =
  /** Nothing has begun: how to join. */
  | { type: 'before'; title: string }
  /** Everyone writes for themselves. */
  | { type: 'silent'; prompt: string; written: number }
  /** The window for promotions: all of them, nobody first. */
  | { type: 'promotions'; cards: readonly WallCard[] }
  | { type: 'cards'; prompt: string; large: WallCard | null; more: readonly WallCard[] }
  | { type: 'after'; session: Session };

export interface WallView {
  /** The board's. */
  title: string;
  /** The phase that is on, with its clock. */
  on: { session: Session; name: string; next: { name: string; at: number } | null } | null;
  stage: WallStage;
  /** The spoken code, nine digits in threes, while whoever runs the session wants the room to see it; or ''. */
  code: string;
  /** "15 needs, 21 offers, 6 referrals". */
  open: string;
  /** "6 matched today", or ''. */
  matched: string;
  /** To be handed in again the next time. */
  turn: Turn;
}

/** For so long after its end, ms, a session's harvest stays on the wall. */
const harvestFor = 12 * 3_600_000;
/** So many promotions are read across a room; the others take their place with the next turn. */
const promotionsAtOnce = 6;

/**
 * @param before the turn of the view before, or null
 * @param now the log's clock
 */
export function wallView(board: WallBoard, before: Turn | null, now: number): WallView {
  const session = runningSession(board);
  const phase = phaseOf(session);
  const ready = [...board.cards.values()].filter((card) => isUntouched(board, card, now));
  const there = (id: string): boolean => shows(board.cards.get(id), now);
  const turn = nextTurn(
    before,
    ready.map(({ id }) => id),
    there,
    now,
  );
  const coming = session?.coming;
  return {
    title: board.meta.get('board')?.title ?? '',
    on:
      session && phase
        ? {
            session,
            name: phase.name,
            next: coming ? { name: session.phases[coming.phase]?.name ?? '', at: coming.at } : null,
          }
        : null,
    stage: stageOf(board, session, turn, now),
    code: (openSession(board)?.door?.code ?? '').replace(/(\d{3})(?=\d)/g, '$1 '),
    open: openWords(board, now),
    matched: matchedWords(board, session, now),
    turn,
  };
}

function stageOf(board: WallBoard, session: Session | null, turn: Turn, now: number): WallStage {
  const phase = phaseOf(session);
  if (!session || !phase) return restOf(board, turn, now);
  if (phase.silent) return { type: 'silent', prompt: phase.prompt, written: session.silent };
  const spotlight = session.spotlight ?? '';
  if (phase.promotions && !shows(board.cards.get(spotlight), now)) {
    return { type: 'promotions', cards: promotionsOf(board, session, turn, now) };
  }
  return cardsStage(board, phase.prompt, spotlight, turn, now);
}

/** Outside a session: one that is planned, one that is over, or simply the board. */
function restOf(board: WallBoard, turn: Turn, now: number): WallStage {
  const sessions = [...board.sessions.values()];
  const planned = sessions.find(({ state }) => state === 'planned');
  if (planned) return { type: 'before', title: planned.title };
  const over = sessions
    .filter(({ state, ended }) => state === 'ended' && now - (ended ?? 0) < harvestFor)
    .sort((a, b) => (b.ended ?? 0) - (a.ended ?? 0))[0];
  if (over) return { type: 'after', session: over };
  return cardsStage(board, '', '', turn, now);
}

function cardsStage(board: WallBoard, prompt: string, spotlight: string, turn: Turn, now: number): WallStage {
  const lit = board.cards.get(spotlight);
  const ids = lit && shows(lit, now) ? [lit.id, ...turn.cards.filter((id) => id !== lit.id)] : turn.cards;
  const [large = null, ...more] = ids
    .slice(0, turnSize)
    .flatMap((id) => board.cards.get(id) ?? [])
    .map((card) => wallCard(board, card));
  return { type: 'cards', prompt, large, more };
}

/** In an order of chance that each session draws anew. When they are too many, each turn begins with others. */
function promotionsOf(board: WallBoard, session: Session, turn: Turn, now: number): WallCard[] {
  const cards = [...board.cards.values()]
    .filter((card) => shownKind(card) === 'promotion' && isAlive(card, now))
    .sort((a, b) => chance(session.id + a.id) - chance(session.id + b.id));
  const at = cards.length > promotionsAtOnce ? Math.floor(turn.since / turnFor) % cards.length : 0;
  return [...cards.slice(at), ...cards.slice(0, at)]
    .slice(0, promotionsAtOnce)
    .map((card) => wallCard(board, card));
}

function shows(card: Card | undefined, now: number): boolean {
  return card !== undefined && isAlive(card, now);
}

/** Open, and nobody has answered it yet. Promotions have a window of their own. */
function isUntouched(board: WallBoard, card: Card, now: number): boolean {
  if (card.state !== 'open' || !isAlive(card, now) || card.promoted !== undefined) return false;
  const answered = (row: { state: string }): boolean =>
    row.state === 'proposed' || row.state === 'accepted' || row.state === 'agreed';
  return (
    !helpsBy(board, `card:${card.id}`).some(answered) &&
    !introductionsBy(board, `card:${card.id}`).some(answered)
  );
}

function wallCard(board: WallBoard, card: Card): WallCard {
  const kind = shownKind(card);
  const happened = happening(
    kind,
    card,
    helpsBy(board, `card:${card.id}`),
    introductionsBy(board, `card:${card.id}`),
    () => 'a neighbour',
  );
  return {
    id: card.id,
    kind,
    title: card.title,
    body: card.body,
    urgency: kind === 'need' ? { is: card.urgency, words: urgencyWords[card.urgency] } : null,
    availability: card.availability ?? '',
    area: card.area ?? '',
    growth: happened?.growth === 'seed' ? null : happened,
  };
}

function openWords(board: WallBoard, now: number): string {
  const open = { need: 0, offer: 0, referral: 0, promotion: 0 };
  for (const card of board.cards.values()) {
    if (isAlive(card, now) && card.state !== 'matched') open[shownKind(card)] += 1;
  }
  return (['need', 'offer', 'referral'] as const)
    .filter((kind) => open[kind] > 0)
    .map((kind) => count(open[kind], kind))
    .join(', ');
}

/** What was agreed since the session began, or since midnight. */
function matchedWords(board: WallBoard, session: Session | null, now: number): string {
  const since = session?.began ?? new Date(now).setHours(0, 0, 0, 0);
  let matched = 0;
  for (const help of board.helps.values()) if ((help.accepted ?? 0) >= since) matched += 1;
  return matched === 0 ? '' : `${matched} matched ${session ? 'so far' : 'today'}`;
}
