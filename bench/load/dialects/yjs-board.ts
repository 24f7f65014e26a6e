/** The board that Yjs servers are given: cards with title and body in nested maps, as Tilth's are. */
import * as Y from 'yjs';
import type { Board } from './dialect.ts';

/** 2026-01-01: a board is full of such numbers. */
const CREATED = 1_767_225_600_000;

export function cardId(number: number): string {
  return `c_bench${String(number).padStart(17, '0')}`;
}

/** Words of so many characters, a new one of each card's own. */
export function bodyOf(card: number, length: number): string {
  return `${card} could somebody lend me a hand with this on Saturday, `
    .repeat(1 + length / 40)
    .slice(0, length);
}

/** The same bytes whenever it is called. */
export function yjsBoard({ cards, body }: Board): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.transact(() => {
    const all = doc.getMap('cards');
    for (let number = 0; number < cards; number += 1) {
      const card = new Y.Map<unknown>();
      all.set(cardId(number), card);
      const fields = {
        kind: 'need',
        title: `Card ${number}`,
        author: 'm_bench',
        created: CREATED,
        state: 'open',
      };
      for (const [name, value] of Object.entries(fields)) card.set(name, value);
      card.set('body', new Y.Text(bodyOf(number, body)));
    }
  });
  return Y.encodeStateAsUpdate(doc);
}

/** One writer's own copy: `edit` answers the update that writes the mark onto their card. */
export class YjsPen {
  readonly #doc = new Y.Doc();
  readonly #card: Y.Map<unknown>;

  constructor(base: Uint8Array, writer: number) {
    Y.applyUpdate(this.#doc, base);
    this.#card = this.#doc.getMap('cards').get(cardId(writer)) as Y.Map<unknown>;
  }

  edit(mark: string): Uint8Array {
    let written = new Uint8Array();
    this.#doc.once('update', (update: Uint8Array) => (written = Uint8Array.from(update)));
    this.#card.set('title', mark);
    return written;
  }
}

export function yjsTitle(doc: Y.Doc, writer: number): string {
  const title = (doc.getMap('cards').get(cardId(writer)) as Y.Map<unknown> | undefined)?.get('title');
  return typeof title === 'string' ? title : '';
}
