/** What follows when a person acts on a card or a match: a command at once, a question first, or another sheet. */
import type { Command } from '#shared/board/commands.ts';
import type { Kind } from '#shared/board/types.ts';
import type { SheetName } from '#client/view/intents.ts';
import type { Act } from './act-intent.ts';
import {
  changeAsk,
  declineAsk,
  hideAsk,
  holdAsk,
  refuseAsk,
  reportAsk,
  retagAsk,
  thankAsk,
  type Ask,
} from './ask.ts';

export type Consequence =
  | { type: 'send'; command: Command }
  /** `input`: under which name the words are kept until they are sent. */
  | { type: 'ask'; ask: Ask; input: string }
  | { type: 'open'; what: SheetName }
  | { type: 'edit' }
  | { type: 'write' }
  | { type: 'join' };

/** @param newNotice makes the id of an entry in the public log */
export function consequenceOf(act: Act, card: string, kind: Kind, newNotice: () => string): Consequence {
  switch (act.on) {
    case 'help':
      return ofHelp(act);
    case 'introduction':
      return ofIntroduction(act);
    case 'card':
      return ofCard(act.action, card, kind, newNotice);
  }
}

const send = (command: Command): Consequence => ({ type: 'send', command });
const ask = (question: Ask, input: string): Consequence => ({ type: 'ask', ask: question, input });

function ofHelp({ id, action, name }: Extract<Act, { on: 'help' }>): Consequence {
  const match = { type: 'help', id } as const;
  switch (action) {
    case 'accept':
      return send({ type: 'help.accept', help: id });
    case 'cancel':
      return send({ type: 'help.cancel', help: id });
    case 'done':
      return send({ type: 'help.done', help: id });
    case 'decline':
      return ask(declineAsk(id, name), `decline:${id}`);
    case 'change':
    case 'deny':
      return ask(changeAsk(match, name), `change:${id}`);
    case 'thank':
      return ask(thankAsk(match, name), `thank:${id}`);
  }
}

function ofIntroduction({ id, action, name }: Extract<Act, { on: 'introduction' }>): Consequence {
  const match = { type: 'introduction', id } as const;
  switch (action) {
    case 'agree':
      return send({ type: 'introduction.agree', introduction: id });
    case 'done':
      return send({ type: 'introduction.done', introduction: id });
    case 'refuse':
      return ask(refuseAsk(id), `refuse:${id}`);
    case 'change':
      return ask(changeAsk(match, name), `change:${id}`);
    case 'thank':
      return ask(thankAsk(match, name), `thank:${id}`);
  }
}

function ofCard(
  action: Extract<Act, { on: 'card' }>['action'],
  card: string,
  kind: Kind,
  newNotice: () => string,
): Consequence {
  switch (action) {
    case 'join':
      return { type: 'join' };
    case 'edit':
    case 'invite':
      return { type: 'edit' };
    case 'write':
      return { type: 'write' };
    case 'help':
    case 'introduce':
    case 'waiting':
      return { type: 'open', what: action };
    case 'like':
      return { type: 'open', what: kind === 'referral' ? 'ask' : 'help' };
    case 'restore':
      return send({ type: 'card.restore', card });
    case 'withdraw':
      return send({ type: 'card.withdraw', card });
    case 'close':
      return send({ type: 'card.done', card });
    case 'suspect':
      return send({ type: 'promotion.suspect', card });
    case 'release':
      return send({ type: 'card.release', card });
    case 'report':
      return ask(reportAsk(card), `report:${card}`);
    case 'hold':
      return ask(holdAsk(card), `hold:${card}`);
    case 'hide':
      return ask(hideAsk(card, newNotice()), `hide:${card}`);
    case 'retag':
      return ask(retagAsk(card, kind, newNotice()), `retag:${card}`);
  }
}
