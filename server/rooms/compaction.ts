/**
 * When a text's document is worth laying down afresh: it is large, most of it is past, and nobody is writing. (Whoever
 * has unsent words at that moment must carry them over, so it waits for quiet.)
 */
import type { Entry } from '#server/store/port.ts';
import { plainText } from '#shared/doc/text.ts';
import type { TextRecord } from '#shared/doc/gate.ts';
import { time } from '#shared/limits.ts';

const LARGE = 16 * 1024;
const MOSTLY_PAST = 8;
const QUIET = time.MINUTE;

export class Compaction {
  readonly #changedAt = new Map<string, number>();

  changed(entry: Entry): void {
    for (const { text, dropped, reset } of entry.texts) {
      if (dropped || reset) this.#changedAt.delete(text);
      else this.#changedAt.set(text, entry.at);
    }
  }

  /** Texts to compact now, of those that changed since they were last asked for. */
  take(texts: ReadonlyMap<string, TextRecord>, now: number): string[] {
    const due: string[] = [];
    for (const [text, at] of this.#changedAt) {
      if (now - at < QUIET) continue;
      this.#changedAt.delete(text);
      const state = texts.get(text)?.state;
      if (state && state.length > LARGE && state.length > MOSTLY_PAST * plainText(state).length)
        due.push(text);
    }
    return due;
  }
}
