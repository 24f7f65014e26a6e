/**
 * Where the cockpit stands for whoever may run the session: in place of the board, or as a line that leads to it. Loaded
 * with the board; the cockpit itself comes when somebody needs it.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { sceneOf } from '#client/view/detail/scene.ts';
import {
  conducted,
  inCockpit,
  type Place,
  placeKey,
  placeWords,
} from '#client/view/session/cockpit/conducted.ts';

const words = {
  state: {
    planned: (title: string) => `“${title}” is planned.`,
    running: (title: string) => `“${title}” is on.`,
    ended: (title: string) => `“${title}” has ended.`,
  },
  open: 'To the cockpit',
} as const;

@customElement('tilth-conduct')
export class TilthConduct extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host([shown]) {
        display: flex;
        flex-direction: column;
        flex: 1 1 auto;
        min-block-size: 0;
      }
      tilth-cockpit {
        flex: 1 1 auto;
        min-block-size: 0;
      }
      aside {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 4px 12px;
        margin: 0 32px 12px;
      }
      @container (max-width: 45rem) {
        aside {
          margin: 0;
          padding: 4px 16px;
          justify-content: space-between;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  /** The cockpit is in place of the board. */
  @property({ type: Boolean, reflect: true }) shown = false;
  @state() private ready = false;

  protected readonly board = new BoardController(this, () => this.session);
  private conducts: Session | null = null;
  /** The session that was there when this person came, or ''; null: they have not come yet. */
  private found: string | null = null;

  protected override willUpdate(): void {
    const { session } = this;
    const { snapshot } = session;
    const { state, me, now } = sceneOf(snapshot, session.now());
    this.conducts = conducted(state, me, now);
    // the copy on this device may be older than the session: who comes is not there before the board is
    const come =
      me !== null && snapshot.known && (this.conducts !== null || snapshot.connection.state === 'live');
    if (this.found === null && come) this.found = this.conducts?.id ?? '';
    const { conducts } = this;
    this.shown = conducts !== null && inCockpit(conducts.id, session.typed(placeKey), this.found ?? '');
    if (!this.shown || this.ready) return;
    void import('./tilth-cockpit.ts').then(() => {
      this.ready = true;
    });
  }

  private async go(place: Place): Promise<void> {
    this.session.keepTyped(placeKey, placeWords(place, this.conducts?.id ?? ''));
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-arrive]')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { conducts } = this;
    if (!conducts) return nothing;
    if (this.shown) {
      return html`<tilth-cockpit
        data-arrive
        .session=${this.session}
        .conducts=${conducts}
        @tilth-to-board=${() => this.go('board')}
      ></tilth-cockpit>`;
    }
    return html`<aside aria-label="Session">
      <span class="small soft">${words.state[conducts.state](conducts.title)}</span>
      <button class="button small" data-arrive @click=${() => this.go('cockpit')}>${words.open}</button>
    </aside>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-conduct': TilthConduct;
  }
}
