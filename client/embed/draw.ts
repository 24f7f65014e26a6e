/** The board as elements, made by hand: no markup is ever parsed, so nothing that people write can become any. */
import type { Kind } from '#shared/board/types.ts';
import type { PublicCard } from '#shared/public/board.ts';
import { words } from './words.ts';

const shapes: Record<Kind, readonly [shape: string, glyph: string]> = {
  need: [
    'M12 0a12 12 0 1 1 0 24 12 12 0 0 1 0-24',
    'M6.5 12.5h11c0 3.3-2.4 5.3-5.5 5.3s-5.5-2-5.5-5.3zM12 5.7v4.1M10.2 8.2 12 10l1.8-1.8',
  ],
  offer: [
    'M1.5 0H13c6.3 0 11 4.7 11 11v11.5a1.5 1.5 0 0 1-1.5 1.5H11C4.7 24 0 19.3 0 13V1.5A1.5 1.5 0 0 1 1.5 0z',
    'M12 18v-5.3M12 13.5c0-2.9-1.9-4.4-5-4.4 0 2.9 1.9 4.4 5 4.4zM12 12.3c0-2.9 1.9-4.6 5-4.6 0 3-1.9 4.6-5 4.6z',
  ],
  referral: [
    'M7.4 1.5h9.2a1.8 1.8 0 0 1 1.5.9l4.9 8.7a1.8 1.8 0 0 1 0 1.8l-4.9 8.7a1.8 1.8 0 0 1-1.5.9H7.4a1.8 1.8 0 0 1-1.5-.9L1 12.9a1.8 1.8 0 0 1 0-1.8l4.9-8.7a1.8 1.8 0 0 1 1.5-.9z',
    'M5.8 14.3a2.2 2.2 0 1 1 4.4 0 2.2 2.2 0 0 1-4.4 0M10.2 14.6c3.5.5 4.8-.8 5.1-3.6M14 8.7a1.7 1.7 0 1 1 3.4 0 1.7 1.7 0 0 1-3.4 0',
  ],
  promotion: [
    'M3 .5h18a1.5 1.5 0 0 1 1.5 1.5v20.4a1 1 0 0 1-1.4.9L12 19.3l-9.1 4a1 1 0 0 1-1.4-.9V2A1.5 1.5 0 0 1 3 .5z',
    'M7.3 5.3h9.4l1.3 3.4a2 2 0 0 1-4 .3 2 2 0 0 1-4 0 2 2 0 0 1-4-.3zM7.3 11v4.5h9.4V11',
  ],
};

type Child = Node | string;

/** An element with attributes and children; `''` children are left out. */
export function make(
  tag: string,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElement {
  return dress(document.createElement(tag), attributes, ...children);
}

function dress<E extends Element>(element: E, attributes: Record<string, string>, ...children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== ''));
  return element;
}

const drawn = (tag: string, attributes: Record<string, string>, ...children: Child[]): Element =>
  dress(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, ...children);

/** Its colours stand in the style sheet. */
export function badge(kind: Kind): Element {
  const paths = shapes[kind].map((d) => drawn('path', { d }));
  return drawn('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, ...paths);
}

/**
 * One card, as an `article` named by its title.
 * @param answers with a button for whoever can answer it
 */
export function drawCard(card: PublicCard, answers: boolean): HTMLElement {
  const { id, kind, title, body, urgency, terms, area, availability, fate } = card;
  const gives = kind === 'need' || kind === 'offer';
  const said = [availability, area, gives && words.terms(terms)].filter(Boolean).join(' · ');
  const isSettled = fate === 'matched' || fate === 'done';
  const isNow = urgency === 'now' && fate !== 'done';
  const label = `t-${id}`;
  return make(
    'article',
    { part: 'card', class: isSettled ? 'settled' : '', 'aria-labelledby': label },
    make(
      'div',
      { class: 'top' },
      make('span', { class: 'kind' }, badge(kind), words.kinds[kind].one),
      make('span', { class: 'mark' }, words.fate(card)),
    ),
    make('h4', { part: 'card-title', id: label, dir: 'auto' }, title),
    body === '' ? '' : make('p', { class: 'body', dir: 'auto' }, body),
    make(
      'p',
      { class: 'soft' },
      kind === 'need'
        ? make('span', { class: isNow ? 'urgency now' : 'urgency' }, words.urgency[urgency])
        : '',
      kind === 'need' && said !== '' ? ' · ' : '',
      said,
    ),
    answers && !isSettled
      ? make(
          'button',
          { part: 'answer', class: 'act', type: 'button', 'data-card': id, 'aria-describedby': label },
          words.answer(kind),
        )
      : '',
  );
}
