/** The room: who is ready, who wants to speak, and whether members may write. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { personMark } from '#client/components/sheets/person-mark.ts';
import { icon } from '#client/icons/icon.ts';
import { type RoomView, roomView } from '#client/view/session/cockpit/room-view.ts';
import { CockpitPart } from './cockpit-part.ts';

const words = {
  ready: 'Ready',
  of: (n: number, of: number) => `${n} of ${of}`,
  hands: 'Hands raised',
  noHands: 'No hand is up.',
  lower: 'Lower',
  lowerOf: (name: string) => `Lower the hand of ${name}`,
  lock: 'Lock writing',
  unlock: 'Unlock writing',
  locked: 'Writing rests: members can post nothing new. What they have begun stays with them.',
} as const;

@customElement('tilth-room')
export class TilthRoom extends CockpitPart {
  static override styles = [
    CockpitPart.styles,
    css`
      :host {
        display: grid;
        gap: 24px;
      }
      .bar {
        inline-size: 100%;
        block-size: 6px;
        margin-block-end: 10px;
        border-radius: 3px;
      }
      @media (forced-colors: active) {
        .bar {
          outline: 1px solid CanvasText;
        }
        .bar rect {
          fill: Canvas;
        }
        .bar rect + rect {
          fill: Highlight;
        }
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .hand .name {
        font-weight: 650;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const room = roomView(this.scene, this.conducts);
    return html`${this.ready(room)} ${this.hands(room)} ${this.writing()}`;
  }

  private ready({ ready, of }: RoomView): TemplateResult {
    return html`<section aria-labelledby="ready">
      <div class="head">
        <h2 id="ready">${words.ready}</h2>
        <span class="small"><strong>${words.of(ready.length, of)}</strong></span>
      </div>
      <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" fill="var(--line)" />
        <rect width=${of > 0 ? (100 * ready.length) / of : 0} height="6" fill="var(--ink)" />
      </svg>
      <ul class="marks">
        ${ready.map(
          (who) =>
            html`<li title=${who.name}>
              ${personMark(this.scene.state, who, 28)}<span class="aloud">${who.name}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private hands({ hands }: RoomView): TemplateResult {
    return html`<section aria-labelledby="hands">
      <div class="head"><h2 id="hands">${words.hands}</h2></div>
      ${hands.length === 0 ? html`<p class="small soft">${words.noHands}</p>` : nothing}
      <ol>
        ${repeat(
          hands,
          ({ who }) => who.id,
          ({ who, since }) =>
            html`<li class="person hand">
              ${personMark(this.scene.state, who, 32)}
              <span class="grow">
                <span class="name">${who.name}</span>
                <span class="small soft">${since}</span>
              </span>
              <button
                class="button small"
                type="button"
                aria-label=${words.lowerOf(who.name)}
                @click=${() => this.lower(who.id ?? '')}
              >
                ${words.lower}
              </button>
            </li>`,
        )}
      </ol>
    </section>`;
  }

  private lower(member: string): void {
    this.run({ type: 'seat.hand', session: this.conducts.id, member, up: false });
  }

  private writing(): TemplateResult {
    const { id, locked = false } = this.conducts;
    return html`<div>
      <button
        class="button small"
        type="button"
        @click=${() => this.run({ type: 'session.lock', session: id, locked: !locked })}
      >
        ${icon('lock', 18)} ${locked ? words.unlock : words.lock}
      </button>
      <p class="small" role="status">${locked ? words.locked : nothing}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-room': TilthRoom;
  }
}
