/**
 * People who write as fast as they may while servers die under them, and a ledger of what was acknowledged. Raw sockets,
 * so that nothing of the client's own care hides what a server does.
 */
import * as Y from 'yjs';
import { expect } from 'vitest';
import { unpackBytes } from '#shared/doc/pack.ts';
import { newTextDoc, plainText, spliceText } from '#shared/doc/text.ts';
import type { CommandMessage, CommandReply, TextPushReply } from '#shared/protocol.ts';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import type { MadeBoard } from './new-board.ts';

/** Which server a person is on: their number → its origin. */
export type Whereabouts = (person: number) => string;

interface Person {
  secret: string;
  client: RawClient;
  card: string;
  /** Sent and not acknowledged. */
  open: CommandMessage[];
}

const PEOPLE = 10;
const COMMENT_EVERY = 50;
const LETTER_EVERY = 40;
/** A card takes 200 comments: a fresh one after so many bursts. */
const BURSTS_A_CARD = 10;
/** The longest that sending again may go unanswered, ms. */
const PATIENCE = 20_000;
/** Of what was acknowledged, nothing lacks. */
const nothing = { comments: [], letters: true };

export class Crew {
  readonly board: string;
  readonly #people: Person[] = [];
  /** The comments that were acknowledged, and at which position of the log. */
  readonly #acked = new Map<string, number>();
  readonly #text = newTextDoc();
  #textCard = '';
  #letters = 0;
  /** How much of the text the server has said it holds. */
  #ackedLetters = 0;
  #ackedState: Uint8Array | undefined;
  /** The furthest position of the log that anybody was told. */
  #reached = 0;
  #bursts = 0;

  private constructor(board: string) {
    this.board = board;
  }

  static async join({ id, keys }: MadeBoard, where: Whereabouts): Promise<Crew> {
    const crew = new Crew(id);
    for (let i = 0; i < PEOPLE; i += 1) {
      const secret = newSecret();
      const client = await comeIn(where(i), { board: id, key: keys.member });
      await client.enter(`Person ${i}`, secret);
      crew.#people.push({ secret, client, card: await newCard(client), open: [] });
    }
    crew.#textCard = crew.#people[0]!.card;
    return crew;
  }

