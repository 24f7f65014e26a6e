/**
 * A board as plain HTML, for pages that include it on their server and for frames before any script runs. Every word of
 * it passes {@link escape}; there is no other way in.
 */
import type { Kind } from '#shared/board/types.ts';
import { kinds } from '#shared/board/types.ts';
import { escape } from '#shared/public/escape.ts';
import type { PublicBoard, PublicCard } from '#shared/public/board.ts';

const headings: Record<Kind, string> = {
  need: 'Needs',
  offer: 'Offers',
  referral: 'Referrals',
  promotion: 'Promotions',
};

/** A section a kind, an article a card, named by its title. No script, no style, no address but fragments of its own. */
export function boardHtml(board: PublicBoard, shown: readonly Kind[] = kinds): string {
  const sections = shown.flatMap((kind) => {
    const cards = board.cards.filter((card) => card.kind === kind);
    if (cards.length === 0) return [];
    return `<section aria-label="${headings[kind]}"><h3>${headings[kind]}</h3>${cards.map(cardHtml).join('')}</section>`;
  });
  return `<h2 dir="auto">${escape(board.title)}</h2>${sections.join('')}`;
}

function cardHtml({ id, title, body, area, availability }: PublicCard): string {
  const facts = [availability, area].filter((fact) => fact !== undefined).map(escape);
  const named = `tilth-${escape(id)}`;
  const text = body === '' ? '' : `<p dir="auto">${escape(body)}</p>`;
  const rest = facts.length > 0 ? `<p>${facts.join(' · ')}</p>` : '';
  return `<article aria-labelledby="${named}"><h4 id="${named}" dir="auto">${escape(title)}</h4>${text}${rest}</article>`;
}
