/** A door that asks first: a name, then waiting until somebody lets one in; or why not, and what one can do. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import { icon } from '#client/icons/icon.ts';
import { growthMark } from '#client/icons/marks.ts';
import type { BoardSession, Knocking } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { refusalNote, refusalStyles } from '../sheets/refusal-note.ts';
import { nameField, nameFieldStyles } from './name-field.ts';
import { tryingAgain } from './trying-again.ts';

const words = {
  lead: 'Somebody lets people in one by one. Say what you are called, and they see that you are here.',
  hint: 'A first name or nickname is plenty. Only those who run the session see it until you are in.',
  knock: 'Knock',
  asking: 'Knocking…',
  waiting: (name: string) => `You are at the door, ${name}`,
  soon: 'They know that you are here, and let you in in a moment. This page goes on by itself; you can leave it open.',
  away: 'There is no connection at the moment. It knocks again as soon as it is back.',
  leave: 'Leave again',
  notToday: {
    title: 'Not today',
    text: 'The people who run this session are not letting you in this time. That can have many reasons. If you were expected, speak with one of them.',
  },
  over: {
    title: 'This door is closed',
    text: 'The session is over, or there is a new code by now. Ask the people who run it for the one that is current.',
  },
  full: {
    title: 'Many people are waiting already',
    text: 'There is no more room at the door for the moment. A place comes free as soon as some are let in.',
  },
  again: 'Try again now',
  code: 'I have another code',
  start: 'Go to the start page',
} as const;

/** Under which name somebody waits, for the page that is loaded anew. */
const kept = 'waiting at the door';

@customElement('tilth-waiting-room')
export class TilthWaitingRoom extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    refusalStyles,
    nameFieldStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
        max-inline-size: 30rem;
      }
      h2 {
        font-size: var(--size-page);
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      form,
      .waiting {
        display: grid;
        gap: 16px;
        justify-items: start;
      }
      form > div {
        inline-size: 100%;
      }
      .filled {
        min-block-size: 52px;
        font-size: 1.0625rem;
      }
      .filled {
        min-inline-size: 190px;
      }
      .lead {
        font-size: 1.125rem;
      }
      .mark {
        animation: sway 4s ease-in-out infinite alternate;
        transform-origin: 50% 100%;
      }
      @keyframes sway {
        from {
          transform: rotate(-5deg);
        }
        to {
          transform: rotate(5deg);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .mark {
          animation: none;
        }
      }
      .steps {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px 20px;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @state() private knocking: Knocking | null = null;
  @state() private refusal: Refusal | null = null;
  @query('input') private readonly field!: HTMLInputElement | null;
  @query('h2') private readonly heading!: HTMLElement | null;
  private name = '';
  private leave: () => void = () => undefined;
  private readonly again = tryingAgain(this, () => void this.knock(this.name));

  protected override firstUpdated(): void {
    // the page was loaded anew while they waited
    const name = this.session.typed(kept);
    if (name) void this.knock(name);
    else if (matchMedia('(hover: hover)').matches) this.field?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // they are in
    this.session.keepTyped(kept, '');
  }

  private submit(event: Event): void {
    event.preventDefault();
    const name = this.field?.value.trim() ?? '';
    this.refusal = name === '' ? { code: 'nameFirst', retry: 'ask' } : null;
    if (this.refusal) this.field?.focus();
    else void this.knock(name);
  }

  private async knock(name: string): Promise<void> {
    this.name = name;
    this.again.stop();
    this.session.keepTyped(kept, name);
    this.leave = await this.session.knock(name, (knocking) => this.become(knocking));
  }

  private become(knocking: Knocking): void {
    const before = this.knocking;
    this.knocking = knocking;
    if (!isWaiting(knocking)) this.session.keepTyped(kept, '');
    if (knocking === 'full') this.again.begin();
    // what they had their focus on is gone: the field, or the button
    if (before === null || !isWaiting(knocking)) void this.updateComplete.then(() => this.heading?.focus());
  }

  private giveUp(): void {
    this.leave();
    this.session.keepTyped(kept, '');
    this.knocking = null;
    this.again.stop();
  }

  override render(): TemplateResult {
    const { knocking } = this;
    if (knocking === null) return this.askName();
    return isWaiting(knocking) ? this.waiting(knocking) : this.answered(knocking);
  }

  private askName(): TemplateResult {
    return html`<p class="lead">${words.lead}</p>
      <form @submit=${this.submit}>
        ${nameField(this.session, words.hint, this.name)} ${refusalNote(this.refusal)}
        <button class="button filled" type="submit">${words.knock}</button>
      </form>`;
  }

  private waiting(knocking: Knocking): TemplateResult {
    return html`<div class="waiting">
      <span class="mark">${growthMark('sprout', 56)}</span>
      <h2 tabindex="-1" dir="auto">${knocking === 'asking' ? words.asking : words.waiting(this.name)}</h2>
      <p class="lead" role="status">
        ${knocking === 'away' ? words.away : knocking === 'waiting' ? words.soon : nothing}
      </p>
      <button class="link" type="button" @click=${this.giveUp}>${words.leave}</button>
    </div>`;
  }

  private answered(why: Exclude<Knocking, Waiting>): TemplateResult {
    const { title, text } = words[why];
    return html`<h2 tabindex="-1">${title}</h2>
      <p class="lead">${text}</p>
      ${why === 'full' ? this.again.told() : nothing}
      <div class="steps">
        ${
          why === 'full'
            ? html`<button class="button filled" type="button" @click=${() => this.knock(this.name)}>
                ${words.again}
              </button>`
            : nothing
        }
        ${why === 'over' ? html`<a class="button filled" href="/join">${icon('link', 18)} ${words.code}</a>` : nothing}
        ${why === 'notToday' ? html`<a class="button filled" href="/">${words.start}</a>` : nothing}
      </div>`;
  }
}

type Waiting = 'asking' | 'waiting' | 'away';

function isWaiting(knocking: Knocking): knocking is Waiting {
  return knocking === 'asking' || knocking === 'waiting' || knocking === 'away';
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-waiting-room': TilthWaitingRoom;
  }
}
