import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Command } from '#shared/board/commands.ts';
import type { Session, State } from '#shared/board/types.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { RunIntent, SayIntent } from '#client/view/intents.ts';
import { seatView } from '#client/view/session/seat-view.ts';
import { hasTurn } from '#client/view/session/turn-view.ts';

/**
 * One's own part in a session: ready, a raised hand, passing, and showing what one wrote when it is one's turn.
 *
 * Fires: `tilth-run`, `tilth-say`.
 */
@customElement('tilth-seat')
export class TilthSeat extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      p {
        display: flex;
        align-items: center;
        gap: 8px;
        flex-basis: 100%;
      }
      @container (max-width: 45rem) {
        div > .button {
          flex: 1 1 auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) board!: State;
  @property({ attribute: false }) running!: Session;
  /** The viewer's member id. */
  @property() member = '';

  private readonly act = (command: Command, said: string): void => {
    this.dispatchEvent(
      new RunIntent(command, ({ type }) => {
        if (type !== 'refused') this.dispatchEvent(new SayIntent(said, null, true));
      }),
    );
  };

  protected override render(): TemplateResult {
    const { board, member } = this;
    const session = this.running.id;
    const { ready, hand, passes } = seatView(board, this.running, member);
    return html`<div role="group" aria-label="Your part">
      ${hasTurn(board, member) ? this.renderTurn() : nothing}
      <button
        class="button small"
        aria-pressed=${ready}
        @click=${() =>
          this.act(
            { type: 'seat.ready', session, ready: !ready },
            ready ? 'You are not ready yet.' : 'You are ready.',
          )}
      >
        I'm ready
      </button>
      <button
        class="button small ${hand ? 'filled' : ''}"
        @click=${() =>
          this.act(
            { type: 'seat.hand', session, member, up: !hand },
            hand ? 'Your hand is down.' : 'Your hand is up.',
          )}
      >
        ${hand ? 'Lower your hand' : 'Raise a hand'}
      </button>
      <button
        class="button small"
        aria-pressed=${passes}
        @click=${() =>
          this.act(
            { type: 'seat.pass', session, passed: !passes },
            passes ? 'You take part again.' : 'You pass this time.',
          )}
      >
        Pass this time
      </button>
    </div>`;
  }

  private renderTurn(): TemplateResult {
    const turn: Command = { type: 'session.turn', session: this.running.id, member: this.member };
    return html`<p class="small">
      When it is your turn:
      <button class="button small" @click=${() => this.act(turn, 'Everyone sees what you wrote.')}>
        Show what I wrote
      </button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-seat': TilthSeat;
  }
}
