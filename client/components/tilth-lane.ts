import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Kind, Member } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { badge } from '#client/icons/badges.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { kindColours } from '#client/styles/kinds.ts';
import type { LaneView } from '#client/view/board-view.ts';
import type { CardView } from '#client/view/cards.ts';
import { hold, holdsWhileWriting } from '#client/view/hold.ts';
import { kindWords, promotionRuleWords } from '#client/words/cards.ts';
import { count } from '#client/words/lists.ts';
import './tilth-card.ts';
import { inkedRule, laneSkeleton, skeletonStyles } from './lane-parts.ts';
import type { TilthAdder, TypingEvent } from './tilth-adder.ts';

/** Cards rendered at once, and added with each frame after: thousands never block a tap. */
const FIRST = 40;
const MORE = 80;
/** A reader who scrolled this far (px) reads something. */
const SCROLLED = 24;

const nobody: ReadonlyMap<string, Member> = new Map();

/**
 * A lane: a region named after its kind, with its input, its cards and a quiet line at its foot. While the reader types
 * or has scrolled, cards of others are collected behind "5 changes waiting, show"; so is what whoever one follows looks
 * for while the focus is in here. On a wide page the promotions' lane is a low shelf.
 */
@customElement('tilth-lane')
export class TilthLane extends LitElement {
  static override styles = [
    base,
    buttons,
    kindColours,
    skeletonStyles,
    css`
      :host {
        min-block-size: 0;
        min-inline-size: 0;
      }
      section {
        display: flex;
        flex-direction: column;
        block-size: 100%;
        border-radius: var(--radius-bed);
        background: var(--bed-kind);
      }
      .head {
        padding: 11px 12px 0;
      }
      .name {
        display: flex;
        align-items: center;
        gap: 10px;
        padding-inline: 4px;
        min-block-size: 34px;
      }
      h2 {
        flex: 1 1 auto;
        color: var(--kind);
        font-size: var(--size-h2);
        letter-spacing: -0.01em;
      }
      .count {
        font-size: var(--size-label);
        color: var(--ink-soft);
      }
      .count b {
        color: var(--ink);
        font-weight: 650;
      }
      .rule {
        margin-block: 6px 11px;
        color: var(--kind);
      }
      .list {
        flex: 1 1 auto;
        min-block-size: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
        display: flex;
        flex-direction: column;
        gap: 8px;
        /* The scroller must not cut shadows, flags and focus rings; at its end it fades into the bed. */
        padding: 10px 12px 16px;
        mask-image: linear-gradient(to bottom, #000 calc(100% - 16px), transparent);
        scrollbar-width: thin;
        scrollbar-color: color-mix(in srgb, var(--kind) 40%, transparent) transparent;
      }
      .list > * {
        flex: none;
      }
      .waiting {
        align-self: center;
        position: sticky;
        inset-block-start: 0;
        z-index: 2;
        /* It lies over the cards: what stands beneath it does not move. */
        margin-block: -4px calc(-4px - var(--control-small));
        background: var(--card);
        box-shadow: var(--shadow-card);
      }
      .past {
        font-size: var(--size-h3);
        margin: 12px 4px 0;
        font-weight: 650;
      }
      .rule-words {
        display: none;
      }
      /* The input is down in the bar: its place stays, so that nothing moves. */
      .away,
      tilth-adder {
        min-block-size: var(--field);
      }
      /* The page says how the desk is laid out; see tilth-app. */
      @container (max-width: 45rem) {
        .waiting {
          inset-block-start: calc(64px + var(--stuck, 0px));
        }
        section {
          border-radius: 0;
          block-size: auto;
          min-block-size: calc(100dvh - 190px);
        }
        /* The tab says it to the eye. */
        .name {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          min-block-size: 0;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .rule {
          display: none;
        }
        .head {
          padding: 12px 12px 0;
        }
        .list {
          overflow: visible;
          mask-image: none;
          gap: 10px;
          padding-block: 12px;
        }
        .promotion .rule-words {
          display: block;
          padding-block-end: 8px;
        }
      }
      @container (max-width: 62.5rem) {
        .list {
          overflow: visible;
          mask-image: none;
        }
      }
      @container (min-width: 45.001rem) {
        .promotion.shelf {
          flex-direction: row;
          align-items: stretch;
          gap: 12px;
          padding: 10px 12px;
        }
        .promotion .head {
          flex: 0 0 23rem;
          display: grid;
          grid-template-columns: auto minmax(0, 1fr);
          align-content: center;
          gap: 4px 12px;
          padding: 0;
        }
        .promotion h2 {
          font-size: var(--size-h3);
          flex: none;
        }
        .promotion .rule {
          display: none;
        }
        .promotion .rule-words {
          order: 1;
          grid-column: 1 / -1;
          display: block;
          margin-inline: 4px;
          font-size: var(--size-small);
          line-height: 1.25rem;
          color: var(--ink-soft);
        }
        .promotion .list {
          display: grid;
          grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr));
          align-content: safe center;
          gap: 8px;
          padding: 5px;
          max-block-size: 150px;
          overflow-y: auto;
          mask-image: none;
        }
        .promotion .bare {
          display: block;
        }
        .promotion tilth-lane-foot {
          display: none;
        }
      }
      @media (forced-colors: active) {
        section {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) lane!: LaneView;
  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) writers: ReadonlyMap<string, Member> = nobody;
  /** Before the first sync: skeletons. */
  @property({ type: Boolean }) known = false;
  /** Whether the viewer may write (or join and then write). */
  @property({ type: Boolean }) writable = false;
  /** The page's bar shows this lane's input at the moment. */
  @property({ type: Boolean }) raised = false;
  /** The reader has scrolled the page (narrow pages have no scrolling lanes). */
  @property({ attribute: false }) pageScrolled = false;
  /** Words stand in the input in the page's bar. */
  @property({ attribute: false }) typingElsewhere = false;
  @property({ type: Boolean }) filtered = false;
  /** Whoever the reader follows looks for some of the cards only. */
  @property({ type: Boolean }) follows = false;

  @state() private typing = false;
  /** In which of its cards the focus is. */
  @state() private at: Element | null = null;
  @state() private scrolled = false;
  @state() private showPast = false;
  @state() private rendered = FIRST;
  /** Ids on the screen while the lane is held. */
  private still: readonly string[] | null = null;
  private shown: readonly CardView[] = [];
  /** Changes of others that are not shown yet. */
  waiting = 0;
  /** All that was there has been drawn: what comes now arrives. */
  private lively = false;

  @query('tilth-adder') private readonly adder!: TilthAdder | null;
  @query('.list') private readonly list!: HTMLElement;

  /** Puts the cursor in the input. */
  readonly write = (): void => {
    this.adder?.focus();
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('filtered')) this.still = null;
    // its own input is gone meanwhile
    if (this.raised) this.typing = false;
    const writing = (this.typing || this.typingElsewhere) && holdsWhileWriting(this.session);
    const led = this.follows && this.at?.isConnected;
    const holding = (writing || led || this.scrolled || this.pageScrolled) && !this.filtered;
    if (!holding) this.still = null;
    else this.still ??= this.shown.map((card) => card.id);
    const known = new Map(
      [...this.lane.aside, ...this.lane.past, ...this.lane.cards].map((card) => [card.id, card]),
    );
    const held = hold(this.still, this.lane.cards, (id) => known.get(id));
    this.shown = held.cards;
    const waited = this.waiting;
    this.waiting = held.waiting;
    if (this.waiting !== waited) this.dispatchEvent(new Event('tilth-waiting', { bubbles: true }));
    if (this.still && held.cards.length !== this.still.length) this.still = held.cards.map((card) => card.id);
  }

  protected override updated(): void {
    if (this.rendered < this.shown.length) {
      requestAnimationFrame(() => {
        this.rendered += MORE;
      });
    } else if (this.known) this.lively = true;
  }

  private readonly onTyping = (event: TypingEvent): void => {
    this.typing = event.typing;
  };

  private readonly onScroll = (): void => {
    this.scrolled = this.list.scrollTop > SCROLLED;
  };

  private readonly onFocus = (event: FocusEvent): void => {
    this.at = event.target as Element;
  };
  private readonly onBlur = (): void => {
    this.at = null;
  };

  private readonly onShow = (): void => {
    this.still = null;
    this.list.scrollTop = 0;
    // A held lane begins anew with what is there now.
    this.shown = this.lane.cards;
    this.requestUpdate();
  };

  private readonly onPast = (): void => {
    this.showPast = !this.showPast;
  };

  protected override render(): TemplateResult {
    const { kind, open, fresh } = this.lane;
    const { many } = kindWords[kind];
    const bare = this.shown.length === 0 && !this.showPast;
    return html`<section
      class="${kind} ${kind === 'promotion' ? 'shelf' : ''}"
      aria-labelledby="name"
      aria-busy=${this.known ? 'false' : 'true'}
    >
      <div class="head">
        <div class="name">
          ${badge(kind, kind === 'promotion' ? 24 : 30)}
          <h2 id="name">${many}</h2>
          ${
            this.known && kind !== 'promotion'
              ? html`<span class="count"><b>${open}</b> open${fresh ? ` · ${fresh} new` : ''}</span>`
              : nothing
          }
        </div>
        <div class="rule">${inkedRule()}</div>
        ${
          kind === 'promotion'
            ? html`<p class="rule-words">
                <tilth-window .session=${this.session}></tilth-window>${promotionRuleWords}
              </p>`
            : nothing
        }
        ${
          this.writable && !this.raised
            ? html`<tilth-adder
                .session=${this.session}
                .kind=${kind}
                @tilth-typing=${this.onTyping}
              ></tilth-adder>`
            : nothing
        }
      </div>
      <div
        class="list ${bare ? 'bare' : ''}"
        @scroll=${this.onScroll}
        @focusin=${this.onFocus}
        @focusout=${this.onBlur}
      >
        ${this.renderCards(kind)}
      </div>
      <tilth-lane-foot
        .lane=${this.lane}
        .shows=${this.showPast}
        @tilth-past=${this.onPast}
      ></tilth-lane-foot>
    </section>`;
  }

  private renderCards(kind: Kind): TemplateResult {
    if (!this.known) return laneSkeleton(kind);
    const { past } = this.lane;
    if (this.shown.length + this.waiting === 0 && !(this.showPast && past.length > 0)) {
      if (this.filtered) return html`<p class="small soft">Nothing here fits what you look for.</p>`;
      if (this.follows) return html`<p class="small soft">Nothing here fits what is looked for.</p>`;
      return html`<tilth-empty-lane
        .kind=${kind}
        .writable=${this.writable}
        @tilth-write=${this.write}
      ></tilth-empty-lane>`;
    }
    return html`
      ${
        this.waiting > 0
          ? html`<button class="button small waiting" @click=${this.onShow}>
              ${count(this.waiting, 'change')} waiting, show
            </button>`
          : nothing
      }
      ${this.renderList(this.shown.slice(0, this.rendered))}
      ${
        this.showPast
          ? html`<h3 class="past">Met and past</h3>
              ${this.renderList(past)}`
          : nothing
      }
    `;
  }

  private renderList(cards: readonly CardView[]): unknown {
    return repeat(
      cards,
      (card) => card.draft + card.id,
      (card) =>
        html`<tilth-card
          class="${card.kind} ${this.lively ? 'arrives' : ''}"
          .view=${card}
          .writer=${this.writers.get(card.id)}
        ></tilth-card>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-lane': TilthLane;
  }
}
