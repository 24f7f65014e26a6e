/** "What should we call you?": one's name, kept on the device while it is typed, on the way to a board and at its door. */
import { css, html, type TemplateResult } from 'lit';
import { limits } from '#shared/limits.ts';
import type { BoardSession } from '#client/session/port.ts';

const words = {
  question: 'What should we call you?',
  label: 'Your name',
} as const;

/** Unposted words of an input: its name among them. */
const kept = 'join';

export const nameFieldStyles = css`
  .question {
    margin-block-end: 6px;
    font-weight: 600;
  }
  .field {
    min-block-size: 52px;
    font-size: 1.0625rem;
  }
`;

/**
 * @param hint what becomes of the name
 * @param name what was said before, if it was
 */
export function nameField(session: BoardSession, hint: string, name = ''): TemplateResult {
  const keep = (event: Event): void => session.keepTyped(kept, (event.target as HTMLInputElement).value);
  return html`<div>
    <p class="question" id="question" aria-hidden="true">${words.question}</p>
    <input
      class="field"
      name="name"
      aria-label=${words.label}
      aria-describedby="question hint"
      maxlength=${limits.name}
      autocomplete="given-name"
      autocapitalize="words"
      enterkeyhint="go"
      .defaultValue=${name || session.typed(kept)}
      @input=${keep}
    />
    <p class="hint" id="hint">${hint}</p>
  </div>`;
}
