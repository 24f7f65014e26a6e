/**
 * By what rows are looked up, so that a command on a board of thousands of cards touches only its own. A table that
 * keeps no index (a plain `Map`) is scanned with the same keys, and answers the same.
 */
import type {
  Card,
  Comment,
  Help,
  Introduction,
  PrivateRecord,
  RecordBody,
  RecordType,
  Rows,
  State,
  Table,
  TableName,
} from './types.ts';

type KeysOf<R> = (row: R) => readonly string[];

const none = (): readonly string[] => [];

function cardKeys(card: Card): readonly string[] {
  const keys: string[] = [];
  if (card.author !== null) keys.push(`author:${card.author}`);
  if (card.answers !== undefined) keys.push(`answers:${card.answers}`, 'answers');
  if (card.promoted !== undefined) keys.push('promoted');
  return keys;
}

function recordKeys(record: PrivateRecord): readonly string[] {
  const { body } = record;
  const keys = [`type:${body.type}`, ...record.to.map((member) => `to:${member}`)];
  if (record.facilitators) keys.push('facilitators');
  switch (body.type) {
    case 'waiting':
      keys.push(`waiting:${body.owner}`);
      if (body.card.answers !== undefined) keys.push(`answers:${body.card.answers}`);
      break;
    case 'cameDown':
      keys.push(`cameDown:${body.owner}`);
      break;
    case 'silent':
      if (body.owner !== null) keys.push(`silent:${body.owner}`);
      break;
    case 'authorship':
    case 'visitor':
      keys.push(`${body.type}:${body.member}`);
      break;
    case 'device':
      keys.push(`device:${body.member}`);
      if (body.key !== undefined) keys.push(`came:${body.key}`);
      if (body.until !== undefined) keys.push('ends');
      break;
    case 'token':
      keys.push(`came:${body.key}`, 'ends');
      break;
    case 'confirmation':
      keys.push(`giver:${body.giver}`);
      break;
    case 'contact':
    case 'thanks':
    case 'reason':
      keys.push(`match:${body.match}`);
      break;
    case 'note':
      keys.push(`match:${body.help}`);
      break;
    case 'introduction':
      keys.push(`match:${body.introduction}`);
      break;
    case 'report':
      keys.push(`report:${body.card}`);
      break;
    case 'held':
    case 'suspicion':
    case 'paid':
    case 'question':
    case 'hosting':
    case 'link':
    case 'pass':
    case 'sites':
    case 'siteKey':
    case 'banned':
    case 'door':
    case 'knock':
      break;
    default:
      body satisfies never;
  }
  return keys;
}

export const rowKeys: { readonly [T in TableName]: KeysOf<Rows[T]> } & {
  readonly records: KeysOf<PrivateRecord>;
} = {
  meta: none,
  members: none,
  cards: cardKeys,
  helps: (help: Help) => [`card:${help.card}`, `by:${help.by}`],
  introductions: (introduction: Introduction) => [
    `card:${introduction.card}`,
    `by:${introduction.introducer}`,
  ],
  comments: (comment: Comment) => [`card:${comment.card}`],
  notices: none,
  sessions: none,
  seats: none,
  records: recordKeys,
};

function find<R>(table: Table<R>, keysOf: KeysOf<R>, key: string): R[] {
  if (table.find) return [...table.find(key)];
  return [...table.values()].filter((row) => keysOf(row).includes(key));
}

/** Cards on the board under `author:<member>`, `answers:<need>`, `answers` or `promoted`. In no order to rely on. */
export function cardsBy(state: State, key: string): Card[] {
  return find(state.cards, rowKeys.cards, key);
}

/** Helps under `card:<card>` or `by:<member>`. */
export function helpsBy(state: Pick<State, 'helps'>, key: string): Help[] {
  return find(state.helps, rowKeys.helps, key);
}

/** Introductions under `card:<card>` or `by:<introducer>`. */
export function introductionsBy(state: Pick<State, 'introductions'>, key: string): Introduction[] {
  return find(state.introductions, rowKeys.introductions, key);
}

/** Comments under `card:<card>`. */
export function commentsBy(state: State, key: string): Comment[] {
  return find(state.comments, rowKeys.comments, key);
}

/** Private records under one of the keys above. */
export function recordsBy(state: State, key: string): PrivateRecord[] {
  return find(state.records, rowKeys.records, key);
}

export type Body<T extends RecordType> = Extract<RecordBody, { type: T }>;

/** The body of record `id` if it is of that type. */
export function bodyOf<T extends RecordType>(state: State, type: T, id: string): Body<T> | undefined {
  const body = state.records.get(id)?.body;
  return body?.type === type ? (body as Body<T>) : undefined;
}

/** Bodies of all records of a type under a key. */
export function bodiesBy<T extends RecordType>(state: State, type: T, key: string): Body<T>[] {
  return recordsBy(state, key).flatMap(({ body }) => (body.type === type ? [body as Body<T>] : []));
}
