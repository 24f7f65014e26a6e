import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon, type IconName } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { JoinIntent, OpenIntent, type SheetName } from '#client/view/intents.ts';
import type { Viewer } from '#client/view/viewer.ts';
import { FindEvent } from './find-event.ts';

interface Item {
  words: string;
  icon: IconName;
  does: SheetName | 'find' | 'join';
  /** A line parts it from those before. */
  parts?: true;
}

/** All further ways, behind one button: everything that has no place of its own in the head of the board. */
@customElement('tilth-menu')
export class TilthMenu extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: relative;
      }
      .list {
        position: absolute;
        z-index: 10;
        inset-block-start: calc(100% + 6px);
        inset-inline-end: 0;
        inline-size: max-content;
        max-inline-size: calc(100vw - 32px);
        padding: 8px;
        border: 1px solid var(--line);
        border-radius: var(--radius-card);
        background: var(--paper);
        box-shadow: var(--shadow-dialog);
      }
      .list .button {
        justify-content: flex-start;
        inline-size: 100%;
        padding-inline: 12px 20px;
        font-weight: 500;
        text-align: start;
      }
      .parts {
        margin-block-start: 5px;
        padding-block-start: 5px;
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) viewer!: Viewer;
  @property({ type: Number }) drafts = 0;
  @state() private open = false;
  @query('.toggle') private readonly toggle!: HTMLButtonElement;

  private readonly onToggle = (): void => {
    this.open = !this.open;
  };

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    this.open = false;
    this.toggle.focus();
  };

  private readonly onFocusout = (event: FocusEvent): void => {
    const to = event.relatedTarget as Node | null;
    if (!to || !this.renderRoot.contains(to)) this.open = false;
  };

  private choose(does: Item['does']): void {
    this.toggle.focus();
    this.open = false;
    if (does === 'find') this.dispatchEvent(new FindEvent('words'));
    else if (does === 'join') this.dispatchEvent(new JoinIntent());
    else this.dispatchEvent(new OpenIntent(does));
  }

  private items(): Item[] {
    const { viewer, drafts } = this;
    const find: Item = { words: 'Find, urgency, area', icon: 'search', does: 'find' };
    const people: Item = { words: 'People', icon: 'people', does: 'people' };
    const log: Item = { words: 'What facilitators did', icon: 'flag', does: 'log', parts: true };
    const harvest: Item = { words: 'Harvest', icon: 'basket', does: 'harvest' };
    const notes: Item = { words: 'Notes of this board', icon: 'note', does: 'notes' };
    const heard: Item = { words: 'Announcements', icon: 'rest', does: 'announcements' };
    if (viewer.may === 'look') return [find, people, notes, harvest, log, heard];
    if (viewer.may === 'join')
      return [
        { words: 'Join this board', icon: 'person', does: 'join' },
        find,
        people,
        notes,
        harvest,
        log,
        heard,
      ];
    const items: Item[] = [
      find,
      { words: 'Invite someone', icon: 'link', does: 'invite' },
      people,
      notes,
      harvest,
      {
        words: drafts > 0 ? `Your drafts (${drafts})` : 'Your drafts',
        icon: 'pencil',
        does: 'drafts',
        parts: true,
      },
      { words: 'Write without your name, or for someone', icon: 'eyeOff', does: 'write' },
      { words: 'Your promotions', icon: 'hourglass', does: 'standing' },
      { words: 'Use another device too', icon: 'phone', does: 'device' },
      log,
      heard,
    ];
    if (viewer.facilitator) {
      items.push(
        { words: 'On your site', icon: 'screen', does: 'site', parts: true },
        { words: 'For facilitators', icon: 'key', does: 'facilitator' },
      );
    }
    return items;
  }

  protected override render(): TemplateResult {
    return html`<div @keydown=${this.onKeydown} @focusout=${this.onFocusout}>
      <button
        class="button quiet icon toggle"
        aria-label=${this.drafts > 0 ? `More, ${this.drafts} in your drafts` : 'More'}
        aria-expanded=${this.open}
        @click=${this.onToggle}
      >
        ${icon('dots', 20)}
      </button>
      ${
        this.open
          ? html`<ul class="list">
              ${this.items().map(
                (item) =>
                  html`<li class=${item.parts ? 'parts' : ''}>
                    <button class="button quiet" @click=${() => this.choose(item.does)}>
                      ${icon(item.icon, 18)}${item.words}
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-menu': TilthMenu;
  }
}
