/** The board as it stands in the element: made once, then changed where something changed. */
import { kinds, type Kind } from '#shared/board/types.ts';
import type { PublicBoard, PublicCard } from '#shared/public/board.ts';
import { badge, drawCard, make } from './draw.ts';
import type { Wish } from './live/messages.ts';
import type { Settings } from './settings.ts';
import { words } from './words.ts';

/** Cards of a kind that are shown at first. */
const FIRST = 8;

/** Whether a visitor can write here. `opening`: they want to, and the live board is on its way. */
export type Writing = 'no' | 'yes' | 'opening';

interface Lane {
  tab: HTMLElement;
  section: HTMLElement;
  head: HTMLElement;
  list: HTMLElement;
  none: HTMLElement;
  more: HTMLElement;
  whole: boolean;
}

export class Page {
  readonly element: HTMLElement;
  readonly #title = make('h2', { part: 'title', dir: 'auto' });
  readonly #status = make('p', { part: 'status', class: 'status', role: 'status' });
  readonly #join = make('a', { part: 'write', class: 'join', target: '_blank', rel: 'noopener' }, words.open);
  readonly #write = make('button', { part: 'write', class: 'join', type: 'button' });
  readonly #problem = make('p', { role: 'alert' });
  readonly #terms = make('p', { class: 'soft' });
  readonly #footer = make('footer', { part: 'footer' }, this.#join, this.#write, this.#problem, this.#terms);
  readonly #lanes: Readonly<Record<Kind, Lane>>;
  /** What was drawn, by card: one that did not change keeps its element. */
  readonly #drawn = new Map<string, { card: PublicCard; element: HTMLElement }>();
  #lane: Kind = 'need';
  #shown: { settings: Settings; board: PublicBoard; live: boolean } | null = null;
  /** As {@link write} said last. */
  writing: Writing = 'no';

  /** @param wish takes the visitor to the live board */
  constructor(wish: (wish: Wish) => void) {
    this.#lanes = Object.fromEntries(kinds.map((kind) => [kind, this.#makeLane(kind)])) as unknown as Record<
      Kind,
      Lane
    >;
    const lanes = Object.values(this.#lanes);
    this.element = make(
      'div',
      {},
      make('slot', { name: 'header' }),
      make('header', { part: 'header' }, this.#title, this.#status),
      make('nav', { part: 'tabs', 'aria-label': words.lanes }, ...lanes.map(({ tab }) => tab)),
      make('div', { class: 'lanes' }, ...lanes.map(({ section }) => section)),
      this.#footer,
      make('slot', { name: 'footer' }),
    );
    this.element.addEventListener('click', ({ target }) => {
      const { card } = (target as HTMLElement).dataset;
      if (card) wish({ to: 'card', card });
      if (target === this.#write) wish({ to: 'write', kind: this.#lane });
    });
  }

  /** Says whether the visitor can write, and what kept them from it. */
  write(writing: Writing, problem = ''): void {
    if (writing === 'no' || this.writing === 'no') this.#drawn.clear();
    this.writing = writing;
    say(this.#problem, problem);
    this.#again();
  }

  focus(): void {
    this.#write.focus();
  }

  #makeLane(kind: Kind): Lane {
    const { many, none } = words.kinds[kind];
    const lane: Lane = {
      tab: make('button', { part: `tab ${kind}`, class: kind, type: 'button' }),
      section: make('section', { part: `lane ${kind}`, class: kind, 'aria-label': many }),
      head: make('span'),
      list: make('ul'),
      none: make('p', { class: 'soft' }, none),
      more: make('button', { part: 'more', class: 'more', type: 'button' }),
      whole: false,
    };
    lane.section.append(
      make('h3', { class: 'kind' }, badge(kind), lane.head),
      lane.list,
      lane.none,
      lane.more,
    );
    lane.tab.addEventListener('click', () => {
      this.#lane = kind;
      this.#again();
    });
    lane.more.addEventListener('click', () => {
      lane.whole = true;
      this.#again();
    });
    return lane;
  }

  #again(): void {
    if (this.#shown) this.show(this.#shown.settings, this.#shown.board, this.#shown.live);
  }

  show(settings: Settings, board: PublicBoard, live: boolean): void {
    this.#shown = { settings, board, live };
    if (!settings.kinds.includes(this.#lane)) this.#lane = settings.kinds[0] ?? 'need';
    say(this.#title, board.title);
    const writes = this.writing !== 'no';
    this.#footer.hidden = settings.join === '' && !writes;
    this.#join.hidden = writes;
    this.#write.hidden = !writes;
    const opening = this.writing === 'opening';
    say(this.#status, opening ? words.opening : live ? words.live : words.away);
    say(this.#write, opening ? words.opening : words.write);
    say(this.#terms, writes ? words.asYou : words.noAccount);
    if (settings.join) this.#join.setAttribute('href', settings.join);
    this.element.className = settings.view;
    if (settings.lang) this.element.setAttribute('lang', settings.lang);
    for (const kind of kinds) {
      this.#fill(
        kind,
        settings.kinds.includes(kind),
        board.cards.filter((card) => card.kind === kind),
      );
    }
    const kept = new Set(board.cards.map(({ id }) => id));
    for (const id of this.#drawn.keys()) if (!kept.has(id)) this.#drawn.delete(id);
  }

  #fill(kind: Kind, wanted: boolean, cards: readonly PublicCard[]): void {
    const { tab, section, head, list, none, more, whole } = this.#lanes[kind];
    const current = kind === this.#lane;
    tab.hidden = section.hidden = !wanted;
    section.classList.toggle('current', current);
    if (current) tab.setAttribute('aria-current', 'true');
    else tab.removeAttribute('aria-current');
    const counted = `${words.kinds[kind].many} ${cards.length}`;
    say(tab, counted);
    say(head, counted);
    const shown = whole ? cards : cards.slice(0, FIRST);
    arrange(
      list,
      shown.map((card) => this.#item(card)),
    );
    none.hidden = cards.length > 0;
    more.hidden = shown.length === cards.length;
    say(more, words.more(cards.length - shown.length));
  }

  #item(card: PublicCard): HTMLElement {
    const before = this.#drawn.get(card.id);
    if (before?.card === card) return before.element;
    const element = make('li', {}, drawCard(card, this.writing !== 'no'));
    this.#drawn.set(card.id, { card, element });
    return element;
  }
}

function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Makes these the children of a list; those that are in their place already are not touched. */
function arrange(list: HTMLElement, items: readonly HTMLElement[]): void {
  const wanted = new Set<Node>(items);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
}
