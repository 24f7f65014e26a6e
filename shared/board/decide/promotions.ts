/** What people do about promotions: change places in line, and ask whether something is one. */
import { promotionRule } from '../../limits.ts';
import { cardOf, ownerOf, visibleCard } from '../access.ts';
import type { Change } from '../change.ts';
import type { Command } from '../commands.ts';
import { bodyOf } from '../keys.ts';
import { isPromotion, livePromotions, sameWords, slots, waitingPromotions } from '../promotion.ts';
import { no, type Verdict } from '../verdict.ts';
import { replace } from './place.ts';
import { kindFault, withQuantity } from './quantity.ts';
import { joinLine, leaveLine, rememberWords } from './settle.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** Takes one promotion down and lets another up in its place. The one that comes down goes to the end of the line. */
export function swapPromotions(change: Change, me: string, command: Of<'promotion.swap'>): Verdict {
  const { state, at } = change;
  if (!visibleCard(state, me, command.live) || !visibleCard(state, me, command.waiting)) return no('noCard');
  if (ownerOf(state, command.live) !== me || ownerOf(state, command.waiting) !== me) return no('notYours');
  const up = livePromotions(state, me, at);
  const down = up.find((card) => card.id === command.live);
  const next = waitingPromotions(state, me, at).find((body) => body.card.id === command.waiting);
  if (!down || !next) return no('wrongState');
  if (next.notBefore !== undefined) return no('notNow', 'later', { until: next.notBefore });
  if (sameWords(down) === sameWords(next.card)) {
    return no('notNow', 'later', { until: at + promotionRule.sameAgainAfter });
  }
  // slots may have shrunk below what is up: then one coming down frees none
  if (up.length - 1 >= slots(state, me, at)) return no('notNow', 'later', { until: down.expires });
  rememberWords(change, down, me, at);
  const openEnd = down.expires === (down.promoted ?? 0) + promotionRule.upFor;
  joinLine(change, me, down, { openEnd });
  leaveLine(change, next.card.id, { live: true });
  return 'applied';
}

/** "This looks like a promotion." Two members who say so have its author asked, in private. */
export function suspectPromotion(change: Change, me: string, command: Of<'promotion.suspect'>): Verdict {
  const { state, at } = change;
  const found = visibleCard(state, me, command.card);
  if (found?.where !== 'board') return no('noCard');
  const owner = ownerOf(state, command.card);
  if (owner === me) return no('ownCard');
  if (found.card.kind === 'need' || isPromotion(found.card, state, at)) return no('wrongKind');
  const before = bodyOf(state, 'suspicion', `suspicion:${command.card}`)?.by ?? [];
  if (before.includes(me)) return no('alreadyProposed');
  const by = [...before, me];
  change.keep(`suspicion:${command.card}`, [], { type: 'suspicion', card: command.card, by });
  const asked = state.records.has(`question:${command.card}`);
  if (by.length >= promotionRule.askAfter && !asked) {
    change.keep(`question:${command.card}`, [owner], { type: 'question', card: command.card, at });
  }
  return 'applied';
}

/** The author answers. A yes makes the card a promotion, which may wait but is never refused. */
export function answerSuspicion(change: Change, me: string, command: Of<'promotion.answer'>): Verdict {
  const { state, at } = change;
  const question = bodyOf(state, 'question', `question:${command.card}`);
  const card = cardOf(state, command.card)?.card;
  if (!question || !card || ownerOf(state, card.id) !== me) return no('noCard');
  if (question.answered) return no('wrongState');
  change.keep(`question:${card.id}`, [me], { ...question, answered: command.yes ? 'yes' : 'no' });
  if (!command.yes || card.kind === 'promotion') return 'applied';
  if (card.author === null) return no('promotionNeedsName');
  const fault = kindFault(state, card, 'promotion');
  if (fault) return fault;
  const next = withQuantity(state, { ...card, kind: 'promotion', edited: at }, {}, true, at);
  return replace(change, me, next, { byAuthor: false }) ?? no('noCard');
}
