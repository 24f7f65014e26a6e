/**
 * Who waits at the door, with what one can say to them.
 *
 * @fires tilth-run
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { RunIntent } from '#client/view/intents.ts';
import type { Waiting } from '#client/view/session/door-view.ts';
import { count } from '#client/words/lists.ts';

const words = {
  title: 'At the door',
  none: 'Nobody is waiting.',
  some: (n: number) => `${count(n, 'person', 'people')} waiting`,
  since: (minutes: number) => (minutes === 0 ? 'just now' : `for ${minutes} min`),
  admit: 'Let in',
  all: 'Let all in',
  refuse: 'Not today',
} as const;

@customElement('tilth-door-knocks')
export class TilthDoorKnocks extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      section {
        display: grid;
        gap: 4px;
        padding: 14px 16px;
        border-radius: var(--radius-card);
        background: var(--bed);
      }
      .head,
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      .head {
        min-block-size: var(--control-small);
      }
      h4 {
        font-size: 1rem;
      }
      .grow {
        flex: 1 1 9rem;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      li {
        padding-block: 8px;
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  /** Id of the session whose door it is. */
  @property() session = '';
  @property({ attribute: false }) waiting: readonly Waiting[] = [];

  private say(type: 'door.admit' | 'door.refuse', who: readonly Waiting[]): void {
    const knocks = who.map(({ device }) => device);
    this.dispatchEvent(new RunIntent({ type, session: this.session, knocks }));
  }

  override render(): TemplateResult {
    const { waiting } = this;
    return html`<section aria-labelledby="waiting">
      <div class="head">
        <h4 id="waiting">${words.title}</h4>
        <p class="small soft grow" role="status">
          ${waiting.length === 0 ? words.none : words.some(waiting.length)}
        </p>
        ${
          waiting.length > 1
            ? html`<button class="button small" type="button" @click=${() => this.say('door.admit', waiting)}>
                ${words.all}
              </button>`
            : nothing
        }
      </div>
      <ul>
        ${waiting.map((one) => this.renderOne(one))}
      </ul>
    </section>`;
  }

  private renderOne(one: Waiting): TemplateResult {
    return html`<li>
      <p class="grow">
        <strong dir="auto">${one.name}</strong>
        <span class="small soft">${words.since(one.minutes)}</span>
      </p>
      <button
        class="button small"
        type="button"
        aria-label="${words.admit}: ${one.name}"
        @click=${() => this.say('door.admit', [one])}
      >
        ${words.admit}
      </button>
      <button
        class="button small quiet"
        type="button"
        aria-label="${words.refuse}: ${one.name}"
        @click=${() => this.say('door.refuse', [one])}
      >
        ${words.refuse}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-door-knocks': TilthDoorKnocks;
  }
}
