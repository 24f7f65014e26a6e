/** The steps of a session, as buttons: start, on, back, more time, a pause, the end. */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Session } from '#shared/board/types.ts';
import { icon, type IconName } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { RunIntent } from '#client/view/intents.ts';
import { type Control, type ControlName, controlsOf } from '#client/view/session/cockpit/controls.ts';

const looks: Record<ControlName, { label: string; icon?: IconName }> = {
  start: { label: 'Start' },
  back: { label: 'Back', icon: 'back' },
  pause: { label: 'Pause', icon: 'pause' },
  resume: { label: 'Resume', icon: 'play' },
  minute: { label: '+1 minute' },
  end: { label: 'End session' },
  soon: { label: 'Next in 10 s' },
  notYet: { label: 'Not yet' },
  next: { label: 'Next phase' },
};
const words = {
  name: 'Steps',
  sure: 'Parts are still to come. End it for everyone? What was written in silence is shown, and what went up for the session comes down. “Back” takes it up again.',
  no: 'Not now',
} as const;

@customElement('tilth-controls')
export class TilthControls extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .asking {
        padding: 10px 12px;
        border-radius: var(--radius);
        background: var(--bed);
      }
      p {
        flex: 1 1 18rem;
      }
      @container (max-width: 45rem) {
        .row:not(.asking) .button {
          flex: 1 1 20%;
          padding-inline: 6px;
          font-size: var(--size-label);
        }
        .row:not(.asking) .filled,
        .row:not(.asking) .soon {
          flex: 2 1 40%;
          order: -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) conducts!: Session;
  @state() private asking: Control | null = null;
  /** This person pressed what may be gone after it: the focus stays among the steps. */
  private pressed = false;

  private press(control: Control, event: MouseEvent): void {
    // the second half of a double click is no second step
    if (event.detail > 1) return;
    this.pressed = true;
    if (control.asks && this.asking === null) {
      this.asking = control;
      return;
    }
    this.asking = null;
    this.dispatchEvent(new RunIntent(control.command));
  }

  private readonly onNo = (): void => {
    this.pressed = true;
    this.asking = null;
  };

  protected override updated(): void {
    if (!this.pressed || this.shadowRoot?.activeElement) return;
    this.pressed = false;
    const first = this.asking ? '.no' : '.filled';
    (this.renderRoot.querySelector<HTMLElement>(first) ?? this.renderRoot.querySelector('button'))?.focus();
  }

  protected override render(): TemplateResult {
    const { asking } = this;
    // it may have moved on while they were asked
    const still = asking && controlsOf(this.conducts).find(({ is, asks }) => is === asking.is && asks);
    return still ? this.question(still) : this.steps();
  }

  private question(control: Control): TemplateResult {
    return html`<div class="row asking" role="group" aria-label=${looks[control.is].label}>
      <p class="small" role="status">${words.sure}</p>
      <button class="button no" type="button" @click=${this.onNo}>${words.no}</button>
      <button class="button" type="button" @click=${(event: MouseEvent) => this.press(control, event)}>
        ${looks[control.is].label}
      </button>
    </div>`;
  }

  private steps(): TemplateResult {
    return html`<div class="row" role="group" aria-label=${words.name}>
      ${repeat(
        controlsOf(this.conducts),
        // what takes the place of another stays where it is, with the focus
        ({ is }) => ({ resume: 'pause', notYet: 'soon' })[is as 'resume' | 'notYet'] ?? is,
        (control) => {
          const look = looks[control.is];
          return html`<button
            class="button ${control.is} ${control.filled ? 'filled' : ''}"
            type="button"
            @click=${(event: MouseEvent) => this.press(control, event)}
          >
            ${look.icon ? icon(look.icon, 18) : ''}${look.label}
          </button>`;
        },
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-controls': TilthControls;
  }
}
