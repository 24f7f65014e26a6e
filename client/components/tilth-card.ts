import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { presenceColours, type Member } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { fewIcon, type FewIcons } from '#client/icons/few.ts';
import { growthMark } from '#client/icons/marks.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { kindColours } from '#client/styles/kinds.ts';
import type { CardView, Own } from '#client/view/cards.ts';
import { JoinIntent, OpenIntent, RunIntent, SayIntent } from '#client/view/intents.ts';
import { kindWords } from '#client/words/cards.ts';

const ownIcons: Record<Own, FewIcons> = {
  saved: 'tick',
  saving: 'dots',
  kept: 'cloudOff',
  draft: 'pencil',
  waiting: 'hourglass',
  held: 'eyeOff',
  silent: 'eyeOff',
  group: 'people',
};
/** Of these others see nothing, or only some do. */
const apart: ReadonlySet<Own> = new Set(['waiting', 'held', 'silent', 'group']);

/**
 * One card in a lane or on the shelf: an article named by its title. The whole of it opens the card; the buttons in its
 * foot act. Renders again only when its view is another object.
 *
 * Fires: `tilth-open`, `tilth-run`, `tilth-say`, `tilth-join-please`.
 */
@customElement('tilth-card')
export class TilthCard extends LitElement {
  static override styles = [
    base,
    kindColours,
    buttons,
    css`
      :host {
        content-visibility: auto;
        contain-intrinsic-block-size: auto 160px;
        /* content-visibility clips: leave room for the flag and the focus ring. */
        margin: -10px -5px -5px;
        padding: 10px 5px 5px;
      }
      :host(.promotion) {
        content-visibility: visible;
      }
      /* A card that comes while one looks on slides to its place. --quick is nothing under reduced motion. */
      :host(.arrives) {
        transition:
          opacity var(--quick) ease-out,
          translate var(--quick) ease-out;
      }
      @starting-style {
        :host(.arrives) {
          opacity: 0;
          translate: 0 -10px;
        }
      }
      article {
        position: relative;
        display: flex;
        flex-direction: column;
        padding: 11px 16px 12px;
        border-radius: var(--radius-card);
        background: var(--card);
        box-shadow: var(--shadow-card);
      }
      article.settled {
        background: none;
        box-shadow: inset 0 0 0 1.5px color-mix(in srgb, var(--kind) 32%, transparent);
      }
      article.aside {
        background: none;
        box-shadow: none;
        outline: 1.5px dashed var(--edge);
        outline-offset: -1.5px;
      }
      .top {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 24px;
        font-size: var(--size-small);
        line-height: 1.25rem;
      }
      .kind {
        color: var(--kind);
        font-size: var(--size-label);
        font-weight: 700;
      }
      .who {
        flex: 1 1 auto;
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--ink-soft);
      }
      .mark {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      .mark svg {
        flex: none;
      }
      h3 {
        margin-block-start: 3px;
        font-size: var(--size-card-title);
        line-height: 1.278;
        letter-spacing: -0.003em;
        max-inline-size: 45ch;
        overflow-wrap: anywhere;
      }
      .open {
        inline-size: 100%;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .open::after {
        content: '';
        position: absolute;
        inset: 0;
        border-radius: var(--radius-card);
      }
      .open:focus-visible {
        outline: none;
      }
      .open:focus-visible::after {
        outline: 3px solid var(--ink);
        outline-offset: 2px;
      }
      .body {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        max-inline-size: 45ch;
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      .note {
        margin-block-start: 4px;
        font-size: var(--size-small);
        line-height: 1.25rem;
        max-inline-size: 52ch;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        margin-block-start: 6px;
        min-block-size: var(--control-small);
        font-size: var(--size-small);
        line-height: 1.25rem;
      }
      .chips {
        flex: 1 1 8rem;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
        min-inline-size: 0;
      }
      .urgency {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        font-weight: 600;
      }
      .urgency.now {
        padding: 1px 8px 1px 6px;
        border-radius: var(--radius-tag);
        background: var(--ink);
        color: var(--on-ink);
      }
      .facts {
        color: var(--ink-soft);
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-inline-start: auto;
      }
      .acts .button {
        position: relative;
        z-index: 1;
      }
      .acts .button:not(.filled):not(:active) {
        background: var(--card);
      }
      .settled .button:not(.filled):not(:active) {
        background: none;
      }
      .acts .button:not(.filled):not(:active):hover {
        background: var(--bed);
      }
      .acts .icon {
        inline-size: var(--control-small);
        border-color: transparent;
      }
      .writing {
        border: 1px solid var(--ink);
        padding: 10px 15px 11px;
        outline: 3px solid var(--writer);
      }
      /* The flag stands where the mark was. */
      .writing .mark {
        visibility: hidden;
      }
      .flag {
        position: absolute;
        inset-block-start: -10px;
        inset-inline-end: 14px;
        z-index: 1;
        display: flex;
        align-items: center;
        gap: 6px;
        padding: 2px 10px 2px 6px;
        border: 1px solid var(--ink);
        border-radius: var(--radius-small);
        outline: 3px solid var(--writer);
        background: var(--card);
        font-size: var(--size-small);
        font-weight: 600;
        line-height: 1.25rem;
      }
      @container (max-width: 45rem) {
        article {
          padding: 14px 16px 16px;
        }
        .writing {
          padding: 13px 15px 15px;
        }
        .foot {
          margin-block-start: 10px;
        }
        .acts .button {
          padding-inline: 16px;
          font-size: var(--size-body);
        }
        .acts .icon {
          padding: 0;
        }
      }
      /* On the shelf: one low row. */
      @container (min-width: 45.001rem) {
        article.promotion {
          flex-direction: row;
          align-items: center;
          gap: 2px 12px;
          block-size: 100%;
          padding: 8px 12px;
        }
        .promotion .top {
          display: contents;
        }
        .promotion .top .badge {
          order: 0;
        }
        .promotion .kind,
        .promotion .mark,
        .promotion .body,
        .promotion .note {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .promotion .middle {
          order: 1;
          flex: 1 1 8rem;
          min-inline-size: 0;
        }
        .promotion .open {
          display: -webkit-box;
          -webkit-box-orient: vertical;
          -webkit-line-clamp: 2;
          overflow: hidden;
        }
        .promotion h3 {
          margin: 0;
          font-size: var(--size-body);
          line-height: 1.3;
        }
        .promotion .foot {
          display: contents;
        }
        .promotion .who {
          display: none;
        }
        .promotion .chips {
          display: none;
        }
        .promotion .acts {
          order: 4;
        }
      }
      .shelf-facts {
        display: none;
        color: var(--ink-soft);
        font-size: var(--size-small);
        line-height: 1.25rem;
      }
      @container (min-width: 45.001rem) {
        .promotion .shelf-facts {
          display: block;
        }
      }
      @media (forced-colors: active) {
        article {
          border: 1px solid CanvasText;
        }
        .urgency.now {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: CardView;
  /** Who writes in this card right now. */
  @property({ attribute: false }) writer: Member | undefined;

  private readonly onOpen = (): void => {
    const { view } = this;
    this.dispatchEvent(view.draft ? new OpenIntent('drafts', view.draft) : new OpenIntent('card', view.id));
  };

  private readonly onIntroduce = (): void => {
    this.dispatchEvent(
      this.view.action?.does.type === 'join' ? new JoinIntent() : new OpenIntent('introduce', this.view.id),
    );
  };

  private readonly onAct = (): void => {
    const does = this.view.action?.does;
    switch (does?.type) {
      case undefined:
        return;
      case 'open':
        this.dispatchEvent(new OpenIntent(does.what, does.id, does.spot));
        return;
      case 'join':
        this.dispatchEvent(new JoinIntent());
        return;
      case 'run':
        this.dispatchEvent(
          new RunIntent(does.command, (outcome) => {
            if (outcome.type !== 'refused') this.dispatchEvent(new SayIntent(does.said, does.command));
          }),
        );
    }
  };

  protected override updated(): void {
    // Through the object model: style attributes are barred by the page's policy.
    if (this.writer)
      this.style.setProperty('--writer', `var(--presence-${this.writer.colour % presenceColours})`);
  }

  protected override render(): TemplateResult {
    const { view, writer } = this;
    const classes = [
      view.kind,
      view.settled && !view.draft ? 'settled' : '',
      view.mark?.type === 'own' && apart.has(view.mark.own) ? 'aside' : '',
      writer ? 'writing' : '',
    ];
    return html`<article class=${classes.join(' ')} aria-labelledby="title">
      ${
        writer
          ? html`<p class="flag">
              <tilth-face .member=${writer} .size=${18}></tilth-face>${writer.name} is writing
            </p>`
          : nothing
      }
      <div class="top">
        ${badge(view.kind)}
        <span class="kind">${kindWords[view.kind].one}</span>
        <span class="who">${view.who}${view.when ? ` · ${view.when}` : ''}</span>
        ${this.renderMark()}
      </div>
      <div class="middle">
        <h3 id="title"><button class="open" dir="auto" @click=${this.onOpen}>${view.title}</button></h3>
        ${
          view.kind === 'promotion'
            ? html`<p class="shelf-facts" aria-hidden="true">${shelfFacts(view)}</p>`
            : nothing
        }
        ${view.body ? html`<p class="body" dir="auto">${view.body}</p>` : nothing}
        ${view.note ? html`<p class="note" dir="auto">${view.note}</p>` : nothing}
      </div>
      <div class="foot">
        <div class="chips">
          ${
            view.urgency
              ? html`<span class="urgency ${view.urgency.is}">
                  ${fewIcon(urgencyIcon(view.urgency.is), 16)}<span>${view.urgency.words}</span>
                </span>`
              : nothing
          }
          <span class="facts">${view.facts}</span>
        </div>
        ${this.renderActs()}
      </div>
    </article>`;
  }

  private renderMark(): TemplateResult | typeof nothing {
    const { mark } = this.view;
    if (!mark) return nothing;
    const sign = mark.type === 'own' ? fewIcon(ownIcons[mark.own], 18) : growthMark(mark.growth);
    return html`<span class="mark">${sign}<span>${mark.words}</span></span>`;
  }

  private renderActs(): TemplateResult | typeof nothing {
    const { action, introduce } = this.view;
    if (!action && !introduce) return nothing;
    return html`<div class="acts">
      ${
        introduce
          ? html`<button
              class="button small icon"
              aria-label="I know someone"
              title="I know someone"
              aria-describedby="title"
              @click=${this.onIntroduce}
            >
              ${fewIcon('people', 20)}
            </button>`
          : nothing
      }
      ${
        action
          ? html`<button
              class="button small ${action.filled ? 'filled' : ''}"
              aria-describedby="title"
              @click=${this.onAct}
            >
              ${action.label}
            </button>`
          : nothing
      }
    </div>`;
  }
}

/** On the shelf one line says who and until when, or what a promotion of one's own waits for. */
function shelfFacts({ mark, who, facts }: CardView): string {
  const first = mark?.type === 'own' && mark.own !== 'saved' ? mark.words : who;
  // a line breaks before a fact, never within one
  return [first, facts.replace(/ (?!·)/g, '\u00a0')].filter(Boolean).join(' · ');
}

function urgencyIcon(urgency: NonNullable<CardView['urgency']>['is']): FewIcons {
  switch (urgency) {
    case 'now':
      return 'now';
    case 'days':
    case 'week':
      return 'calendar';
    case 'anytime':
      return 'infinity';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-card': TilthCard;
  }
}
