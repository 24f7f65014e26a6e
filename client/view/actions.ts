/** The one thing that fits this viewer to do with this card. What may really be done is for `decide` to say. */
import type { Command } from '#shared/board/commands.ts';
import type { Card, Help, Kind } from '#shared/board/types.ts';
import type { OpenIntent, SheetName } from './intents.ts';
import type { Viewer } from './viewer.ts';

export interface CardAction {
  label: string;
  /** Filled ink: at most one a lane. */
  filled: boolean;
  does:
    | { type: 'open'; what: SheetName; id: string; spot?: OpenIntent['spot'] }
    | { type: 'run'; command: Command; said: string }
    /** Asks a visitor for their name first. */
    | { type: 'join' };
}

export interface ActionInput {
  card: Card;
  kind: Kind;
  viewer: Viewer;
  mine: boolean;
  helps: readonly Help[];
  /** An introduction on this card that waits for this viewer's answer. */
  asked: string | null;
  nameOf: (member: string) => string;
}

const over = (help: Help): boolean => help.state === 'done' || help.state === 'partDone';

/** The primary action, or null where nothing fits. */
export function primaryAction(input: ActionInput): CardAction | null {
  const { card, kind, viewer, mine, helps, asked } = input;
  if (viewer.may === 'look') return null;
  if (asked) return opens('Answer', 'introduction', asked);
  if (mine) return ownerAction(input);
  const own = helps.filter((help) => help.by === viewer.member);
  const agreed = own.find((help) => help.state === 'accepted');
  if (agreed) return runs("It's done", { type: 'help.done', help: agreed.id }, 'Marked as done.');
  // The one who asked for an offer received it, and can say thanks.
  const received = kind === 'need' ? undefined : own.find((help) => over(help) && !help.thanked);
  if (received) return thanks(received);
  if (own.some((help) => help.state === 'proposed')) {
    return opens(kind === 'need' ? 'See your offer' : 'See what you asked', 'card', card.id);
  }
  if (card.state === 'matched') return opens('See the plan', 'card', card.id);
  if (card.state !== 'open' && card.state !== 'partDone') return null;
  const label = kind === 'need' ? 'I can help' : "I'd like this";
  if (viewer.may === 'join') return { label, filled: false, does: { type: 'join' } };
  return opens(label, kind === 'referral' ? 'ask' : 'help', card.id);
}

function ownerAction({ card, kind, helps, nameOf }: ActionInput): CardAction {
  const proposed = helps.filter((help) => help.state === 'proposed');
  const accepted = helps.filter((help) => help.state === 'accepted');
  const [only] = proposed;
  if (only && proposed.length === 1) {
    const name = nameOf(only.by);
    return runs('Accept', { type: 'help.accept', help: only.id }, `You and ${name} have agreed.`);
  }
  if (proposed.length > 1)
    return opens(`See ${proposed.length} ${kind === 'need' ? 'offers' : 'people'}`, 'card', card.id);
  const [plan] = accepted;
  if (plan && accepted.length === 1) {
    return runs("It's done", { type: 'help.done', help: plan.id }, 'Marked as done.');
  }
  if (accepted.length > 1) return opens('See the plan', 'card', card.id);
  // The author of a need received the help; the author of an offer gave it.
  const received = kind === 'need' ? helps.find((help) => over(help) && !help.thanked) : undefined;
  if (received) return thanks(received);
  return card.state === 'open' || card.state === 'partDone'
    ? { label: 'Edit', filled: false, does: { type: 'open', what: 'card', id: card.id, spot: 'edit' } }
    : opens('See the card', 'card', card.id);
}

function thanks(help: Help): CardAction {
  return runs('Thank you', { type: 'help.thank', help: help.id, words: '' }, 'Your thanks are on the card.');
}

function opens(label: string, what: SheetName, id: string): CardAction {
  return { label, filled: false, does: { type: 'open', what, id } };
}

function runs(label: string, command: Command, said: string): CardAction {
  return { label, filled: false, does: { type: 'run', command, said } };
}
