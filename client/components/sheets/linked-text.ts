/** Plain text with safe links. */
import { html, type TemplateResult } from 'lit';
import { linked } from '#client/view/detail/linked.ts';

export function linkedText(text: string): TemplateResult {
  return html`${linked(text).map((piece) =>
    piece.type === 'text'
      ? piece.text
      : html`<a href=${piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">${piece.text}</a>`,
  )}`;
}
