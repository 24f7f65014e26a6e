/** A person who writes a word of their own into every place where a board keeps words. */
import * as Y from 'yjs';
import { freshId } from '#server/rooms/secrets.ts';
import { hashOfSubject } from '#server/rooms/token.ts';
import { canary } from '#server/testing/canaries.ts';
import type { Host } from '#server/testing/host.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import type { Command } from '#shared/board/commands.ts';
import { limits, time } from '#shared/limits.ts';
import { unpackBytes } from '#shared/doc/pack.ts';
import { newTextDoc, spliceText, textOf } from '#shared/doc/text.ts';
import type { MadeBoard } from '../processes/new-board.ts';

/** Words by the place they were written in. */
export type Words = Map<string, string>;

export class Planter {
  /** Where each word was written. */
  readonly words: Words = new Map();
  /** What is not kept at all. */
  readonly nowhere: Words = new Map();
  readonly who: string;
  readonly #board: string;
  client: RawClient;

  private constructor(who: string, board: string, client: RawClient) {
    this.who = who;
    this.#board = board;
    this.client = client;
  }

  /** Joins a board, under a word for a name. */
  static async joins(
    who: string,
    url: string,
    board: MadeBoard,
    role: 'member' | 'facilitator',
  ): Promise<Planter> {
    const client = await RawClient.connect(url, { board: board.id, key: board.keys[role] });
    const planter = new Planter(who, board.id, client);
    await client.enter(planter.word('name'));
    await client.sync();
    return planter;
  }

  /** Comes by another site's word, which calls them by something that is kept nowhere. */
  static async vouchedFor(who: string, url: string, board: MadeBoard, host: Host): Promise<Planter> {
    const subject = canary();
    const name = canary();
    // as long as a token may hold: the proof takes a few minutes
    const exp = Math.floor((Date.now() + limits.tokenFor) / time.SECOND) - 5;
    const token = await host.token(subject, { name, exp });
    const client = await RawClient.connect(url, { board: board.id, token, site: host.site });
    const planter = new Planter(who, board.id, client);
    planter.words.set(`${who}: name`, name);
    planter.words.set(`${who}: hash of whom the site means`, hashOfSubject(board.id, host.site, subject));
    planter.nowhere.set(`${who}: whom the site means`, subject);
    planter.nowhere.set(`${who}: token`, token);
    await client.enter('');
    await client.sync();
    return planter;
  }

