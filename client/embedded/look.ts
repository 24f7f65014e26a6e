/** By day or by night as the site around a frame says, where the style sheets ask the device. */
import type { Theme } from '#shared/public/looks.ts';

const asked = '(prefers-color-scheme: dark)';
const answers = { light: '(width < 0)', dark: '(width >= 0)', auto: asked } satisfies Record<Theme, string>;

/** The rules of a page that ask what the device is like, and how they ask it. */
export class Look {
  readonly #questions: [rule: CSSMediaRule, question: string][] = [];

  constructor(sheets: Iterable<CSSStyleSheet>) {
    for (const { cssRules } of sheets)
      for (const rule of cssRules)
        if (rule instanceof CSSMediaRule && rule.conditionText.includes(asked))
          this.#questions.push([rule, rule.conditionText]);
  }

  set(theme: Theme): void {
    for (const [{ media }, question] of this.#questions)
      media.mediaText = question.replace(asked, answers[theme]);
  }
}
