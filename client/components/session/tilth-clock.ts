import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { clockView, type Clock } from '#client/view/session/clock-view.ts';
import { Ticking } from './ticking.ts';

/**
 * What is left of a phase, to the second and by the log's clock, so that all screens show the same; beneath it the time of
 * day at which it is up. As large as the element's `font-size`. A screen reader reads it when asked, never each second.
 */
@customElement('tilth-clock')
export class TilthClock extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        font-size: 2.5rem;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        text-align: end;
      }
      div {
        font-weight: 700;
        line-height: 1.1;
      }
      small,
      p {
        font-size: max(0.34em, var(--size-small));
        line-height: 1.5;
      }
      small {
        font-weight: 500;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) clock!: Clock;

  private readonly ticking = new Ticking(this);

  protected override render(): TemplateResult {
    const { figures, over, paused, until, next } = clockView(this.clock, this.session.now());
    this.session.keepTime();
    this.ticking.again(next);
    return html`<div role="timer" aria-live="off" aria-label="Time left">
        ${over ? html`<small>over by</small> ` : nothing}${figures}${paused ? html` <small>paused</small>` : nothing}
      </div>
      ${until ? html`<p class="soft">until ${until}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-clock': TilthClock;
  }
}
