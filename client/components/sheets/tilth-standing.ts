/** One's own promotions: what is up and until when, what waits and where in line, what opens more room. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from '#client/icons/icon.ts';
import { badge } from '#client/icons/badges.ts';
import { nextPlace, placeInLine, waitingView } from '#client/view/detail/waiting.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { promotionRuleWords } from '#client/words/cards.ts';
import { count, sentence } from '#client/words/lists.ts';
import { exactly } from '#client/words/time.ts';
import { Sheet } from './sheet.ts';

const words = {
  title: 'Your promotions',
  places: (n: number) => `You have room for ${count(n, 'promotion')} at a time.`,
  only: 'Only you see this.',
  none: 'None of yours is up or waiting.',
  down: (at: number) => `up until ${exactly(at)}`,
  goes: (at: number) => `goes up by itself on ${exactly(at)}`,
  next: 'goes up by itself when a place is free',
  open: 'Open',
} as const;

@customElement('tilth-standing')
export class TilthStanding extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        padding-block: 12px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      li > div {
        flex: 1 1 auto;
        min-inline-size: 0;
      }
    `,
  ];

  override render(): TemplateResult {
    const scene = this.scene();
    const { standing } = this.snapshot;
    const up = standing?.live ?? [];
    const waiting = standing?.waiting ?? [];
    return this.frame({
      heading: words.title,
      body: html`<div class="stack">
        <p>${promotionRuleWords}</p>
        ${standing ? html`<p>${words.places(standing.slots)} ${nextPlace(standing.next)}</p>` : nothing}
        <ul>
          ${up.map(({ card, until }) => this.row(card, scene.state.cards.get(card)?.title, words.down(until), 'card'))}
          ${waiting.map(({ card, place, from }) =>
            this.row(
              card,
              waitingView(scene, standing, card)?.card.title,
              `${sentence(placeInLine(place))}, ${from === null ? words.next : words.goes(from)}`,
              'waiting',
            ),
          )}
        </ul>
        ${up.length + waiting.length === 0 ? html`<p>${words.none}</p>` : nothing}
        <p class="private">${icon('lock', 16)} <span>${words.only}</span></p>
      </div>`,
    });
  }

  private row(
    card: string,
    title: string | undefined,
    where: string,
    opens: 'card' | 'waiting',
  ): TemplateResult | typeof nothing {
    if (title === undefined) return nothing;
    return html`<li>
      ${opens === 'card' ? badge('promotion') : icon('hourglass', 22)}
      <div>
        <strong dir="auto">${title}</strong>
        <p class="small soft">${where}</p>
      </div>
      <button
        class="button small"
        type="button"
        aria-label="${words.open}: ${title}"
        @click=${() => this.dispatchEvent(new OpenIntent(opens, card))}
      >
        ${words.open}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-standing': TilthStanding;
  }
}
