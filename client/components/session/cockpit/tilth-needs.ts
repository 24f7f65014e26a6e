/** Needs, those nobody has answered first: open one, or show it to everybody. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Urgency } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { icon, type IconName } from '#client/icons/icon.ts';
import {
  type CardLine,
  needsView,
  type Progress,
  progresses,
} from '#client/view/session/cockpit/needs-view.ts';
import { urgencyWords } from '#client/words/cards.ts';
import { CockpitPart } from './cockpit-part.ts';

const words = {
  title: 'Needs and answers',
  which: 'Which needs',
  progress: { untouched: 'Untouched', inTalks: 'In talks', matched: 'Matched' },
  lead: {
    untouched: 'Nobody has answered these. The longest wait is at the top.',
    inTalks: 'Somebody has answered; it is not agreed yet.',
    matched: 'Help is agreed.',
  },
  none: {
    untouched: 'Every need has an answer.',
    inTalks: 'Nothing is in talks at the moment.',
    matched: 'Nothing is agreed yet.',
  },
  spotlight: 'Spotlight',
  up: 'Take down',
  more: (n: number) => `Show ${n} more`,
} as const;

/** So many are listed at first. */
const FIRST = 6;

const urgencyIcons: Record<Urgency, IconName> = {
  now: 'now',
  days: 'calendar',
  week: 'calendar',
  anytime: 'infinity',
};

@customElement('tilth-needs')
export class TilthNeeds extends CockpitPart {
  static override styles = [
    CockpitPart.styles,
    css`
      .which {
        display: flex;
        padding: 3px;
        border-radius: var(--radius);
        background: var(--bed);
      }
      .which .button {
        border-color: transparent;
        font-size: var(--size-label);
      }
      .which .button[aria-pressed='true'] {
        background: var(--card);
        color: var(--ink);
        box-shadow: var(--shadow-card);
      }
      ul {
        display: grid;
        gap: 8px;
        margin-block-start: 8px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
        padding: 10px 14px;
        border-radius: var(--radius-card);
        background: var(--card);
        box-shadow: var(--shadow-card);
      }
      .what {
        flex: 1 1 14rem;
        min-inline-size: 0;
      }
      .title {
        padding: 0;
        border: 0;
        border-radius: 4px;
        background: none;
        font-size: var(--size-card-title);
        font-weight: 650;
        line-height: 1.3;
        text-align: start;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .title:hover {
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
        margin-block-start: 2px;
      }
      .urgency {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        color: var(--ink);
        font-weight: 600;
      }
      .urgency.now {
        padding: 2px 8px;
        border-radius: var(--radius-tag);
        background: var(--ink);
        color: var(--on-ink);
      }
      .more {
        margin-block-start: 8px;
      }
      @container (max-width: 45rem) {
        .which {
          flex: 1 1 100%;
        }
        .which .button {
          flex: 1 1 auto;
          padding-inline: 6px;
        }
        .title {
          min-block-size: 44px;
        }
      }
      @media (forced-colors: active) {
        li,
        .urgency.now {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @state() private progress: Progress = 'untouched';
  @state() private all = false;

  protected override render(): TemplateResult {
    const view = needsView(this.scene);
    const lines = view[this.progress];
    const listed = this.all ? lines : lines.slice(0, FIRST);
    return html`<section aria-labelledby="needs">
      <div class="head">
        <h2 id="needs">${words.title}</h2>
        <div class="which" role="group" aria-label=${words.which}>
          ${progresses.map(
            (progress) =>
              html`<button
                class="button small"
                type="button"
                aria-pressed=${progress === this.progress ? 'true' : 'false'}
                @click=${() => {
                  this.progress = progress;
                }}
              >
                ${words.progress[progress]} ${view[progress].length}
              </button>`,
          )}
        </div>
      </div>
      <p class="small soft">${(lines.length > 0 ? words.lead : words.none)[this.progress]}</p>
      <ul>
        ${repeat(
          listed,
          ({ id }) => id,
          (line) => this.line(line),
        )}
      </ul>
      ${
        lines.length > listed.length
          ? html`<button
              class="button small more"
              type="button"
              @click=${() => {
                this.all = true;
              }}
            >
              ${words.more(lines.length - listed.length)}
            </button>`
          : nothing
      }
    </section>`;
  }

  private line({ id, kind, title, facts, urgency }: CardLine): TemplateResult {
    const { conducts } = this;
    const shown = conducts.spotlight === id;
    return html`<li>
      ${badge(kind, 26)}
      <div class="what">
        <button class="title" type="button" dir="auto" @click=${() => this.show('card', id)}>${title}</button>
        <p class="facts small soft">
          <span class="urgency ${urgency}">${icon(urgencyIcons[urgency], 16)}${urgencyWords[urgency]}</span>
          ${facts}
        </p>
      </div>
      ${
        conducts.state === 'running'
          ? html`<button
              class="button small"
              type="button"
              aria-label=${`${shown ? words.up : words.spotlight}: ${title}`}
              @click=${() => this.spotlight(shown ? null : id)}
            >
              ${icon('screen', 18)} ${shown ? words.up : words.spotlight}
            </button>`
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-needs': TilthNeeds;
  }
}
