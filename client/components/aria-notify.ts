/** Says something to a screen reader, where the browser has a way of its own for it. */
import { deepActive } from './deep-focus.ts';

/** https://www.w3.org/TR/wai-aria-1.3/#ARIANotifyMixin; not in every browser yet. */
interface Notifies {
  ariaNotify?: (words: string, options: { priority: 'normal' | 'high' }) => void;
}

/**
 * Spoken from where the focus is: a dialog that is open silences all beneath it.
 * @returns whether the browser took it; if not, a live region has to say it
 */
export function notify(from: HTMLElement, words: string, urgent: boolean): boolean {
  const speaker: HTMLElement & Notifies = deepActive() ?? from;
  if (!speaker.ariaNotify) return false;
  speaker.ariaNotify(words, { priority: urgent ? 'high' : 'normal' });
  return true;
}
