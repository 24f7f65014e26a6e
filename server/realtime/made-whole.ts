/**
 * Half a surrogate pair is no character, and cannot be written as UTF-8: Yjs would put U+FFFD in its place, and the
 * document would say something else than the state that was decided on. So it is replaced before anyone decides.
 */
import { wellFormed } from '#shared/doc/text.ts';

/** A copy of a payload that its schema has found flat, with every string well-formed. Bytes stay as they are. */
export function madeWhole<T>(value: T): T {
  if (typeof value === 'string') return wellFormed(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => madeWhole(item)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, madeWhole<unknown>(item)]),
  ) as T;
}
