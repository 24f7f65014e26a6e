/** A person: colour, one of four shapes, initials, ink keyline; told apart without seeing colour. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Member, Shape } from '#shared/board/types.ts';
import { initials } from '#client/words/names.ts';
import { onPresence, presenceColour } from '#client/styles/presence.ts';

const outlines: Record<Shape, SVGTemplateResult> = {
  circle: svg`<circle cx="16" cy="16" r="15"/>`,
  square: svg`<rect x="1.5" y="1.5" width="29" height="29" rx="7"/>`,
  hexagon: svg`<path d="M16 .9 29 8.4v15.2L16 31.1 3 23.6V8.4z"/>`,
  drop: svg`<path d="M3 1.2h13c8.4 0 14.8 6.4 14.8 14.8S24.4 30.8 16 30.8 1.2 24.4 1.2 16V3A1.8 1.8 0 0 1 3 1.2z"/>`,
};

/** @param size in pixels */
export function avatar(member: Pick<Member, 'name' | 'colour' | 'shape'>, size = 32): TemplateResult {
  const colour = presenceColour(member.colour);
  return html`<svg class="avatar" viewBox="0 0 32 32" width=${size} height=${size} aria-hidden="true">
    <g fill=${colour} stroke="var(--ink)" stroke-width=${(1.6 * 32) / size} stroke-linejoin="round">
      ${outlines[member.shape]}
    </g>
    <text
      x="16"
      y="20.6"
      text-anchor="middle"
      font-size="12.5"
      font-weight="700"
      fill=${onPresence(colour)}
      stroke="none"
    >
      ${initials(member.name)}
    </text>
  </svg>`;
}
