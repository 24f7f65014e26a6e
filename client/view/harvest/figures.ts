/** The harvest in figures that name nobody. Acts and people are counted, never acts per person. */
import type { Session } from '#shared/board/types.ts';
import { count, list } from '#client/words/lists.ts';
import { flowsOf, within, type HarvestBoard, type Span } from './flows.ts';

export interface Figures {
  /** People who took part, and those of them who gave, received or introduced. */
  people: number;
  touched: number;
  /** Helps that were agreed, and what became of them. */
  agreed: number;
  done: number;
  thanked: number;
  introductions: number;
}

/** @param session whose groups tell who was there; null: a stretch of the board's own life */
export function figuresOf(board: HarvestBoard, span: Span, session: Session | null): Figures {
  const flows = flowsOf(board, span);
  const touched = new Set(flows.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null));
  const there = (id: string): boolean => {
    const member = board.members.get(id);
    return member !== undefined && member.gone === undefined;
  };
  const people = new Set([...touched, ...peopleIn(board, span, session).filter(there)]);
  const helps = flows.filter(({ type }) => type !== 'introduction');
  return {
    people: people.size,
    touched: touched.size,
    agreed: helps.length,
    done: helps.filter(({ state }) => state === 'done').length,
    thanked: helps.filter(({ thanked }) => thanked).length,
    introductions: flows.length - helps.length,
  };
}

/** Who wrote a card, joined, or sat in a group. */
function peopleIn(board: HarvestBoard, span: Span, session: Session | null): string[] {
  const people = (session?.rounds ?? []).flat(2);
  for (const { author, created } of board.cards.values()) {
    if (author !== null && within(created, span)) people.push(author);
  }
  for (const { id, joined } of board.members.values()) if (within(joined, span)) people.push(id);
  return people;
}

/** "Help flowed through 14 of 18 people.", or what is true where none did yet. */
export function flowedWords({ touched, people }: Figures): string {
  if (touched === 0) return 'What was said here is only beginning to grow.';
  return `Help flowed through ${touched} of ${count(people, 'person', 'people')}.`;
}

/** "19 times somebody said yes to somebody. 11 are done, 9 thanked. 5 introductions run underneath." */
export function yesWords({ agreed, done, thanked, introductions }: Figures): string {
  const became = list(
    [done > 0 ? `${done} done` : '', thanked > 0 ? `${thanked} thanked` : ''].filter(Boolean),
  );
  return [
    agreed === 0 ? '' : `${agreed === 1 ? 'Once' : `${agreed} times`} somebody said yes to somebody.`,
    became ? `${became} already.` : '',
    introductions === 0
      ? ''
      : `${count(introductions, 'introduction')} ${introductions === 1 ? 'runs' : 'run'} underneath.`,
  ]
    .filter(Boolean)
    .join(' ');
}
