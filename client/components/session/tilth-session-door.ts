/**
 * The door of the session, for whoever runs it: closed, open, or asking first; its QR code and its nine digits; and
 * who waits. It draws nothing for others, and nothing without a session.
 *
 * @fires tilth-run
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Refusal } from '#shared/board/decision.ts';
import type { AccessRequestBody, BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { sceneOf } from '#client/view/detail/scene.ts';
import { RunIntent } from '#client/view/intents.ts';
import { doorKept, keepDoor } from '#client/view/session/door-secrets.ts';
import { type DoorState, type DoorView, doorView } from '#client/view/session/door-view.ts';
import { inThrees } from '#client/words/code.ts';
import { until } from '#client/words/time.ts';
import { boardLink } from '../sheets/link-url.ts';
import { refusalNote, refusalStyles } from '../sheets/refusal-note.ts';
import '../sheets/tilth-link.ts';
import '../sheets/tilth-qr.ts';
import '../sheets/tilth-sure.ts';
import './tilth-door-knocks.ts';

const words = {
  title: 'The door',
  states: {
    closed: ['Closed', 'Nobody comes in by a code. Links of the board go on working.'],
    open: ['Open', 'Whoever has the link or the code gives a name and is in.'],
    asks: ['Ask me first', 'They give a name and wait, and see nothing until you let them in.'],
  },
  opening: 'Opening…',
  code: 'Code',
  at: (place: string) => `at ${place}`,
  till: (at: string) => `Good until ${at}, or until the session ends.`,
  link: 'Link to the session',
  qr: 'QR code: the link to the session',
  show: 'Show the code on the board',
  showHint: 'Everyone on the board sees it, on the wall as well, and those who may only look.',
  anew: 'New code',
  anewWhat: 'The link and the code so far stop at once, and those who wait are sent home.',
  anewYes: 'Make a new one',
  unknown:
    'The door was opened on another device, and only that one knows its link and its code. You can make new ones here.',
} as const;

@customElement('tilth-session-door')
export class TilthSessionDoor extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    refusalStyles,
    css`
      section {
        display: grid;
        gap: 16px;
        align-content: start;
      }
      h3 {
        font-size: var(--size-h3);
      }
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: 8px;
      }
      .choice {
        align-items: start;
      }
      .choice strong {
        display: block;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 16px 24px;
        align-items: start;
      }
      .ways tilth-qr {
        flex: 0 1 180px;
        min-inline-size: 140px;
      }
      .spoken {
        flex: 1 1 15rem;
        min-inline-size: 0;
        display: grid;
        gap: 8px;
        justify-items: start;
      }
      .digits {
        font-size: clamp(2rem, 9cqi, 2.75rem);
        font-weight: 650;
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.02em;
        line-height: 1.1;
        white-space: nowrap;
      }
      .show {
        display: flex;
        gap: 10px;
        align-items: center;
        min-block-size: 44px;
        cursor: pointer;
      }
      tilth-link {
        inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  /** What it is becoming, until the server has answered. */
  @state() private becoming: DoorState | null = null;
  @state() private refusal: Refusal | null = null;

  protected readonly following = new BoardController(this, () => this.session);

  private async ask(request: AccessRequestBody, becoming: DoorState): Promise<void> {
    if (this.becoming) return;
    this.becoming = becoming;
    this.refusal = null;
    const reply = await this.session.access(request);
    this.becoming = null;
    if (!reply.ok) this.refusal = reply.refusal;
    else if (reply.type === 'door' && 'session' in request) {
      const { key, code, until: closes } = reply;
      keepDoor(this.session, request.session, { key, code, until: closes });
    }
  }

  private turn({ session, state: is, shown }: DoorView, to: DoorState): void {
    if (to === is) return;
    if (to === 'closed') {
      keepDoor(this.session, session, null);
      this.dispatchEvent(new RunIntent({ type: 'door.close', session }));
    } else if (is === 'closed') void this.ask({ type: 'door.open', session, asks: to === 'asks', shown }, to);
    else this.dispatchEvent(new RunIntent({ type: 'door.ask', session, asks: to === 'asks' }));
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.session;
    const scene = sceneOf(snapshot, this.session.now());
    if (scene.me === null) return nothing;
    const kept = (session: string): ReturnType<typeof doorKept> => doorKept(this.session, session);
    const door = doorView(scene.state, scene.me, kept, scene.now);
    if (!door) return nothing;
    return html`<section aria-labelledby="door">
      <h3 id="door">${words.title}</h3>
      <fieldset aria-labelledby="door">
        ${(['closed', 'open', 'asks'] as const).map((each) => this.choice(door, each))}
      </fieldset>
      <p class="small soft" role="status">${this.becoming ? words.opening : nothing}</p>
      ${refusalNote(this.refusal)} ${door.state === 'closed' ? nothing : this.ways(door, scene.now)}
      ${
        door.state === 'asks'
          ? html`<tilth-door-knocks .session=${door.session} .waiting=${door.waiting}></tilth-door-knocks>`
          : nothing
      }
    </section>`;
  }

  private choice(door: DoorView, state: DoorState): TemplateResult {
    const [name, hint] = words.states[state];
    return html`<label class="choice">
      <input
        type="radio"
        name="door"
        .value=${state}
        aria-labelledby=${`name-${state}`}
        aria-describedby=${`hint-${state}`}
        .checked=${live((this.becoming ?? door.state) === state)}
        @change=${() => this.turn(door, state)}
      />
      <span>
        <strong id=${`name-${state}`}>${name}</strong>
        <span class="small soft" id=${`hint-${state}`}>${hint}</span>
      </span>
    </label>`;
  }

  private ways(door: DoorView, now: number): TemplateResult {
    const { origin, host } = location;
    const { key, code } = door;
    const url = key && boardLink(origin, this.session.snapshot.board, 'key', key);
    return html`<div class="ways">
      ${url ? html`<tilth-qr .text=${url} .label=${words.qr}></tilth-qr>` : nothing}
      <div class="spoken">
        ${
          code
            ? html`<p class="small soft" aria-hidden="true">${words.code} ${words.at(`${host}/join`)}</p>
                <p class="digits" dir="ltr">
                  <span class="aloud">${words.code} ${words.at(`${host}/join`)}:</span> ${inThrees(code)}
                </p>
                <p class="small soft">${words.till(until(door.until, now))}</p>
                <label class="show">
                  <input
                    type="checkbox"
                    aria-describedby="show-hint"
                    .checked=${live(door.shown)}
                    @change=${(event: Event) => this.show(event, door, code)}
                  />
                  ${words.show}
                </label>
                <p class="hint" id="show-hint">${words.showHint}</p>`
            : html`<p>${words.unknown}</p>`
        }
        ${url ? html`<tilth-link .url=${url} .label=${words.link}></tilth-link>` : nothing}
        <tilth-sure
          .label=${words.anew}
          .what=${words.anewWhat}
          .yes=${words.anewYes}
          @tilth-sure=${() =>
            this.ask(
              { type: 'door.open', session: door.session, asks: door.state === 'asks', shown: door.shown },
              door.state,
            )}
        ></tilth-sure>
      </div>
    </div>`;
  }

  private show(event: Event, { session, state: is }: DoorView, code: string): void {
    const shown = (event.target as HTMLInputElement).checked;
    void this.ask({ type: 'door.show', session, code: shown ? code : null }, is);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-session-door': TilthSessionDoor;
  }
}
