import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Kind } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { kindColours } from '#client/styles/kinds.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { writingView } from '#client/view/session/writing-view.ts';
import { viewerOf } from '#client/view/viewer.ts';
import { kindWords } from '#client/words/cards.ts';
import { deepActive } from './deep-focus.ts';
import { Ticking } from './session/ticking.ts';
import './tilth-adder.ts';
import type { TilthAdder } from './tilth-adder.ts';

/** Fired to bring a lane's input down into the bar, or (null) to put it back. */
export class RaiseEvent extends Event {
  static readonly type = 'tilth-raise';
  constructor(readonly kind: Kind | null) {
    super(RaiseEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * A press elsewhere takes the focus before it becomes a click. The lane's own input comes back when this one goes, and
 * moves its cards: had it come at once, the click would meet another button. ms
 */
const afterPress = 300;

const kinds = ['need', 'offer', 'referral'] as const;

/**
 * The bar at the foot of a narrow page: + Need, + Offer, + Referral. Each opens the input of its lane where the thumb is.
 * A part of a session that asks for offers alone shows + Offer alone.
 */
@customElement('tilth-bar')
export class TilthBar extends LitElement {
  static override styles = [
    base,
    buttons,
    kindColours,
    css`
      .bar {
        padding: 10px 12px max(14px, env(safe-area-inset-bottom));
        border-block-start: 1px solid var(--line);
        background: var(--paper);
      }
      .input,
      .kinds {
        display: flex;
        gap: 8px;
      }
      .input {
        margin-block-end: 8px;
      }
      .kinds {
        flex-wrap: wrap;
      }
      .button {
        flex: 1 1 5rem;
        gap: 6px;
        min-block-size: 52px;
        padding-inline: 6px;
        border-color: var(--kind);
        background: var(--bed-kind);
        color: var(--kind);
        font-size: var(--size-body);
        font-weight: 650;
      }
      .button:active {
        background: var(--kind);
        color: var(--card);
      }
      .plus {
        font-size: 1.5rem;
        font-weight: 300;
        line-height: 1;
        translate: 0 -2px;
      }
      .close {
        flex: none;
        --kind: var(--ink);
        --bed-kind: transparent;
        border-color: transparent;
        min-block-size: 44px;
        inline-size: 44px;
      }
      tilth-adder {
        flex: 1 1 auto;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  /** The lane whose input stands here. */
  @property() raised: Kind | null = null;
  @query('tilth-adder') private readonly adder!: TilthAdder | null;

  protected readonly following = new BoardController(this, () => this.session);
  private readonly ticking = new Ticking(this);

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.put();
  };

  /** Elsewhere than to the buttons, which were never away: without words, the input goes back. */
  private readonly onFocusout = (event: FocusEvent): void => {
    const to = event.relatedTarget as Node | null;
    if (to && this.renderRoot.contains(to)) return;
    setTimeout(() => {
      const { adder } = this;
      if (adder && !adder.typing && !adder.matches(':focus-within')) this.put();
    }, afterPress);
  };

  private raise(kind: Kind): void {
    this.raised = kind;
    this.dispatchEvent(new RaiseEvent(kind));
    // In the wake of the tap, so that a phone opens its keyboard.
    void this.updateComplete.then(() => this.adder?.focus());
  }

  private readonly put = (): void => {
    this.raised = null;
    this.dispatchEvent(new RaiseEvent(null));
  };

  /** What can be written now, and what is in use; with neither all, and the lanes say when it goes on. */
  private asked(): readonly Kind[] {
    const { snapshot } = this.session;
    const { member } = viewerOf(snapshot);
    const writing = kinds.map((kind) => writingView(snapshot.state, member, kind, this.session.now()));
    this.ticking.again(writing[0]?.next ?? null);
    const asked = kinds.filter((kind, at) => !writing[at]?.rests || this.isUsed(kind));
    return asked.length > 0 ? asked : kinds;
  }

  private isUsed(kind: Kind): boolean {
    const active = deepActive();
    return (
      kind === this.raised || (active?.getRootNode() === this.renderRoot && active.classList.contains(kind))
    );
  }

  protected override render(): TemplateResult {
    const asked = this.asked();
    return html`<section class="bar" aria-label="Write a card">
      ${
        this.raised
          ? html`<div class="input" @keydown=${this.onKeydown} @focusout=${this.onFocusout}>
              <tilth-adder .session=${this.session} .kind=${this.raised}></tilth-adder>
              <button class="button close" aria-label="Close the input; your words stay" @click=${this.put}>
                ${icon('close', 22)}
              </button>
            </div>`
          : nothing
      }
      <div class="kinds">
        ${kinds.map(
          (kind) =>
            html`<button
              class="button ${kind}"
              ?hidden=${!asked.includes(kind)}
              @click=${() => this.raise(kind)}
            >
              <span class="plus">+</span><span>${kindWords[kind].one}</span>
            </button>`,
        )}
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-bar': TilthBar;
  }
  interface HTMLElementEventMap {
    'tilth-raise': RaiseEvent;
  }
}
