/**
 * "More" on a card: a plain list of buttons behind one.
 *
 * @fires tilth-act
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Kind } from '#shared/board/types.ts';
import { icon, type IconName } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import type { MenuAction } from '#client/view/detail/card-actions.ts';
import { ActIntent } from './act-intent.ts';

const words = {
  more: 'More',
  only: 'Only facilitators see these',
  label: {
    edit: 'Edit',
    write: 'Write in the text',
    invite: 'Invite someone to write with you',
    close: 'Close it: it is met',
    withdraw: 'Take it down',
    suspect: 'This looks like a promotion',
    report: 'Tell the facilitators about it',
    hold: 'Take it from sight, with a note',
    release: 'Put it back on the board',
    retag: 'Make it another kind of card',
    hide: 'Hide this promotion',
  },
  closed: { need: 'Close it: the need is met', offer: 'Close it: it is taken up' },
} as const;

const icons: { readonly [A in MenuAction]: IconName } = {
  edit: 'pencil',
  write: 'pencil',
  invite: 'person',
  close: 'tick',
  withdraw: 'eyeOff',
  suspect: 'flag',
  report: 'flag',
  hold: 'eyeOff',
  release: 'restore',
  retag: 'swap',
  hide: 'eyeOff',
};

const facilitating: readonly MenuAction[] = ['hold', 'release', 'retag', 'hide'];

@customElement('tilth-card-menu')
export class TilthCardMenu extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: relative;
        flex: none;
      }
      .list {
        position: absolute;
        z-index: 1;
        inset-block-start: 100%;
        inset-inline-end: 0;
        inline-size: max-content;
        max-inline-size: min(320px, 80vw);
        padding: 8px;
        border: 1px solid var(--edge);
        border-radius: var(--radius-card);
        background: var(--card);
        box-shadow: var(--shadow-card);
      }
      .item {
        display: flex;
        align-items: center;
        gap: 12px;
        inline-size: 100%;
        min-block-size: 44px;
        padding: 6px 12px;
        border: 0;
        border-radius: var(--radius-small);
        background: none;
        font-weight: 500;
        text-align: start;
        cursor: pointer;
      }
      .item:hover {
        background: var(--bed);
      }
      .only {
        padding: 8px 12px 4px;
        border-block-start: 1px solid var(--line);
        margin-block-start: 8px;
      }
      .only:first-child {
        border: 0;
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) actions: readonly MenuAction[] = [];
  @property() kind: Kind = 'need';
  @state() private open = false;
  @query('#more') private readonly more!: HTMLButtonElement;

  private toggle(): void {
    this.open = !this.open;
  }

  private shut(): void {
    this.open = false;
    this.more.focus();
  }

  private keys(event: KeyboardEvent): void {
    if (!this.open) return;
    if (event.key === 'Escape') {
      // closes the list, not the page it lies on
      event.preventDefault();
      event.stopPropagation();
      this.shut();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.item')];
    const at = items.findIndex((item) => item.matches(':focus'));
    items[(at + step + items.length) % items.length]?.focus();
  }

  private left(event: FocusEvent): void {
    if (!(event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget)))
      this.open = false;
  }

  private pick(action: MenuAction): void {
    this.shut();
    this.dispatchEvent(new ActIntent({ on: 'card', action }));
  }

  override render(): TemplateResult | typeof nothing {
    if (this.actions.length === 0) return nothing;
    const plain = this.actions.filter((action) => !facilitating.includes(action));
    const guarded = this.actions.filter((action) => facilitating.includes(action));
    return html`<div @keydown=${this.keys} @focusout=${this.left}>
      <button
        id="more"
        class="button icon quiet"
        type="button"
        aria-label=${words.more}
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-controls="list"
        @click=${this.toggle}
      >
        ${icon('dots')}
      </button>
      <div id="list" class="list" ?hidden=${!this.open} tabindex="-1">
        ${plain.map((action) => this.item(action))}
        ${guarded.length > 0 ? html`<p class="only small soft">${words.only}</p>` : nothing}
        ${guarded.map((action) => this.item(action))}
      </div>
    </div>`;
  }

  private item(action: MenuAction): TemplateResult {
    const closed = this.kind === 'need' ? words.closed.need : words.closed.offer;
    return html`<button class="item" type="button" @click=${() => this.pick(action)}>
      ${icon(icons[action])} ${action === 'close' ? closed : words.label[action]}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-card-menu': TilthCardMenu;
  }
}
