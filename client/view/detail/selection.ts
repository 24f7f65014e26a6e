/** Where a caret belongs after someone else's change, so that what a person types stays where they type it. */
import type { TextDelta } from '#client/session/port.ts';

/**
 * @param index UTF-16 position before the change
 * @param delta the change, from the start of the text
 * @returns the same place after it; text inserted exactly at the place lands after the caret
 */
export function moveIndex(index: number, delta: readonly TextDelta[]): number {
  let at = 0;
  let moved = index;
  for (const part of delta) {
    if (at > moved) break;
    if ('retain' in part) {
      at += part.retain;
    } else if ('insert' in part) {
      if (at < moved) moved += part.insert.length;
      at += part.insert.length;
    } else if (at < moved) {
      moved = Math.max(at, moved - part.delete);
    }
  }
  return moved;
}

/** The text after a change. Positions beyond the text are left out. */
export function applyDelta(text: string, delta: readonly TextDelta[]): string {
  let at = 0;
  let out = '';
  for (const part of delta) {
    if ('retain' in part) {
      out += text.slice(at, at + part.retain);
      at += part.retain;
    } else if ('insert' in part) {
      out += part.insert;
    } else {
      at += part.delete;
    }
  }
  return out + text.slice(at);
}