  get acked(): { comments: number; letters: number } {
    return { comments: this.#acked.size, letters: this.#ackedLetters };
  }

  /** Everybody writes until told to stop. Resolves when all that was sent is answered or cut off. */
  async burst(stop: AbortSignal): Promise<void> {
    this.#bursts += 1;
    await Promise.all([...this.#people.map((person) => this.#comment(person, stop)), this.#type(stop)]);
  }

  async #comment(person: Person, stop: AbortSignal): Promise<void> {
    const asked: Promise<void>[] = [];
    while (!stop.aborted && person.client.socket.connected) {
      const command = {
        type: 'comment.add',
        comment: freshId('comment'),
        card: person.card,
        text: `${this.#bursts}`,
      } as const;
      const message = { id: freshId('command'), command };
      person.open.push(message);
      asked.push(this.#send(person, message).then(() => undefined));
      await pause(COMMENT_EVERY);
    }
    await Promise.all(asked);
  }

  /** @returns whether it was acknowledged */
  async #send(person: Person, message: CommandMessage): Promise<boolean> {
    const reply = await orCut(person.client, person.client.ask<CommandReply>('command', message));
    if (!reply) return false;
    if (!reply.ok) {
      expect(['notNow', 'slowDown']).toContain(reply.refusal.code);
      return false;
    }
    person.open.splice(person.open.indexOf(message), 1);
    this.#reached = Math.max(this.#reached, reply.seq);
    if (message.command.type === 'comment.add') this.#acked.set(message.command.comment, reply.seq);
    return true;
  }

  /** The first of them also writes in the body of their card, letter by letter. */
  async #type(stop: AbortSignal): Promise<void> {
    const { client } = this.#people[0]!;
    const known = await orCut(client, client.openText(this.#textCard));
    if (!known?.ok) return;
    while (!stop.aborted && client.socket.connected) {
      spliceText(this.#text, this.#letters, 0, 'x', null);
      this.#letters += 1;
      await this.#push(client, known.epoch);
      await pause(LETTER_EVERY);
    }
  }

  /** What was typed without an answer goes along with the next letter. @returns whether it was acknowledged */
  async #push(client: RawClient, epoch: number): Promise<boolean> {
    const letters = this.#letters;
    const state = Y.encodeStateVector(this.#text);
    const update = Y.encodeStateAsUpdate(this.#text, this.#ackedState);
    const asked = client.ask<TextPushReply>('textPush', { text: this.#textCard, epoch, update });
    const reply = await orCut(client, asked);
    if (!reply?.ok) return false;
    this.#reached = Math.max(this.#reached, reply.seq);
    this.#ackedLetters = letters;
    this.#ackedState = state;
    return true;
  }

  /** Everybody's connection ends, if it is still there, and a new one begins. */
  async comeBack(where: Whereabouts): Promise<void> {
    await Promise.all(
      this.#people.map(async (person, i) => {
        person.client.close();
        person.client = await comeIn(where(i), { board: this.board, device: person.secret });
      }),
    );
  }

  /**
   * What was acknowledged is there. What was sent without an answer is sent again under the same ids, and then there as
   * well, once.
   * @param where server that is asked what there is
   */
  async check(where: string): Promise<void> {
    expect(await this.#lackedBy(where)).toEqual(nothing);
    await within(PATIENCE, () => this.#sendAgain(), 100);
    if (this.#bursts % BURSTS_A_CARD === 0)
      for (const person of this.#people) person.card = await newCard(person.client);
  }

  /** Of what was acknowledged. */
  async #lackedBy(where: string): Promise<{ comments: string[]; letters: boolean }> {
    const { comments, text } = await this.#read(where);
    return {
      comments: [...this.#acked.keys()].filter((comment) => !comments.has(comment)),
      letters: text === 'x'.repeat(text.length) && text.length >= this.#ackedLetters,
    };
  }

  async #sendAgain(): Promise<boolean> {
    const sent = await Promise.all(
      this.#people.flatMap((person) =>
        person.open.slice().map((message): Promise<boolean> => this.#send(person, message)),
      ),
    );
    return sent.every((ok) => ok);
  }

  /** Looks at everything once more: each comment once, each letter once, and no position of the log given twice. */
  async finish(where: string): Promise<void> {
    const { client } = this.#people[0]!;
    await within(PATIENCE, async () => {
      const known = await client.openText(this.#textCard);
      return known.ok && this.#push(client, known.epoch);
    });
    expect(await this.#lackedBy(where)).toEqual(nothing);
    const { comments, text } = await this.#read(where);
    expect(comments.size).toBe(this.#acked.size);
    expect(new Set(this.#acked.values()).size).toBe(this.#acked.size);
    expect(text.length).toBe(this.#letters);
  }

  /** The board as a newcomer sees it, once this server has come as far as anybody was told. */
  async #read(where: string): Promise<{ comments: RawClient['state']['comments']; text: string }> {
    const reader = await comeIn(where, { board: this.board, device: this.#people[0]!.secret });
    const told = this.#reached;
    // Syncs are one a second in the long run.
    await within(PATIENCE, async () => (await reader.sync().catch(() => reader)).seq >= told, 250);
    const { comments } = reader.state;
    const body = await reader.openText(this.#textCard);
    reader.close();
    if (!body.ok) throw new Error(body.refusal.code);
    return { comments, text: plainText(unpackBytes(new Uint8Array(body.updates))[0]!) };
  }

  close(): void {
    for (const { client } of this.#people) client.close();
  }

  /** Resolves when everybody was told good-bye, with what they were told. */
  async byes(): Promise<string[]> {
    return Promise.all(this.#people.map(async ({ client }) => (await client.hears('bye'))[0]));
  }
}

/** A node that is out of touch with its Redis asks everyone to come back in a moment. */
async function comeIn(where: string, by: Parameters<typeof RawClient.connect>[1]): Promise<RawClient> {
  let come: RawClient | null = null;
  await within(
    PATIENCE,
    async () => {
      come = await RawClient.connect(where, by).catch((error: Error) => {
        if (error.message !== 'restarting') throw error;
        return null;
      });
      return come !== null;
    },
    250,
  );
  return come!;
}

async function newCard(client: RawClient): Promise<string> {
  const card = freshId('card');
  const id = freshId('command');
  const command = { type: 'card.create', card, kind: 'need', title: 'Hands', body: '', chips: {} } as const;
  await within(PATIENCE, async () => (await client.command(command, { id })).ok);
  return card;
}

/** Tries until it succeeds. */
async function within(patience: number, attempt: () => Promise<boolean>, every = 20): Promise<void> {
  const until = performance.now() + patience;
  while (!(await attempt())) {
    if (performance.now() > until) throw new Error(`not so within ${patience} ms`);
    await pause(every);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The answer, or null if the connection is cut before it comes. */
function orCut<T>(client: RawClient, asked: Promise<T>): Promise<T | null> {
  const cut = new Promise<null>((resolve) => {
    if (client.socket.connected) client.socket.once('disconnect', () => resolve(null));
    else resolve(null);
  });
  return Promise.race([asked.catch(() => null), cut]);
}
