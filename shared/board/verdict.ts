/** What a rule answers to a command: it is applied (and where a promotion ended up), or refused. */
import type { Refusal, RefusalCode } from './decision.ts';

export type Verdict = 'applied' | 'live' | 'waiting' | Refusal;

/** Refuses. Without `retry` the words become a draft. */
export function no(
  code: RefusalCode,
  retry: Refusal['retry'] = 'never',
  more: Pick<Refusal, 'theirs' | 'until'> = {},
): Refusal {
  return { code, retry, ...more };
}