  /** The server was away. */
  async comesBack(url: string): Promise<void> {
    const { secret, member } = this.client;
    this.client.close();
    this.client = await RawClient.connect(url, { board: this.#board, device: secret });
    Object.assign(this.client, { secret, member });
    await this.client.sync();
  }

  /** A word for a place, as long as fits there. */
  word(place: string, most = 32): string {
    const word = canary().slice(0, most);
    this.words.set(`${this.who}: ${place}`, word);
    return word;
  }

  async does(command: Command): Promise<void> {
    const reply = await this.client.command(command);
    if (!reply.ok) throw new Error(`${command.type}: ${reply.refusal.code}`);
  }

  card(what: string, more: Partial<Extract<Command, { type: 'card.create' }>> = {}): Promise<string> {
    return this.client.card(this.word(`title of ${what}`), { body: this.word(`body of ${what}`), ...more });
  }

  /** Cards of every kind and in every place. */
  async cards(reader: Planter, facilitator: Planter): Promise<void> {
    const need = await this.card('a need', {
      chips: {
        category: this.word('category'),
        tags: [this.word('tag', limits.tag)],
        area: this.word('area'),
        availability: this.word('availability'),
      },
      behalf: { who: this.word('on whose behalf'), consent: true },
    });
    const was = this.client.state.cards.get(need)!.title;
    await this.does({ type: 'card.edit', card: need, title: { was, is: this.word('a new title') } });
    await this.typesAndDeletes(need, 'a body', ({ state }) => state.cards.get(need)?.body, reader);
    await this.card('an anonymous need', { anonymous: true });
    const gone = await this.card('a withdrawn need');
    await this.does({ type: 'card.withdraw', card: gone });
    await this.card('a promotion', { kind: 'promotion' });
    await this.waiting();
    const held = await this.card('a held offer', { kind: 'offer' });
    await facilitator.does({ type: 'card.hold', card: held, note: 'Let us talk about it' });
  }

  /** A second promotion waits in its author's line and is never on the board. */
  async waiting(): Promise<void> {
    await this.does({
      type: 'card.create',
      card: freshId('card'),
      kind: 'promotion',
      title: this.word('title of a waiting promotion'),
      body: this.word('body of a waiting promotion'),
      chips: {},
    });
  }

  /** What is said to others, in sight of all or of them alone. */
  async says(to: Planter, need: string): Promise<void> {
    const comment = freshId('comment');
    await this.does({ type: 'comment.add', comment, card: need, text: this.word('a removed comment') });
    await this.does({ type: 'comment.remove', comment });
    await this.does({
      type: 'comment.add',
      comment: freshId('comment'),
      card: need,
      text: this.word('a comment'),
    });
    await this.does({ type: 'card.report', card: need, reason: this.word('a report') });
    await this.does({ type: 'member.host', who: this.word('for whom they write') });
    const help = freshId('help');
    const note = this.word('the note with a help');
    await this.does({ type: 'help.propose', help, card: need, share: 'part', quantity: 1, note });
    await to.does({ type: 'help.accept', help });
    await this.does({ type: 'contact.share', match: help, line: this.word('a contact line') });
    await this.does({ type: 'help.done', help });
    await this.does({ type: 'help.thank', help, words: this.word('thanks') });
    const again = freshId('help');
    await this.does({ type: 'help.propose', help: again, card: need, share: 'part', quantity: 1, note: '' });
    await to.does({ type: 'help.accept', help: again });
    await this.does({
      type: 'help.fail',
      help: again,
      how: 'triedDidNotWork',
      reason: this.word('a reason'),
    });
    await this.does({
      type: 'introduction.propose',
      introduction: freshId('introduction'),
      card: need,
      person: { type: 'outside', name: this.word('whom they know') },
      personAgreed: true,
      warmth: 4,
      message: this.word('an introduction'),
      gain: false,
    });
  }

  /**
   * Types a word into a running text, waits until it is what readers see, and deletes it letter by letter.
   * @param text a card's id, or `notes`
   * @param read what a reader has of it
   */
  async typesAndDeletes(
    text: string,
    place: string,
    read: (client: RawClient) => string | undefined,
    { client }: Planter,
  ): Promise<void> {
    const word = this.word(`typed into ${place} and deleted`);
    const typing = await this.#opened(text);
    const at = textOf(typing.doc).length;
    for (let i = 0; i < word.length; i += 8) await typing.splice(at + i, 0, word.slice(i, i + 8));
    await client.until(() => read(client)?.includes(word) === true, `${place} to be read`);
    for (let i = word.length; i > 0; i -= 1) await typing.splice(at + i - 1, 1, '');
  }

  /** Types words that stay. */
  async types(text: string, place: string): Promise<void> {
    const typing = await this.#opened(text);
    await typing.splice(0, 0, `${this.word(place)} `);
  }

  async #opened(text: string) {
    const known = await this.client.openText(text);
    if (!known.ok) throw new Error(known.refusal.code);
    const doc = newTextDoc();
    const { updates, epoch } = known;
    for (const update of unpackBytes(new Uint8Array(updates))) Y.applyUpdate(doc, update);
    const splice = async (index: number, remove: number, insert: string): Promise<void> => {
      const before = Y.encodeStateVector(doc);
      spliceText(doc, index, remove, insert, null);
      const reply = await this.client.pushText(text, epoch, Y.encodeStateAsUpdate(doc, before));
      if (!reply.ok) throw new Error(`typing: ${reply.refusal.code}`);
    };
    return { doc, splice };
  }
}
