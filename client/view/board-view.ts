/**
 * The board as lanes of cards. One pass over the state a change; a card whose inputs did not change keeps the very same
 * {@link CardView} object, so that its component has nothing to do.
 */
import type { Card, Kind, Member, State } from '#shared/board/types.ts';
import { kinds } from '#shared/board/types.ts';
import { isAlive } from '#shared/board/cards.ts';
import type { Snapshot } from '#client/session/port.ts';
import { indexCards, type CardIndex } from './card-index.ts';
import { cardView, shownKind, type CardInput, type CardView } from './cards.ts';
import { chance } from './chance.ts';
import type { Filter } from './find.ts';
import type { Refused } from './refused.ts';
import type { Viewer } from './viewer.ts';

const DAY = 86_400_000;

export interface LaneView {
  kind: Kind;
  /** What lies in the lane, in order. */
  cards: readonly CardView[];
  /** Open cards, before any filter. */
  open: number;
  /** Of those, written by others since the viewer was last here. */
  fresh: number;
  /** Helps that came to a good end this month. */
  met: number;
  /** Met, taken down and run out: shown on demand. */
  past: readonly CardView[];
  /** Not looked for by whoever one follows: shown only where they stand already and must stay. */
  aside: readonly CardView[];
}

export type BoardView = Readonly<Record<Kind, LaneView>>;

export interface ViewOptions {
  viewer: Viewer;
  now: number;
  phone: boolean;
  /** Which cards to show; null: all. */
  filter: Filter | null;
  /** Which of them whoever one follows looks for; the others lie aside. */
  followed: Filter | null;
  /** Words that were not accepted, beside their cards. */
  refused: Refused;
}

interface Kept {
  parts: readonly unknown[];
  view: CardView;
}

export class BoardViews {
  private kept = new Map<string, Kept>();
  private members: readonly Member[] = [];
  private membersVersion = 0;
  /** The last midnight before now. */
  private today = 0;
  private readonly lead = new WeakMap<CardView, CardView>();

  /** Builds all lanes from a snapshot. */
  build(snapshot: Snapshot, options: ViewOptions): BoardView {
    const { state } = snapshot;
    const { viewer, now } = options;
    const index = indexCards(state, viewer.member);
    const { refused } = options;
    const next = new Map<string, Kept>();
    const lanes = emptyLanes();
    this.noteMembers(state);
    this.today = new Date(now).setHours(0, 0, 0, 0);

    const place = (card: Card, where: CardInput['where'], draft: CardInput['draft']): void => {
      const kind = where === 'waiting' ? 'promotion' : shownKind(card);
      const lane = lanes[kind];
      const mine = isMine(card, where, viewer, index);
      const open = where === 'board' && !draft && isAlive(card, now) && card.state !== 'matched';
      if (open) {
        lane.open += 1;
        if (!mine && snapshot.lastSeen !== null && card.created > snapshot.lastSeen) lane.fresh += 1;
      }
      if ((card.state === 'withdrawn' || where === 'silent') && !mine) return;
      if (options.filter && !options.filter(card)) return;
      const view = this.view(next, { card, where, mine, draft, index, snapshot, options });
      const past = !isAside(where) && isPast(card, view, now);
      const aside = !mine && options.followed?.(card) === false;
      (aside ? lane.aside : past ? lane.past : lane.cards).push({ card, view, waits: where === 'waiting' });
    };

    for (const { card, draft } of refused.created) place(card, 'board', draft);
    for (const { card } of index.waiting) place(card, 'waiting', null);
    for (const { card, owner } of index.held) if (owner === viewer.member) place(card, 'held', null);
    for (const { card, shown } of index.silent) place(card, shown === 'group' ? shown : 'silent', null);
    for (const card of state.cards.values()) place(card, 'board', refused.changed.get(card.id) ?? null);

    const month = new Date(now);
    const from = new Date(month.getFullYear(), month.getMonth(), 1).getTime();
    for (const row of [...state.helps.values(), ...state.introductions.values()]) {
      if ((row.state !== 'done' && row.state !== 'partDone') || (row.ended ?? 0) < from) continue;
      const card = state.cards.get(row.card);
      if (card) lanes['introducer' in row ? 'referral' : shownKind(card)].met += 1;
    }
    this.kept = next;
    return Object.fromEntries(
      kinds.map((kind) => [kind, this.finish(lanes[kind], viewer)]),
    ) as unknown as BoardView;
  }

