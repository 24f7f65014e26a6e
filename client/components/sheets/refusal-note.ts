/** Why something cannot be now, in plain words, beside the button it concerns. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Refusal } from '#shared/board/decision.ts';
import { refusalWords } from '#client/words/refusals.ts';
import { exactly } from '#client/words/time.ts';

/** `null` leaves an empty live region, so that a note that comes later is spoken. */
export function refusalNote(refusal: Refusal | null): TemplateResult {
  const words = refusal && refusalWords(refusal, exactly);
  return html`<div class="refusal" role="status">
    ${words ? html`<p><strong>${words.what}.</strong> ${words.why} ${words.next}</p>` : nothing}
  </div>`;
}

export const refusalStyles = css`
  .refusal {
    flex: 1 1 100%;
  }
  .refusal:empty {
    display: none;
  }
  .refusal p {
    padding: 12px 14px;
    border-radius: var(--radius);
    background: var(--bed);
  }
`;
