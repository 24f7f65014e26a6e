/** What has happened on a card, in a few words and a mark of growth. */
import type { Card, Help, Introduction, Kind } from '#shared/board/types.ts';
import type { Growth } from '#client/icons/marks.ts';
import { count } from '#client/words/lists.ts';

export interface Happening {
  growth: Growth;
  words: string;
}

const waiting = (row: { state: string }): boolean => row.state === 'proposed';
const agreed = (help: Help): boolean => help.state === 'accepted';
const done = (row: { state: string }): boolean => row.state === 'done' || row.state === 'partDone';

/**
 * @param kind the kind the card is shown as
 * @param helps all helps on the card
 * @param introductions all introductions for the card
 * @param nameOf the name of a member by id
 * @returns null when there is nothing worth a line (an offer nobody asked for yet is no failure)
 */
export function happening(
  kind: Kind,
  card: Card,
  helps: readonly Help[],
  introductions: readonly Introduction[],
  nameOf: (member: string) => string,
): Happening | null {
  if (card.state === 'withdrawn') return { growth: 'seed', words: 'Taken down by its author' };
  switch (kind) {
    case 'need':
      return onNeed(card, helps, introductions);
    case 'referral':
      return onReferral(introductions);
    case 'offer':
    case 'promotion':
      return onOffer(card, helps, nameOf);
  }
}

function onNeed(card: Card, helps: readonly Help[], introductions: readonly Introduction[]): Happening {
  if (helps.some((h) => h.thanked) || introductions.some((i) => i.thanked)) {
    return { growth: 'heart', words: 'Thanked' };
  }
  if (card.state === 'done') return { growth: 'tulip', words: 'Done' };
  if (card.state === 'partDone') return { growth: 'tulip', words: 'Part done' };
  if (card.state === 'matched') return { growth: 'leaves', words: 'Matched' };
  const offers = helps.filter(waiting).length;
  const taken = helps.filter(agreed).length;
  if (offers > 0) return { growth: 'sprout', words: count(offers, 'offer to help', 'offers to help') };
  if (taken > 0) return { growth: 'leaves', words: `${taken} agreed` };
  const open = introductions.filter((i) => i.state === 'proposed' || i.state === 'agreed').length;
  if (open > 0) return { growth: 'sprout', words: count(open, 'introduction') };
  return { growth: 'seed', words: 'No answer yet' };
}

function onReferral(introductions: readonly Introduction[]): Happening | null {
  const passed = introductions.filter(done).length;
  if (passed > 0) {
    const times = passed === 1 ? 'once' : passed === 2 ? 'twice' : `${passed} times`;
    return { growth: 'tulip', words: `Passed on ${times}` };
  }
  const open = introductions.filter((i) => i.state === 'proposed' || i.state === 'agreed').length;
  return open > 0 ? { growth: 'sprout', words: count(open, 'introduction') } : null;
}

function onOffer(card: Card, helps: readonly Help[], nameOf: (member: string) => string): Happening | null {
  if (card.state === 'matched') return { growth: 'leaves', words: 'Agreed' };
  const asks = helps.filter(waiting).length;
  if (asks > 0)
    return { growth: 'sprout', words: asks === 1 ? '1 would like this' : `${asks} would like this` };
  const taken = helps.filter(agreed).length;
  if (taken > 0) return { growth: 'leaves', words: `${taken} agreed` };
  const thanked = newest(helps.filter((h) => h.thanked));
  if (thanked) return { growth: 'heart', words: `Thanked by ${nameOf(thanked.by)}` };
  const given = helps.filter(done).length;
  if (given > 0) return { growth: 'tulip', words: given === 1 ? 'Taken up once' : `Taken up ${given} times` };
  return card.state === 'done' ? { growth: 'tulip', words: 'Done' } : null;
}

function newest(helps: readonly Help[]): Help | undefined {
  return helps.reduce<Help | undefined>(
    (best, help) => ((help.thanked ?? 0) > (best?.thanked ?? 0) ? help : best),
    undefined,
  );
}
