/**
 * What whoever runs a session looks at instead of the lanes.
 *
 * @fires tilth-to-board the person wants to see the board
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Session } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { RunIntent } from '#client/view/intents.ts';
import '#client/components/sheets/tilth-sure.ts';
import './tilth-controls.ts';
import './tilth-plan.ts';

const words = {
  name: 'Cockpit',
  board: 'To the board',
  drop: 'Drop this plan',
  dropWhat: 'The plan goes. Nothing on the board changes.',
} as const;

export class ToBoardEvent extends Event {
  static readonly type = 'tilth-to-board';
  constructor() {
    super(ToBoardEvent.type);
  }
}

@customElement('tilth-cockpit')
export class TilthCockpit extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      main {
        display: flex;
        flex-direction: column;
        block-size: 100%;
      }
      main:focus {
        outline: none;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
        padding: 8px 32px 12px;
        border-block-end: 1px solid var(--line);
      }
      .body {
        flex: 1 1 auto;
        min-block-size: 0;
        overflow-y: auto;
        padding: 20px 32px;
      }
      tilth-plan {
        max-inline-size: 24rem;
      }
      @container (max-width: 720px) {
        .head {
          position: sticky;
          inset-block-end: 0;
          order: 1;
          z-index: 2;
          padding: 8px 12px max(12px, env(safe-area-inset-bottom));
          border-block: 1px solid var(--line);
          background: var(--paper);
        }
        tilth-controls {
          flex: 1 1 100%;
        }
        .body {
          padding: 16px 12px;
          overflow: visible;
        }
      }
      @media (max-height: 420px) {
        @container (max-width: 720px) {
          .head {
            position: static;
          }
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) conducts!: Session;

  protected readonly board = new BoardController(this, () => this.session);

  private readonly onBoard = (): void => {
    this.dispatchEvent(new ToBoardEvent());
  };
  private readonly onDrop = (): void => {
    this.dispatchEvent(new RunIntent({ type: 'session.drop', session: this.conducts.id }));
  };

  @query('main') private readonly main!: HTMLElement;

  /** Not on the element itself: Tab passes by all that is in one which only scripts can focus. */
  override focus(): void {
    void this.updateComplete.then(() => this.main.focus());
  }

  protected override render(): TemplateResult {
    const { conducts } = this;
    return html`<main aria-label=${words.name} tabindex="-1">
      <div class="head">
        <tilth-controls .conducts=${conducts}></tilth-controls>
      </div>
      <div class="body">
        <button class="button small" type="button" @click=${this.onBoard}>${words.board}</button>
        ${
          conducts.state === 'planned'
            ? html`<tilth-sure
                .label=${words.drop}
                .what=${words.dropWhat}
                @tilth-sure=${this.onDrop}
              ></tilth-sure>`
            : nothing
        }
        <tilth-plan .conducts=${conducts}></tilth-plan>
      </div>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-cockpit': TilthCockpit;
  }
  interface HTMLElementEventMap {
    'tilth-to-board': ToBoardEvent;
  }
}
