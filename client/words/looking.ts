/** What somebody looks for among the cards, in words: `“bike”, this week, still open`. */
import type { Looking } from '#shared/protocol.ts';
import { termsWords, urgencyWords } from './cards.ts';

export function lookingWords({ words, urgency, area, terms, open }: Looking): string {
  const facts = [
    words.trim() && `“${words.trim()}”`,
    urgency && urgencyWords[urgency].toLowerCase(),
    area,
    terms && termsWords[terms],
    open && 'still open',
  ];
  return facts.filter(Boolean).join(', ');
}
