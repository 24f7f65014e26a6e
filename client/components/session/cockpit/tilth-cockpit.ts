/**
 * What whoever runs a session looks at instead of the lanes: the steps, the needs nobody has answered, the room, the plan.
 * The clock and the name of the part stand above it, where everyone has them.
 *
 * @fires tilth-to-board the person wants to see the board
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Session } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { sceneOf } from '#client/view/detail/scene.ts';
import { RunIntent } from '#client/view/intents.ts';
import { Ticking } from '#client/components/session/ticking.ts';
import '#client/components/sheets/tilth-sure.ts';
import { cockpitStyles } from './cockpit-styles.ts';
import '../tilth-session-door.ts';
import './tilth-controls.ts';
import './tilth-groups.ts';
import './tilth-needs.ts';
import './tilth-on-wall.ts';
import './tilth-plan.ts';
import './tilth-quiet.ts';
import './tilth-room.ts';
import './tilth-see-as.ts';
import './tilth-succession.ts';
import './tilth-turns.ts';

/** "waiting 16 min", "40 s ago": said again so often, ms. */
const TICK = 10_000;

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
  static override styles = [base, buttons, cockpitStyles];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) conducts!: Session;

  protected readonly board = new BoardController(this, () => this.session);
  private readonly ticking = new Ticking(this);

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
    this.ticking.again(TICK);
    const { conducts } = this;
    const scene = sceneOf(this.session.snapshot, this.session.now());
    const on = conducts.state === 'running';
    return html`<main aria-label=${words.name} tabindex="-1">
      <div class="steps">
        <button class="button quiet" type="button" @click=${this.onBoard}>
          ${icon('back', 18)} ${words.board}
        </button>
        ${
          conducts.state === 'planned'
            ? html`<tilth-sure
                .label=${words.drop}
                .what=${words.dropWhat}
                @tilth-sure=${this.onDrop}
              ></tilth-sure>`
            : nothing
        }
        <tilth-controls .conducts=${conducts}></tilth-controls>
      </div>
      <div class="body">
        <button class="button small narrow" type="button" @click=${this.onBoard}>
          ${icon('back', 18)} ${words.board}
        </button>
        ${
          on
            ? html`<div class="room">
                <tilth-room .scene=${scene} .conducts=${conducts}></tilth-room>
                <tilth-turns .scene=${scene} .conducts=${conducts}></tilth-turns>
              </div>`
            : nothing
        }
        <div class="middle">
          <tilth-needs .scene=${scene} .conducts=${conducts}></tilth-needs>
          ${
            on
              ? html`<tilth-groups .scene=${scene} .conducts=${conducts}></tilth-groups>
                  <tilth-on-wall .scene=${scene} .conducts=${conducts}></tilth-on-wall>`
              : nothing
          }
        </div>
        <div class="more">
          ${on ? html`<tilth-quiet .scene=${scene} .conducts=${conducts}></tilth-quiet>` : nothing}
          ${
            conducts.state === 'ended'
              ? nothing
              : html`<tilth-session-door .session=${this.session}></tilth-session-door>
                  <tilth-succession .scene=${scene} .conducts=${conducts}></tilth-succession>`
          }
          <tilth-see-as .scene=${scene} .conducts=${conducts}></tilth-see-as>
        </div>
        <tilth-plan class="plan" .scene=${scene} .conducts=${conducts}></tilth-plan>
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
