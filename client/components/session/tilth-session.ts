import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { openSession, phaseOf } from '#shared/board/session/policy.ts';
import type { Phase, Session } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { BoardController } from '#client/view/board-controller.ts';
import './tilth-clock.ts';

/** The session beneath the board's header, for everyone: which part is on, what it asks, and how long it takes. */
@customElement('tilth-session')
export class TilthSession extends LitElement {
  static override styles = [
    base,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 32px;
        margin: 0 32px 12px;
        padding: 12px 20px;
        border-radius: var(--radius-bed);
        background: var(--bed);
      }
      .what {
        flex: 1 1 20rem;
        min-inline-size: 0;
      }
      h2 {
        font-size: var(--size-h2);
        letter-spacing: -0.01em;
        overflow-wrap: anywhere;
      }
      .prompt {
        max-inline-size: 70ch;
        white-space: pre-line;
        text-wrap: pretty;
      }
      @container (max-width: 720px) {
        section {
          margin: 0;
          padding: 8px 16px 10px;
          border-radius: 0;
        }
        .what {
          flex-basis: 10rem;
        }
        h2 {
          font-size: var(--size-h3);
        }
        tilth-clock {
          font-size: 2.0625rem;
        }
      }
      @media (forced-colors: active) {
        section {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;

  protected readonly following = new BoardController(this, () => this.session);

  protected override render(): TemplateResult | typeof nothing {
    const session = openSession(this.session.snapshot.state);
    if (!session) return nothing;
    const phase = phaseOf(session);
    return phase ? this.renderPhase(session, phase) : this.renderPlanned(session);
  }

  private renderPlanned({ title, phases }: Session): TemplateResult {
    return html`<section aria-label="Session">
      <div class="what">
        <h2 dir="auto">${title}</h2>
        <p class="soft">It has not begun yet. It begins with “${phases[0]?.name}”.</p>
      </div>
    </section>`;
  }

  private renderPhase(session: Session, phase: Phase): TemplateResult {
    return html`<section aria-label="Session">
      <div class="what">
        <p class="small soft" dir="auto">${session.title}</p>
        <h2 dir="auto">${phase.name}</h2>
        ${phase.prompt ? html`<p class="prompt" dir="auto">${phase.prompt}</p>` : nothing}
      </div>
      <tilth-clock .session=${this.session} .clock=${session}></tilth-clock>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-session': TilthSession;
  }
}