  private view(
    next: Map<string, Kept>,
    seed: {
      card: Card;
      where: CardInput['where'];
      mine: boolean;
      draft: CardInput['draft'];
      index: CardIndex;
      snapshot: Snapshot;
      options: ViewOptions;
    },
  ): CardView {
    const { card, where, mine, draft, index, snapshot, options } = seed;
    const { viewer, now, phone } = options;
    const { state } = snapshot;
    const { helps, introductions } = index.around(card.id);
    const proposed = mine ? helps.filter((help) => help.state === 'proposed') : [];
    const [only] = proposed;
    const note = only && proposed.length === 1 ? proposalWords(state, only.by, index.notes.get(only.id)) : '';
    const line = snapshot.standing?.waiting.find((row) => row.card === card.id) ?? null;
    const pending =
      snapshot.pending.get(card.id) ??
      helps.map((help) => snapshot.pending.get(help.id)).find((state) => state !== undefined);
    const input: CardInput = {
      card,
      where,
      viewer,
      mine,
      author: card.author === null ? undefined : state.members.get(card.author),
      helps,
      introductions,
      asked: index.asked.get(card.id) ?? null,
      pending,
      draft,
      proposal: note,
      line,
      phone,
      now,
      member: (id) => state.members.get(id),
    };
    const parts = [
      card,
      where,
      viewer.member,
      viewer.may,
      mine,
      input.author,
      input.asked,
      pending,
      draft?.id,
      draft?.why,
      note,
      line?.place,
      line?.from,
      phone,
      this.membersVersion,
      age(card.created, now, this.today),
      card.expires - now < 7 * DAY ? Math.ceil((card.expires - now) / DAY) : 8,
      ...helps,
      ...introductions,
    ];
    // A card can lie here twice: on the board and as a refused draft of the same id.
    const key = where + card.id + (draft?.id ?? '');
    const before = this.kept.get(key);
    const kept = before && same(before.parts, parts) ? before : { parts, view: cardView(input) };
    next.set(key, kept);
    return kept.view;
  }

  private noteMembers(state: State): void {
    const members = [...state.members.values()];
    if (!same(members, this.members)) {
      this.members = members;
      this.membersVersion += 1;
    }
  }

  private finish(lane: Lane, viewer: Viewer): LaneView {
    const { kind, open, fresh, met } = lane;
    const order = kind === 'promotion' ? byChance(viewer.member) : byTime;
    const viewOf = (row: Row): CardView => row.view;
    const cards = lane.cards.sort(order).map(viewOf);
    const lead = cards.findIndex(
      (view) => view.urgency?.is === 'now' && view.action?.label === 'I can help' && isUntouched(view),
    );
    const first = cards[lead];
    if (first) cards[lead] = this.filled(first);
    return {
      kind,
      open,
      fresh,
      met,
      cards,
      past: lane.past.sort(byTime).map(viewOf),
      aside: lane.aside.map(viewOf),
    };
  }

  private filled(view: CardView): CardView {
    let lead = this.lead.get(view);
    if (!lead && view.action) {
      lead = { ...view, action: { ...view.action, filled: true } };
      this.lead.set(view, lead);
    }
    return lead ?? view;
  }
}

interface Row {
  card: Card;
  view: CardView;
  /** A promotion that waits for its place. */
  waits: boolean;
}
interface Lane {
  kind: Kind;
  cards: Row[];
  past: Row[];
  aside: Row[];
  open: number;
  fresh: number;
  met: number;
}

function emptyLanes(): Record<Kind, Lane> {
  const lane = (kind: Kind): Lane => ({ kind, cards: [], past: [], aside: [], open: 0, fresh: 0, met: 0 });
  return {
    need: lane('need'),
    offer: lane('offer'),
    referral: lane('referral'),
    promotion: lane('promotion'),
  };
}

function isMine(card: Card, where: CardInput['where'], viewer: Viewer, index: CardIndex): boolean {
  if (!viewer.member) return false;
  return isAside(where) || card.author === viewer.member || index.secretlyMine.has(card.id);
}

/** Only its author ever has it here, in whatever state it is. */
function isAside(where: CardInput['where']): boolean {
  return where === 'waiting' || where === 'held';
}

/** Done cards stay a day, so that everyone sees that help flowed, and until thanks are said. */
function isPast(card: Card, view: CardView, now: number): boolean {
  switch (card.state) {
    case 'open':
    case 'partDone':
      return card.expires <= now;
    case 'matched':
      return false;
    case 'withdrawn':
      return true;
    case 'done':
      return (card.closed ?? 0) < now - DAY && view.action?.label !== 'Thank you';
  }
}

function isUntouched(view: CardView): boolean {
  return view.mark?.type === 'growth' && view.mark.growth === 'seed';
}

function proposalWords(state: State, by: string, note: string | undefined): string {
  const name = state.members.get(by)?.name;
  if (!name) return '';
  return note ? `${name}: “${note}”` : '';
}

/** Newest first; what only exists here comes before all. Ids break ties, so that every screen agrees. */
function byTime(a: Row, b: Row): number {
  return (
    Number(b.view.draft !== '') - Number(a.view.draft !== '') ||
    b.card.created - a.card.created ||
    (a.card.id < b.card.id ? 1 : -1)
  );
}

/** Promotions: own waiting ones first, then an order of chance that stays the same for this viewer. */
function byChance(member: string): (a: Row, b: Row) => number {
  return (a, b) =>
    Number(b.waits) - Number(a.waits) || chance(member + a.card.id) - chance(member + b.card.id);
}

/** Changes whenever the words for the age of a card may: each minute on its first day, then each midnight. */
function age(created: number, now: number, today: number): number {
  const minutes = Math.floor((now - created) / 60_000);
  return minutes < DAY / 60_000 ? minutes : today;
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, at) => Object.is(part, b[at]));
}
