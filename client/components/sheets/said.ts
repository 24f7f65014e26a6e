/** What is said once a step has been taken whose effect is not in sight. */
import type { Command, CommandType } from '#shared/board/commands.ts';
import type { Outcome } from '#client/session/port.ts';

interface Said {
  words: string;
  /** Whether a button takes it back. */
  undo?: true;
}

const said: { readonly [T in CommandType]?: Said } = {
  'card.create': { words: 'It is on the board.', undo: true },
  'help.propose': { words: 'Your answer is on the card.', undo: true },
  'help.accept': { words: 'You have agreed. The card says what comes next.' },
  'help.decline': { words: 'They are told, kindly.' },
  'help.cancel': { words: 'Your answer is taken back.' },
  'help.fail': { words: 'They are told. The card is back in sight.' },
  'help.thank': { words: 'Your thanks are on the card.' },
  'introduction.propose': { words: 'Everyone is asked first. You see here when they have said yes.' },
  'introduction.ask': { words: 'Your question is with them.' },
  'introduction.agree': { words: 'You said yes. The card says what comes next.' },
  'introduction.refuse': { words: 'They are told, kindly.' },
  'introduction.fail': { words: 'They are told. The card is back in sight.' },
  'introduction.thank': { words: 'Your thanks are on their way.' },
  'card.withdraw': { words: 'Taken down. You can put it back at any time.', undo: true },
  'card.restore': { words: 'It is back on the board.' },
  'card.done': { words: 'Closed, with thanks.' },
  'card.report': { words: 'The facilitators read it next.' },
  'card.hold': { words: 'Out of sight. Its author reads your note.' },
  'card.release': { words: 'It is back on the board.' },
  'promotion.suspect': { words: 'Noted. If someone else wonders too, its author is asked in private.' },
  'promotion.answer': { words: 'Thank you for saying so.' },
  'promotion.swap': { words: 'Swapped. The other one waits now.' },
  'member.approve': { words: 'Noted. What they confirm counts at once.' },
  'member.rename': { words: 'The name is changed.', undo: true },
  'member.host': { words: 'Noted. Only you see it.' },
  'member.merge': { words: 'The two are one now.' },
  'member.remove': { words: 'They are no longer on the board.' },
  'device.revoke': { words: 'That device is signed out.' },
  'board.rename': { words: 'The board has a new name.', undo: true },
  'board.settings': { words: 'Changed. The reason is in the public log.' },
  'override.extraSlot': { words: 'Given. The reason is in the public log.' },
  'override.marketHour': { words: 'The market hour has begun. The reason is in the public log.' },
  'override.retag': { words: 'Changed. The reason is in the public log.' },
  'override.hide': { words: 'Hidden. The reason is in the public log.' },
};

/** Null where the screen shows it anyway, or where the refusal is said instead. */
export function saidAfter(command: Command, outcome: Outcome): Said | null {
  const words = said[command.type];
  if (!words || outcome.type === 'refused') return null;
  if (outcome.type === 'kept')
    return { words: 'Kept on this device. It goes out by itself when you are back.' };
  if (outcome.outcome === 'waiting') return { words: 'Kept, and waiting its turn. It goes up by itself.' };
  return words;
}
