/** Names of people as the screens say them. */
import type { Member } from '#shared/board/types.ts';

/** Two letters for an avatar: of the first and last word, or the first two of a single word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const [first = '', last = ''] = [words[0], words.length > 1 ? words[words.length - 1] : undefined];
  // By code points, so that no character is cut in two.
  const letters = last ? [Array.from(first)[0], Array.from(last)[0]] : Array.from(first).slice(0, 2);
  return letters.join('').toLocaleUpperCase();
}

/** What to call a member on a card; someone who has gone, or is unknown, is "someone who left". */
export function nameOf(member: Member | undefined): string {
  if (!member || (member.gone && !member.name)) return 'someone who left';
  return member.name;
}
