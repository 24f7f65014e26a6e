/** The state of the connection, as words. "Saved" means the server's durable ack and nothing else. */
import type { Connection, Keeping } from '#client/session/port.ts';
import type { IconName } from '#client/icons/icon.ts';
import { count } from '#client/words/lists.ts';
import { timeOfDay } from '#client/words/time.ts';

export interface StatusWords {
  icon: IconName;
  words: string;
}

export function statusWords(connection: Connection, keeping: Keeping): StatusWords {
  switch (connection.state) {
    case 'connecting':
      return { icon: 'dots', words: 'Connecting…' };
    case 'live':
      return connection.unsaved > 0 ? { icon: 'dots', words: 'Saving…' } : { icon: 'tick', words: 'Saved' };
    case 'offline':
    case 'away':
      return {
        icon: 'cloudOff',
        words: `${trouble(connection)}: kept ${keeping === 'device' ? 'on this device' : 'while this page is open'}`,
      };
    case 'closed':
      return { icon: 'cloudOff', words: 'Not connected' };
  }
}

const trouble = ({ state }: Connection): string => (state === 'away' ? 'Not saving just now' : 'Offline');

export interface StripWords {
  icon: IconName;
  /** What is the case. */
  what: string;
  /** What happens next, or what to do. */
  next: string;
}

/** One strip above the lanes, where something needs saying; null: nothing does. */
export function stripWords(connection: Connection, keeping: Keeping, phone: boolean): StripWords | null {
  if (connection.state === 'offline' || connection.state === 'away') {
    const waiting = connection.unsaved > 0 ? ` ${connection.unsaved} waiting.` : '';
    const when = connection.state === 'away' ? 'when saving works again' : 'when you are back';
    if (keeping === 'device') {
      return {
        icon: 'cloudOff',
        what: `${trouble(connection)}: kept on this ${phone ? 'phone' : 'device'}.`,
        next: `What you write goes out by itself ${when}.${waiting}`,
      };
    }
    const since = connection.state === 'offline' ? ` since ${timeOfDay(connection.since)}` : '';
    return {
      icon: 'cloudOff',
      what: `${trouble(connection)}${since}.`,
      next: `This browser keeps nothing for later, so leave this page open: it goes out ${when}.${waiting}`,
    };
  }
  if (connection.state === 'closed') return null;
  switch (keeping) {
    case 'device':
      return null;
    case 'memory':
      return {
        icon: 'phone',
        what: 'This browser keeps nothing for later.',
        next: 'Everything works while you are connected. Offline, leave this page open until it says Saved.',
      };
    case 'full':
      return {
        icon: 'phone',
        what: 'This device has no room left.',
        next:
          connection.state === 'live' && connection.unsaved > 0
            ? `${count(connection.unsaved, 'change')} not saved yet: leave this page open. Freeing some space helps.`
            : 'What is on the board is safe. Freeing some space lets you write while offline again.',
      };
  }
}
