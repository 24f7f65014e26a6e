/** Tries something again by itself, a little later each time and never all at once, and says so. */
import { html, type LitElement, type TemplateResult } from 'lit';
import { time } from '#shared/limits.ts';

const words = 'It tries again by itself about every half minute. You can leave this page open.';
/** The first wait, and the longest; each is spread by half, so that sixty who wait do not come together. */
const FIRST = 10 * time.SECOND;
const LONGEST = 40 * time.SECOND;

export interface TryingAgain {
  /** From now on, until it is stopped or its element goes. */
  begin(): void;
  stop(): void;
  told(): TemplateResult;
}

export function tryingAgain(host: LitElement, run: () => void): TryingAgain {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let wait = FIRST;
  const stop = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  host.addController({ hostDisconnected: stop });
  return {
    begin() {
      if (timer) return;
      timer = setTimeout(
        () => {
          timer = null;
          run();
        },
        wait * (0.75 + Math.random() / 2),
      );
      wait = Math.min(2 * wait, LONGEST);
    },
    stop,
    told: () => html`<p class="small soft" role="status">${words}</p>`,
  };
}
