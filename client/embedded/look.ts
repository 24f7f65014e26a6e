/** By day or by night as the site around a frame says, where the style sheets ask the device. */
import type { Theme } from '#client/embed/live/messages.ts';

const asked = '(prefers-color-scheme: dark)';

/** What the style sheets of a page asked before anybody answered in the device's place. */
export class Look {
  readonly #questions: readonly CSSMediaRule[];

  constructor(sheets: Iterable<CSSStyleSheet>) {
    this.#questions = [...sheets].flatMap(({ cssRules }) =>
      [...cssRules].filter(
        (rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && rule.conditionText === asked,
      ),
    );
  }

  set(theme: Theme): void {
    const answer = { auto: asked, light: 'not all', dark: 'all' }[theme];
    for (const { media } of this.#questions) media.mediaText = answer;
  }
}
