/** 300 hostile clients on one board: each sends its string in every field that the protocol has for words. */
import * as Y from 'yjs';
import { RawClient } from '#server/testing/raw-client.ts';
import { freshId } from '#server/rooms/secrets.ts';
import type { Chips, Command } from '#shared/board/commands.ts';
import { kinds, type Kind, type Role } from '#shared/board/types.ts';
import { newTextDoc, spliceText } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import type { MadeBoard } from '../../scripts/built-server.ts';
import { hostile, hostileNo } from './strings.ts';

/** So many come in at once. */
const TOGETHER = 50;

export function keyOf(board: MadeBoard, role: Role): string {
  return new URL(board.links[role]).hash.replace('#key=', '');
}

/** Somebody who came by the link of that role and joined. */
export async function joins(
  origin: string,
  board: MadeBoard,
  role: 'member' | 'facilitator',
  name: string,
): Promise<RawClient> {
  const client = await RawClient.connect(origin, { board: board.id, key: keyOf(board, role) });
  await client.enter(name);
  return client;
}

/** @throws if the server does not take it */
export async function does(client: RawClient, command: Command, text?: Uint8Array): Promise<void> {
  const reply = await client.command(command, text ? { text } : {});
  if (!reply.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(reply.refusal)}`);
}

/** The state of a text document that says this. */
function written(words: string): Uint8Array {
  const doc = newTextDoc();
  spliceText(doc, 0, 0, words, null);
  return Y.encodeStateAsUpdate(doc);
}

async function each(run: (nth: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < hostile.length; from += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, hostile.length - from) }, (_, k) => run(from + k));
    await Promise.all(some);
  }
}

export interface Crowd {
  /** Their facilitator, who looks at what they wrote. */
  facilitator: RawClient;
  /** Titles of the facilitator's own needs, which all comment on and help with. */
  needs: readonly string[];
  leave(): void;
}

/**
 * Fills a board: names, titles, bodies (as a field and through the gate), chips, comments, notes, lines by which to be
 * reached, thanks, people outside, reasons of reports and of overrides.
 */
export async function hostileCrowd(origin: string, board: MadeBoard): Promise<Crowd> {
  const facilitator = await joins(origin, board, 'facilitator', hostileNo(0));
  await does(facilitator, { type: 'member.named', named: true });
  // as many as one need takes helps and comments from
  const needs = Array.from({ length: 2 }, (_, nth) => ({
    title: `Need no. ${nth + 1}`,
    id: freshId('card'),
  }));
  for (const { title, id: card } of needs) {
    const chips = { quantity: hostile.length };
    await does(facilitator, { type: 'card.create', card, kind: 'need', title, body: '', chips });
  }
  const people: RawClient[] = [];
  const cards: string[] = [];
  await each(async (nth) => {
    const person = await joins(origin, board, 'member', hostileNo(nth));
    people[nth] = person;
    await does(person, { type: 'member.named', named: true });
    cards[nth] = await writes(person, nth);
    const need = needs[nth % needs.length]?.id ?? '';
    await answers(person, facilitator, need, hostileNo(nth));
    if (kindNo(nth) !== 'referral') await isTaken(person, facilitator, cards[nth], hostileNo(nth));
  });
  await each(async (nth) => {
    const card = cards[(nth + 1) % cards.length] ?? '';
    await does(people[nth] ?? facilitator, { type: 'card.report', card, reason: hostileNo(nth) });
  });
  return {
    facilitator,
    needs: needs.map(({ title }) => title),
    leave: () => [facilitator, ...people].forEach((person) => person.close()),
  };
}

function kindNo(nth: number): Kind {
  return kinds[nth % kinds.length] ?? 'need';
}

/** @returns the card */
async function writes(person: RawClient, nth: number): Promise<string> {
  const words = hostileNo(nth);
  const kind = kindNo(nth);
  const card = freshId('card');
  const chips: Chips = {
    area: words,
    availability: words,
    category: words.slice(0, limits.category),
    tags: [words.slice(0, limits.tag)],
    language: words.slice(0, limits.language),
    ...(kind === 'referral' ? { subject: { type: 'outside', name: words } } : {}),
  };
  const body = `${words} and https://example.org/${words}`;
  const text = nth % 2 === 0 ? written(body) : undefined;
  const behalf = kind === 'need' ? { behalf: { who: words, consent: true } as const } : {};
  await does(person, { type: 'card.create', card, kind, title: words, body, chips, ...behalf }, text);
  await does(person, { type: 'member.host', who: words });
  return card;
}

/** The facilitator takes up somebody's card, and says thanks for it. */
async function isTaken(
  author: RawClient,
  facilitator: RawClient,
  card: string,
  words: string,
): Promise<void> {
  const help = freshId('help');
  await does(facilitator, { type: 'help.propose', help, card, share: 'part', quantity: 1, note: words });
  await does(author, { type: 'help.accept', help });
}

/** Comments on the facilitator's need, helps with it, is thanked, and complains. */
async function answers(
  person: RawClient,
  facilitator: RawClient,
  card: string,
  words: string,
): Promise<void> {
  const help = freshId('help');
  await does(person, { type: 'comment.add', comment: freshId('comment'), card, text: words });
  await does(person, { type: 'help.propose', help, card, share: 'part', quantity: 1, note: words });
  await does(facilitator, { type: 'help.accept', help });
  await does(person, { type: 'contact.share', match: help, line: words });
  await does(facilitator, { type: 'contact.share', match: help, line: words });
  const notice = freshId('notice');
  const member = person.member;
  await does(facilitator, { type: 'override.extraSlot', notice, member, reason: words });
}
