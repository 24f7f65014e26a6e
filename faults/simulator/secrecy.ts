/**
 * Who may read what: every byte that a node sends is searched for words that somebody wrote, and each is judged by where
 * it was written, not by what the server thinks.
 */
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';
import { unpackBytes } from '#shared/doc/pack.ts';
import type { HereRow } from '#server/testing/here.ts';
import type { Looking, SyncReply } from '#shared/protocol.ts';
import type { Person, Word } from './people.ts';
import { wordsIn } from './people.ts';
import type { Truth } from './truth.ts';

export interface Reader {
  person: Person;
  /** Hash of the secret that this connection came in with, or holds since it entered. */
  door: string;
}

export class Secrecy {
  readonly #truth: Truth;
  readonly #words: ReadonlyMap<string, Word>;
  readonly #owners: ReadonlyMap<string, Person>;
  readonly #sides: ReadonlyMap<string, ReadonlySet<Person>>;
  readonly #fail: (what: string) => void;
  /** Where each person's pages said that they look. */
  readonly #looks = new Map<Person, Set<string>>();
  /** The last whole document that was sent. */
  #whole: { packed: Uint8Array; words: readonly string[] } | null = null;
  #last = { update: '', words: [] as string[] };

  /**
   * @param owners who wrote each card
   * @param sides whom each help and introduction is between
   */
  constructor(
    truth: Truth,
    words: ReadonlyMap<string, Word>,
    owners: ReadonlyMap<string, Person>,
    sides: ReadonlyMap<string, ReadonlySet<Person>>,
    fail: (what: string) => void,
  ) {
    this.#truth = truth;
    this.#words = words;
    this.#owners = owners;
    this.#sides = sides;
    this.#fail = fail;
  }

  looks(person: Person, card: string): void {
    this.#looks.set(person, (this.#looks.get(person) ?? new Set()).add(card));
  }

  /** A frame: base64, and the same for all. */
  frame(reader: Reader, update: string): void {
    if (update === '') return;
    if (this.#last.update !== update) {
      this.#last = { update, words: wordsIn(Buffer.from(update, 'base64').toString('latin1')) };
    }
    this.#judge(reader, 'frame', this.#last.words);
  }

  sync(reader: Reader, reply: SyncReply): void {
    if (!reply.ok) return;
    const bytes = reply.gzip ? gunzipSync(reply.updates) : Buffer.from(reply.updates);
    this.#judge(
      reader,
      'sync',
      reply.mode === 'full' ? this.#wordsInWhole(bytes) : wordsIn(bytes.toString('latin1')),
    );
    this.said(reader, 'sync', reply.records);
  }

  /** V2 writes all strings of a document as one, so that two halves of words would make a third. */
  #wordsInWhole(packed: Uint8Array): readonly string[] {
    const known = this.#whole;
    if (known && Buffer.compare(known.packed, packed) === 0) return known.words;
    const contents = unpackBytes(packed).flatMap((update) =>
      Y.decodeUpdateV2(update).structs.map((struct) =>
        'content' in struct && !(struct.content instanceof Y.ContentType) ? struct.content.getContent() : [],
      ),
    );
    // a text's content is its letters
    const written = contents.map((content) =>
      content.every((one: unknown) => typeof one === 'string') ? content.join('') : JSON.stringify(content),
    );
    this.#whole = { packed, words: wordsIn(written.join('\n')) };
    return this.#whole.words;
  }

  /** Anything else. */
  said(reader: Reader, event: string, what: unknown): void {
    const written = JSON.stringify(what, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    if (written === undefined) return;
    this.#judge(reader, event, wordsIn(written));
    for (const [, card] of written.matchAll(/authorship:(c_\w+)/g)) {
      if (this.#owners.get(card!) !== reader.person)
        this.#fail(`${reader.person.name} was told in ${event} who wrote ${card}`);
    }
  }

  /** @param lead what whoever runs the session looks for: everyone here looks for their own id */
  presence(rows: readonly HereRow[], lead: Looking | null): void {
    if (lead && !this.#truth.leads.has(lead.words))
      this.#fail(`presence shows what ${lead.words} looks for, who never ran a session`);
    for (const { member, card } of rows) {
      if (card === '') continue;
      const looking = [...this.#looks].some(
        ([person, cards]) => person.members.has(member) && cards.has(card),
      );
      if (!looking) this.#fail(`presence shows ${member} on ${card}, where nobody of theirs looks`);
      if (this.#truth.state.cards.get(card)?.author === null)
        this.#fail(`presence shows ${member} on ${card}, which is anonymous`);
    }
  }

  #judge(reader: Reader, event: string, tokens: readonly string[]): void {
    const closed = this.#truth.doors.closed.get(reader.door);
    for (const token of tokens) {
      const word = this.#words.get(token);
      if (!word) continue;
      if (!this.#may(reader.person, word))
        this.#fail(
          `${reader.person.name} was sent ${token} of ${word.by.name} (${word.place.in}) in ${event}`,
        );
      if (closed !== undefined && word.since > closed)
        this.#fail(`${reader.person.name} was sent ${token} in ${event} after their door was closed`);
    }
  }

  #may(person: Person, { token, by, place, since }: Word): boolean {
    if (by === person || this.#truth.public.has(token)) return true;
    const facilitates = [...person.members].some((member) => this.#truth.facilitators.has(member));
    switch (place.in) {
      case 'public':
        return true;
      case 'hosting':
      case 'own':
        return false;
      case 'door':
        return facilitates || [...person.members].some((member) => this.#truth.leads.has(member));
      case 'match':
        return this.#sides.get(place.match)?.has(person) ?? false;
      case 'moderation':
        return facilitates || (place.owner && this.#owners.get(place.card) === person);
      case 'card':
      case 'text': {
        const card = place.in === 'card' ? place.card : place.text;
        if (card === 'notes' || this.#truth.onBoardSince(card, since)) return true;
        const shown = this.#truth.shown.get(card);
        if (shown && [...person.members].some((member) => shown.has(member))) return true;
        return this.#owners.get(card) === person || (facilitates && this.#truth.held.has(card));
      }
    }
  }
}
