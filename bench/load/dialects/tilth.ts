/** Tilth's own protocol (docs/protocol.md), as much of it as load needs. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import { newBoardCopy, readBoard } from '#shared/doc/board.ts';
import { fromBase64, unpackBytes } from '#shared/doc/pack.ts';
import { newTextDoc, textOf } from '#shared/doc/text.ts';
import type { CommandReply, EnterReply, SyncReply, SyncRequest } from '#shared/protocol.ts';
import { protocolVersion } from '#shared/protocol.ts';
import type { Command } from '#shared/board/commands.ts';
import { SocketIoClient } from '../socket-io.ts';
import type { Board, Dialect, Reader, Room, Writer } from './dialect.ts';
import { bodyOf } from './yjs-board.ts';

export type Entry = { key: string } | { device: string };
export type Synced = Extract<SyncReply, { ok: true }>;

/** `42["frame",`: what a frame begins with. */
const FRAME = Buffer.from('42["frame",');
/** So many commands of one member are under way at once while a board is planted. */
const AT_ONCE = 20;

export interface NewBoard {
  id: string;
  /** Keys of the links, by role. */
  keys: { facilitator: string; member: string; viewer: string };
}

/**
 * Makes a board as a person would.
 * @param from so many an hour may come from one address
 */
export async function makeBoard(port: number, from?: string): Promise<NewBoard> {
  const asked = request({
    host: '127.0.0.1',
    port,
    path: '/api/boards',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(from && { localAddress: from }),
  });
  asked.end(JSON.stringify({ title: 'Bench' }));
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  const words = (await json(reply)) as { id: string; links: NewBoard['keys'] };
  if (reply.statusCode !== 201) throw new Error(`no board: ${JSON.stringify(words)}`);
  const key = (link: string): string => link.slice(link.indexOf('#key=') + 5);
  const { facilitator, member, viewer } = words.links;
  return { id: words.id, keys: { facilitator: key(facilitator), member: key(member), viewer: key(viewer) } };
}

/** One connection of a person. */
export class Person implements Reader {
  heard: Reader['heard'] = (message) => {
    const update = updateOf(message);
    if (update) this.#early.push(update);
  };
  readonly client: SocketIoClient;
  member = '';
  /** Ids of the cards that they wrote. */
  readonly made: string[] = [];
  synced: Synced | null = null;
  /** What came before anyone listened. */
  readonly #early: Uint8Array[] = [];

  private constructor(client: SocketIoClient) {
    this.client = client;
    client.heard = (data) => {
      this.heard(data, true);
      // Of frames nothing more is read than what the run wants.
      return isFrame(data);
    };
  }

  static async connect(port: number, board: string, entry: Entry, from?: string): Promise<Person> {
    const client = await SocketIoClient.open({
      port,
      path: '/socket.io/?EIO=4&transport=websocket',
      auth: { v: protocolVersion, board, ...entry },
      ...(from && { from }),
    });
    return new Person(client);
  }

  async sync(request: SyncRequest = {}): Promise<Synced> {
    const reply = await this.client.ask<SyncReply>('sync', request);
    if (!reply.ok) throw new Error(reply.code);
    this.synced = reply;
    return reply;
  }

  async enter(name: string): Promise<string> {
    const reply = await this.client.ask<EnterReply>('enter', {
      id: freshId('command'),
      name,
      secret: newSecret(),
    });
    if (!reply.ok) throw new Error(reply.refusal.code);
    return (this.member = reply.member);
  }

  async command(command: Command, text?: Uint8Array): Promise<Extract<CommandReply, { ok: true }>> {
    const message = { id: freshId('command'), command, ...(text && { text }) };
    const reply = await this.client.ask<CommandReply>('command', message);
    if (!reply.ok) throw new Error(`${command.type}: ${reply.refusal.code}`);
    return reply;
  }

  /** Writes a card and answers its id. */
  async card(title: string, body: string): Promise<string> {
    const card = freshId('card');
    const create = { type: 'card.create', card, kind: 'need', title, body, chips: {} } as const;
    await this.command(create, body === '' ? undefined : textState(body));
    this.made.push(card);
    return card;
  }

  board(): Y.Doc | null {
    if (!this.synced) return null;
    const doc = newBoardCopy();
    const { gzip, updates, mode } = this.synced;
    const apply = mode === 'full' ? Y.applyUpdateV2 : Y.applyUpdate;
    for (const update of unpackBytes(gzip ? gunzipSync(updates) : updates)) apply(doc, update);
    for (const update of this.#early) Y.applyUpdate(doc, update);
    return doc;
  }

  received(): number {
    return this.client.socket.received;
  }

  close(): void {
    this.client.close();
  }
}

function textState(body: string): Uint8Array {
  const doc = newTextDoc();
  textOf(doc).insert(0, body);
  return Y.encodeStateAsUpdate(doc);
}

function isFrame(message: Buffer): boolean {
  return message.length > FRAME.length && FRAME.compare(message, 0, FRAME.length) === 0;
}

/** The Yjs update of a frame, null if it is none or has none. */
export function updateOf(message: Buffer): Uint8Array | null {
  if (!isFrame(message)) return null;
  const begin = message.lastIndexOf(',"') + 2;
  const base64 = message.toString('latin1', begin, message.length - 2);
  return base64 === '' ? null : fromBase64(base64);
}

/** People who came in by the member link and wrote the board's cards, each their share. */
export async function plant(port: number, { id, keys }: NewBoard, board: Board): Promise<Person[]> {
  const people: Person[] = [];
  for (let number = 0; number < board.writers; number += 1) {
    const person = await Person.connect(port, id, { key: keys.member });
    await person.sync();
    await person.enter(`Writer ${number}`);
    people.push(person);
  }
  await Promise.all(
    people.map(async (person, writer) => {
      const own = Math.ceil((board.cards - writer) / board.writers);
      for (let done = 0; done < own; done += AT_ONCE) {
        const some = Array.from({ length: Math.min(AT_ONCE, own - done) }, (_, index) => {
          const number = writer + (done + index) * board.writers;
          return person.card(`Card ${number}`, bodyOf(number, board.body));
        });
        await Promise.all(some);
      }
    }),
  );
  return people;
}

export const tilth: Dialect = {
  async open(port, board): Promise<Room> {
    const made = await makeBoard(port);
    // Each writer has one card of their own, which only they change.
    const people = await plant(port, made, { ...board, cards: Math.max(0, board.cards - board.writers) });
    const cards: string[] = [];
    const writers: Writer[] = [];
    for (const [number, person] of people.entries()) {
      let was = `Own ${number}`;
      const card = await person.card(was, '');
      cards.push(card);
      // What they saw when they came in is not the board any more.
      await person.sync();
      const edit = (is: string, saved: () => void): void => {
        const command = { type: 'card.edit', card, title: { is, was } };
        was = is;
        person.client.answer('command', [{ id: freshId('command'), command }], ([reply]) => {
          if ((reply as CommandReply).ok) saved();
        });
      };
      writers.push(Object.assign(person, { edit }));
    }
    const readers: Person[] = [];
    return {
      writers,
      async join(from) {
        const reader = await Person.connect(port, made.id, { key: made.keys.viewer }, from);
        readers.push(reader);
        await reader.sync();
        return reader;
      },
      edits: updateOf,
      apply: (doc, update) => Y.applyUpdate(doc, update),
      markOf: (doc, writer) => readBoard(doc).cards.get(cards[writer] ?? '')?.title ?? '',
      close: () => {
        for (const person of [...people, ...readers]) person.close();
      },
    };
  },
};
