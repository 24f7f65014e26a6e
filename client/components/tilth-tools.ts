import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Connection, Keeping } from '#client/session/port.ts';
import { avatar } from '#client/icons/avatar.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { OpenIntent } from '#client/view/intents.ts';
import type { Here } from '#client/view/presence.ts';
import type { Viewer } from '#client/view/viewer.ts';
import { FindEvent } from './find-event.ts';
import './tilth-menu.ts';
import './tilth-status.ts';

/** Most avatars shown in a row. */
const FACES = 6;

/** What stands at the end of the board's head: finding, who is here, whether all is saved, inviting, and all further ways. */
@customElement('tilth-tools')
export class TilthTools extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px 16px;
      }
      .tools,
      .people {
        display: flex;
        align-items: center;
      }
      .button {
        padding-inline: 12px;
        font-size: var(--size-label);
      }
      .people {
        gap: 10px;
        padding-inline: 12px;
      }
      .faces {
        display: flex;
      }
      .faces svg + svg {
        margin-inline-start: -3px;
      }
      /* What is for the lanes goes with them. */
      .tools {
        display: var(--for-board, flex);
      }
      .invite {
        display: var(--for-board, inline-flex);
      }
      .divided {
        padding-inline-start: 16px;
        border-inline-start: 1px solid var(--line);
      }
      tilth-menu {
        inline-size: var(--control);
      }
      @container (max-width: 82rem) {
        :host {
          gap: 8px;
        }
        .faces svg:nth-child(n + 5) {
          display: none;
        }
      }
      @container (max-width: 68.75rem) {
        .tools .button span,
        .run span {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @container (max-width: 62.5rem) {
        .here .word {
          display: none;
        }
        .here {
          margin-inline-start: -4px;
        }
      }
      @container (max-width: 45rem) {
        :host {
          gap: 4px;
        }
        .tools,
        .invite {
          display: none;
        }
        .divided {
          border: 0;
          padding: 0;
        }
        .people {
          padding-inline: 4px;
          gap: 8px;
        }
        .faces svg:nth-child(n + 3) {
          display: none;
        }
        .run {
          order: -1;
          inline-size: var(--control);
          padding: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) here!: Here;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) connection!: Connection;
  @property() keeping: Keeping = 'device';
  @property({ type: Number }) drafts = 0;
  @property({ type: Boolean }) finding = false;

  private readonly onFind = (): void => {
    this.dispatchEvent(new FindEvent('words'));
  };
  private readonly onFilter = (): void => {
    this.dispatchEvent(new FindEvent('facts'));
  };
  private readonly onPeople = (): void => {
    this.dispatchEvent(new OpenIntent('people'));
  };
  private readonly onRun = (): void => {
    this.dispatchEvent(new OpenIntent('session'));
  };
  private readonly onInvite = (): void => {
    this.dispatchEvent(new OpenIntent('invite'));
  };

  protected override render(): TemplateResult {
    const { here, viewer } = this;
    return html`
      <div class="tools">
        <button class="button quiet" aria-expanded=${this.finding} @click=${this.onFind}>
          ${icon('search', 18)}<span>Find</span>
        </button>
        <button class="button quiet" aria-expanded=${this.finding} @click=${this.onFilter}>
          ${icon('filter', 18)}<span>Urgency, area</span>
        </button>
      </div>
      <div class="divided">
        <button class="button quiet people" @click=${this.onPeople}>
          ${
            here.count > 0
              ? html`<span class="faces"
                    >${here.members.slice(0, FACES).map((member) => avatar(member))}</span
                  >
                  <span class="here">${here.count}<span class="word"> here</span></span>`
              : html`${icon('people', 20)}<span class="aloud">People</span>`
          }
        </button>
      </div>
      <div class="divided">
        <tilth-status .connection=${this.connection} .keeping=${this.keeping}></tilth-status>
      </div>
      ${
        viewer.facilitator
          ? html`<button class="button run" @click=${this.onRun}>
              ${icon('play', 18)}<span>Run a session</span>
            </button>`
          : nothing
      }
      ${
        viewer.may === 'write'
          ? html`<button class="button filled invite" @click=${this.onInvite}>Invite</button>`
          : nothing
      }
      <tilth-menu .viewer=${viewer} .drafts=${this.drafts}></tilth-menu>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-tools': TilthTools;
  }
}
