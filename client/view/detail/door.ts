/** What stands at the door of a board: a question, a pass to use, or a closed door with a next step. */
import type { Snapshot } from '#client/session/port.ts';

export type ClosedWhy = Exclude<Extract<Snapshot['connection'], { state: 'closed' }>['why'], 'asks'>;

/** `asks`: one gives a name and waits to be let in. */
export type Door =
  { type: 'closed'; why: ClosedWhy } | { type: 'asks' } | { type: 'pass' } | { type: 'name' };

export function doorOf(snapshot: Pick<Snapshot, 'connection' | 'me'>): Door {
  const { connection } = snapshot;
  if (connection.state === 'closed') {
    return connection.why === 'asks' ? { type: 'asks' } : { type: 'closed', why: connection.why };
  }
  return snapshot.me.type === 'pass' ? { type: 'pass' } : { type: 'name' };
}

/** `retry`: connect again. `reload`: fetch the page again. `start`: the start page. */
export type NextStep = 'retry' | 'reload' | 'start';

export interface ClosedWords {
  title: string;
  text: string;
  next: NextStep;
}

export const closedWords: { readonly [W in ClosedWhy]: ClosedWords } = {
  noEntry: {
    title: 'This link does not open the board',
    text: 'It may have been replaced, used already, or cut short on its way to you. Ask the person who sent it for a fresh one and open that on this device.',
    next: 'retry',
  },
  banned: {
    title: 'This device cannot join this board',
    text: 'A facilitator closed the board to it. If you think that is a mistake, speak with a facilitator in person.',
    next: 'start',
  },
  tooMany: {
    title: 'A great many people are here at once',
    text: 'The board is full for the moment. A place may come free in a minute.',
    next: 'retry',
  },
  version: {
    title: 'Tilth has been renewed',
    text: 'This page is a little older than the board. Open it again, and everything you wrote is still here.',
    next: 'reload',
  },
  restarting: {
    title: 'The board is starting again',
    text: 'It will be back in a moment. What you wrote is kept on this device.',
    next: 'retry',
  },
  revoked: {
    title: 'This device was signed out',
    text: 'You, or a facilitator, ended its place on the board. Open the link again to join, or let yourself in from a device of yours that is still on the board.',
    next: 'retry',
  },
  removed: {
    title: 'You are no longer on this board',
    text: 'Your place here has ended. If that comes as a surprise, speak with a facilitator; they can let you back in.',
    next: 'start',
  },
  erased: {
    title: 'This board has been erased',
    text: 'A facilitator ended it for everyone, and everything on it is gone from the server. This device has forgotten its copy; only words of your own that were never sent are still here.',
    next: 'start',
  },
};
