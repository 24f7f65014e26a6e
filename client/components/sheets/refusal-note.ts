/** What a step came to, in plain words, where the person is looking: why it cannot be now, or what has been done. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Refusal } from '#shared/board/decision.ts';
import { icon } from '#client/icons/icon.ts';
import { refusalWords } from '#client/words/refusals.ts';
import { exactly } from '#client/words/time.ts';

/** `null` leaves an empty live region, so that a note that comes later is spoken. */
export function refusalNote(refusal: Refusal | null): TemplateResult {
  return notice(refusal, '');
}

export function notice(refusal: Refusal | null, said: string): TemplateResult {
  const words = refusal && refusalWords(refusal, exactly);
  return html`<div class="refusal" role="status">
    ${
      words
        ? html`<p><strong>${words.what}.</strong> ${words.why} ${words.next}</p>`
        : said
          ? html`<p class="said">${icon('tick', 18)} <span>${said}</span></p>`
          : nothing
    }
  </div>`;
}

export const refusalStyles = css`
  .refusal {
    flex: 0 0 auto;
  }
  .refusal p {
    padding: 12px 14px;
    border-radius: var(--radius);
    background: var(--bed);
  }
  .sheet-foot .refusal,
  .row .refusal {
    flex: 1 1 100%;
  }
  dialog > .refusal p {
    border-radius: 0;
    padding-inline: 32px;
  }
  .said {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .row .refusal:not(:has(p)),
  .sheet-foot .refusal:not(:has(p)) {
    flex: 0 0 0;
    inline-size: 0;
  }
  @container (max-width: 45rem) {
    dialog > .refusal p {
      padding-inline: 16px;
    }
  }
`;
