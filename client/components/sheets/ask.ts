/** Questions that need a few words before something is done: what is asked, and the command that follows. */
import type { Command } from '#shared/board/commands.ts';
import type { FellThrough, Kind } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { kindWords } from '#client/words/cards.ts';

export interface Choice {
  value: string;
  label: string;
  hint?: string;
}

export interface Ask {
  title: string;
  lead?: string;
  choices?: readonly Choice[];
  field: { label: string; optional: boolean; max: number };
  /** Who will read the words. */
  seenBy: string;
  send: string;
  stay: string;
  command: (answer: { choice: string; words: string }) => Command;
}

/** A match is a help or an introduction; both end and are thanked in the same words. */
export interface Match {
  type: 'help' | 'introduction';
  id: string;
}

const stay = 'Not now';

export function declineAsk(help: string, name: string): Ask {
  return {
    title: 'Not this time',
    lead: 'A kind no is easier to hear than silence. Nobody else sees this, and your card stays where it is.',
    field: { label: `A few words to ${name}`, optional: true, max: limits.reason },
    seenBy: `Only ${name} sees your words.`,
    send: 'Say not this time',
    stay,
    command: ({ words }) => ({ type: 'help.decline', help, reason: words }),
  };
}

export function refuseAsk(introduction: string): Ask {
  return {
    title: 'Not this time',
    lead: 'That is fine. The card is back in sight for others, and no contact has moved.',
    field: { label: 'What would help them understand?', optional: false, max: limits.reason },
    seenBy: 'Only the people of this introduction see your words.',
    send: 'Say not this time',
    stay,
    command: ({ words }) => ({ type: 'introduction.refuse', introduction, reason: words }),
  };
}

export function changeAsk(match: Match, name: string): Ask {
  const choices: Choice[] = [
    { value: 'refusedBeforeStart', label: 'It will not start', hint: 'plans changed before anything began' },
    {
      value: 'triedDidNotWork',
      label: 'We tried, and it did not work out',
      hint: 'trying counts; no shame in it',
    },
  ];
  if (match.type === 'help')
    choices.push({ value: 'part', label: 'A part of it is done', hint: 'the rest goes back on the board' });
  return {
    title: 'Plans change',
    lead: 'It happens to everyone. The card goes back in sight, so that someone else can step in.',
    choices,
    field: { label: `A few words to ${name}`, optional: true, max: limits.reason },
    seenBy: `Only ${name} and you see this. Contact lines you shared are taken back.`,
    send: 'Tell them',
    stay: 'Keep the plan',
    command: ({ choice, words }) => {
      if (choice === 'part' && match.type === 'help')
        return { type: 'help.done', help: match.id, part: true };
      const how = choice as FellThrough;
      return match.type === 'help'
        ? { type: 'help.fail', help: match.id, how, reason: words }
        : { type: 'introduction.fail', introduction: match.id, how, reason: words };
    },
  };
}

export function thankAsk(match: Match, name: string): Ask {
  return {
    title: `Thank ${name}`,
    lead: 'The button alone says thank you. Words are welcome, and not needed.',
    field: { label: 'What did it mean to you?', optional: true, max: limits.note },
    seenBy: `Only ${name} reads your words. The board shows that someone was thanked.`,
    send: 'Thank you',
    stay,
    command: ({ words }) =>
      match.type === 'help'
        ? { type: 'help.thank', help: match.id, words }
        : { type: 'introduction.thank', introduction: match.id, words },
  };
}

export function reportAsk(card: string): Ask {
  return {
    title: 'Tell the facilitators',
    lead: 'They read what you write here and look at the card. Its author does not learn who told them.',
    field: { label: 'What should they know?', optional: false, max: limits.reason },
    seenBy: 'Only facilitators see this.',
    send: 'Send to the facilitators',
    stay,
    command: ({ words }) => ({ type: 'card.report', card, reason: words }),
  };
}

export function holdAsk(card: string): Ask {
  return {
    title: 'Take this card from sight for now',
    lead: 'Nothing is lost: its author keeps it, reads your note, and you can put it back at any time.',
    field: { label: 'A note to its author', optional: false, max: limits.reason },
    seenBy: 'Its author and the facilitators see this.',
    send: 'Take it from sight',
    stay,
    command: ({ words }) => ({ type: 'card.hold', card, note: words }),
  };
}

export function hideAsk(card: string, notice: string): Ask {
  return {
    title: 'Hide this promotion',
    lead: 'The reason goes into the public log, where everyone can read it.',
    field: { label: 'Reason', optional: false, max: limits.reason },
    seenBy: 'Everyone on the board can read the reason.',
    send: 'Hide it',
    stay,
    command: ({ words }) => ({ type: 'override.hide', notice, card, reason: words }),
  };
}

export function retagAsk(card: string, kind: Kind, notice: string): Ask {
  const others = (Object.keys(kindWords) as Kind[]).filter((other) => other !== kind);
  return {
    title: 'Make it another kind of card',
    lead: 'The reason goes into the public log, where everyone can read it.',
    choices: others.map((other) => ({ value: other, label: kindWords[other].one })),
    field: { label: 'Reason', optional: false, max: limits.reason },
    seenBy: 'Everyone on the board can read the reason.',
    send: 'Change the kind',
    stay,
    command: ({ choice, words }) => ({
      type: 'override.retag',
      notice,
      card,
      kind: choice as Kind,
      reason: words,
    }),
  };
}
