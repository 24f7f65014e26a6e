/** People, their pages, and the words they write. */
import type { OpenText } from '#client/session/port.ts';
import type { KeepPort } from '#client/sync/keep/port.ts';
import type { Session } from '#client/sync/session.ts';
import type { FakeSurroundings } from '#client/sync/testing/world.ts';
import type { Connection } from './connection.ts';

export interface Person {
  name: string;
  /** The key of the link that they know. */
  key: string;
  /** What their device keeps; its pages share it. */
  keep: KeepPort;
  /** The device has no room left. */
  full: boolean;
  /** How far the device's clock is from the world's, ms. */
  skew: number;
  /** Their way to the servers. */
  online: boolean;
  pages: Page[];
  /** They come by the door of a session, under that name, which they say once. */
  late?: { name: string; asked: boolean };
  /** Whom they are on the board: another one after they were removed and came back. */
  readonly members: Set<string>;
}

/** A page of somebody's. It may be gone at any moment, and another one begin with what the device kept. */
export interface Page {
  name: string;
  person: Person;
  session: Session;
  around: FakeSurroundings;
  /** The newest, if there ever was one. */
  connection: Connection | null;
  /** Puts a message on it. */
  say: (event: string, payload: unknown) => void;
  texts: Map<string, OpenText>;
  /** While it is not known what was taken back, the page must not go. */
  undoing: number;
  /** Words written here of which nothing has been proven yet. */
  unproven: Set<Word>;
}

/** Where somebody wrote a word, which says who may read it. */
export type Place =
  /** On a card: whoever may see the card. */
  | { in: 'card'; card: string }
  /** In running text: the body of a card, or the notes. */
  | { in: 'text'; text: string }
  /** Between the sides of a help or an introduction. */
  | { in: 'match'; match: string }
  /** For facilitators, and for the author of a card that is held. */
  | { in: 'moderation'; card: string; owner: boolean }
  /** At the door of a session: for facilitators, and for whoever runs it. */
  | { in: 'door' }
  /** For its writer alone, and in the place of the last one. */
  | { in: 'hosting' }
  /** For its writer alone. */
  | { in: 'own' }
  /** For everybody. */
  | { in: 'public' };

export interface Word {
  /** Nothing else ever holds it: `~17~`. */
  token: string;
  by: Person;
  place: Place;
  /** Log position that was reached when it was written. */
  since: number;
  /** Log position at which it was first on the board; null: not yet. */
  seq: number | null;
  /** Its writer took it back. */
  undone: boolean;
}

/** @returns every word in a text, whole ones only */
export function wordsIn(text: string): string[] {
  return text.match(/~\d+~/g) ?? [];
}
