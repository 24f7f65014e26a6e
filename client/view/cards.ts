/** One card as a screen shows it: plain data, words chosen, nothing left to decide for a component. */
import type { Card, Help, Introduction, Kind, Member, Urgency } from '#shared/board/types.ts';
import type { Pending } from '#client/session/port.ts';
import { termsWords, urgencyWords } from '#client/words/cards.ts';
import { nameOf } from '#client/words/names.ts';
import { ago, until } from '#client/words/time.ts';
import { primaryAction, type CardAction } from './actions.ts';
import { happening, type Happening } from './happening.ts';
import type { Viewer } from './viewer.ts';

/** State of what the viewer wrote, said on the card. */
export type Own = 'saved' | 'saving' | 'kept' | 'draft' | 'waiting' | 'held' | 'silent' | 'group';

export type Mark = ({ type: 'growth' } & Happening) | { type: 'own'; own: Own; words: string };

export interface CardView {
  id: string;
  /** The kind it is shown as: an offer judged a promotion lies on the shelf. */
  kind: Kind;
  title: string;
  body: string;
  who: string;
  when: string;
  mine: boolean;
  mark: Mark | null;
  urgency: { is: Urgency; words: string } | null;
  facts: string;
  /** A sentence beneath the words: a note to its author, or why something was not accepted. */
  note: string;
  action: CardAction | null;
  /** "I know someone" stands beside the primary action. */
  introduce: boolean;
  /** Matched or done: it sinks into the bed. */
  settled: boolean;
  /** The draft this card is shown for, or ''. */
  draft: string;
}

export interface RefusedDraft {
  id: string;
  /** Why, in one or two sentences. */
  why: string;
  /** There are two texts to look at. */
  both: boolean;
}

export interface CardInput {
  card: Card;
  /** `silent`: only its author sees it yet; `group`: their group does. */
  where: 'board' | 'waiting' | 'held' | 'silent' | 'group';
  viewer: Viewer;
  mine: boolean;
  author: Member | undefined;
  helps: readonly Help[];
  introductions: readonly Introduction[];
  asked: string | null;
  pending: Pending | undefined;
  /** A draft of a change to this card that was not accepted, with its sentence. */
  draft: RefusedDraft | null;
  /** The note of the only proposal, for the one who decides about it. */
  proposal: string;
  /** Place in line and instant, of a promotion that waits. */
  line: { place: number; from: number | null } | null;
  phone: boolean;
  now: number;
  member: (id: string) => Member | undefined;
}

const ownWords: Record<Exclude<Own, 'waiting' | 'kept'>, string> = {
  saved: 'Saved',
  saving: 'Saving…',
  draft: 'Kept as your draft',
  held: 'Put aside by a facilitator',
  silent: 'Only you see it',
  group: 'Your group sees it',
};

export function cardView(input: CardInput): CardView {
  const { card, viewer, mine, now } = input;
  const kind = shownKind(card);
  const named = (id: string): string => (id === viewer.member ? 'you' : nameOf(input.member(id)));
  const settled = card.state === 'matched' || card.state === 'done';
  const action = chooseAction(input, kind, named);
  return {
    id: card.id,
    kind,
    title: card.title,
    body: card.body,
    who: whoWords(input),
    when: input.where === 'waiting' ? '' : ago(card.created, now),
    mine,
    mark: chooseMark(input, kind, named),
    urgency: kind === 'promotion' ? null : { is: card.urgency, words: urgencyWords[card.urgency] },
    // A promotion that waits has no end yet.
    facts: input.where === 'waiting' ? '' : factsOf(card, kind, now).join(' · '),
    note: input.draft?.why || input.proposal || (mine ? comingWords(input) : ''),
    action,
    introduce:
      kind === 'need' && card.state === 'open' && input.where === 'board' && !mine && viewer.may !== 'look',
    settled,
    draft: input.draft?.id ?? '',
  };
}

/** The kind a card is shown as: whatever is judged a promotion lies on the shelf. */
export function shownKind(card: Card): Kind {
  return card.promoted === undefined ? card.kind : 'promotion';
}

function whoWords({ card, mine, author }: CardInput): string {
  const behalf = card.behalf ? `, for ${card.behalf.who}` : '';
  if (mine) return (card.author === null ? 'You, without your name' : 'You') + behalf;
  if (card.author === null) return `Someone here${behalf}`;
  return nameOf(author) + behalf;
}

function chooseAction(input: CardInput, kind: Kind, named: (id: string) => string): CardAction | null {
  const { card, where, viewer, mine, helps, asked, draft } = input;
  if (draft) {
    const label = draft.both ? 'See both' : 'See your draft';
    return { label, filled: false, does: { type: 'open', what: 'drafts', id: draft.id } };
  }
  if (where === 'waiting') {
    return { label: 'See your place', filled: false, does: { type: 'open', what: 'waiting', id: card.id } };
  }
  if (where === 'held')
    return { label: 'See why', filled: false, does: { type: 'open', what: 'card', id: card.id } };
  if (where === 'group' && !mine) return null;
  return primaryAction({ card, kind, viewer, mine, helps, asked, nameOf: named });
}

function chooseMark(input: CardInput, kind: Kind, named: (id: string) => string): Mark | null {
  const { card, where, mine, pending, draft, helps, introductions, line, phone } = input;
  if (draft) return own('draft', ownWords.draft);
  if (pending === 'saving') return own('saving', ownWords.saving);
  if (pending === 'kept') return own('kept', phone ? 'Kept on this phone' : 'Kept on this device');
  if (where === 'held') return own('held', ownWords.held);
  if (where === 'waiting') return own('waiting', waitingWords(line, input.now));
  if (isSilent(where) && card.state === 'open') return own(where, ownWords[where]);
  const happened = happening(kind, card, helps, introductions, named);
  // An own card without an answer says that it is safe; that nobody answered, its author knows.
  if (mine && (!happened || happened.growth === 'seed') && card.state === 'open')
    return own('saved', ownWords.saved);
  return happened && { type: 'growth', ...happened };
}

function own(state: Own, words: string): Mark {
  return { type: 'own', own: state, words };
}

function isSilent(where: CardInput['where']): where is 'silent' | 'group' {
  return where === 'silent' || where === 'group';
}

function comingWords({ where, card }: CardInput): string {
  const coming = isSilent(where) && card.state === 'open';
  return coming ? 'It is shown to everyone when this part is over.' : '';
}

function waitingWords(line: CardInput['line'], now: number): string {
  if (!line) return 'Waiting its turn';
  if (line.from !== null) return `Goes up ${until(line.from, now)}`;
  return line.place === 1 ? 'Waiting, first in line' : `Waiting, number ${line.place} in line`;
}

/** Short facts in the order of the picture: how many, when, where, on what terms. */
function factsOf(card: Card, kind: Kind, now: number): string[] {
  const facts: string[] = [];
  if (card.quantity !== undefined && card.quantity > 1) {
    facts.push(card.left === undefined ? `${card.quantity}` : `${card.left} of ${card.quantity} left`);
  }
  if (card.availability) facts.push(card.availability);
  if (card.area) facts.push(card.area);
  // A referral is a signpost, and a promotion says so itself: terms are news only elsewhere.
  if (kind === 'need' || kind === 'offer') facts.push(termsWords[card.terms]);
  if (kind === 'need' && card.paidWelcome) facts.push('paid help welcome');
  if (kind === 'referral' && card.subject?.type === 'service') facts.push('a service');
  if (kind === 'promotion') facts.push(`until ${until(card.expires, now)}`);
  return facts;
}
