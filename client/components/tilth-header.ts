import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Connection, Keeping } from '#client/session/port.ts';
import { avatar } from '#client/icons/avatar.ts';
import { brandMark } from '#client/icons/brand.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { OpenIntent } from '#client/view/intents.ts';
import type { Here } from '#client/view/presence.ts';
import type { Viewer } from '#client/view/viewer.ts';
import { FindEvent } from './find-event.ts';
import './tilth-status.ts';

/** Most avatars shown in a row. */
const FACES = 6;

/** The head of the board: its title, what happened since one was here, who is here, whether all is saved, and the ways on. */
@customElement('tilth-header')
export class TilthHeader extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 8px 16px;
        min-block-size: 66px;
        padding: 6px 32px;
      }
      .titles {
        flex: 1 1 12rem;
        min-inline-size: 0;
      }
      h1 {
        font: 560 var(--size-h1) / 1.2 var(--title);
        letter-spacing: 0.002em;
        overflow-wrap: anywhere;
      }
      .since {
        font-size: var(--size-small);
        line-height: 1.25rem;
        color: var(--ink-soft);
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
      .divided {
        padding-inline-start: 16px;
        border-inline-start: 1px solid var(--line);
      }
      tilth-menu {
        inline-size: var(--control);
      }
      @container (max-width: 1100px) {
        .tools .button span {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @container (max-width: 1000px) {
        .titles {
          flex-basis: 16rem;
        }
        .here .word,
        .brand,
        .faces svg:nth-child(n + 5) {
          display: none;
        }
        .here {
          margin-inline-start: -4px;
        }
      }
      @container (max-width: 720px) {
        header {
          gap: 4px;
          min-block-size: 56px;
          padding: 6px 8px 6px 16px;
        }
        .brand,
        .tools,
        .since,
        .invite {
          display: none;
        }
        .titles {
          flex-basis: 8rem;
        }
        h1 {
          font-size: 1.5rem;
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
      }
      @container (max-width: 430px) {
        h1 {
          font-size: 1.25rem;
        }
      }
    `,
  ];

  @property() board = '';
  @property() since = '';
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
  private readonly onInvite = (): void => {
    this.dispatchEvent(new OpenIntent('invite'));
  };

  protected override render(): TemplateResult {
    const { here, viewer } = this;
    return html`<header>
      <div class="brand">${brandMark(44)}</div>
      <div class="titles">
        <h1 tabindex="-1">${this.board || 'Tilth'}</h1>
        ${this.since ? html`<p class="since">${this.since}</p>` : nothing}
      </div>
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
        viewer.may === 'write'
          ? html`<button class="button filled invite" @click=${this.onInvite}>Invite</button>`
          : nothing
      }
      <tilth-menu .viewer=${viewer} .drafts=${this.drafts}></tilth-menu>
    </header>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-header': TilthHeader;
  }
}
