import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Command } from '#shared/board/commands.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { hearingOf } from '#client/view/announce/hearing.ts';
import { Herald } from '#client/view/announce/herald.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { viewerOf } from '#client/view/viewer.ts';
import { notify } from './aria-notify.ts';

/** Fired by the undo button of a message. */
export class UndoEvent extends Event {
  static readonly type = 'tilth-undo';
  constructor(
    /** What shall be taken back. */
    readonly act: Command,
  ) {
    super(UndoEvent.type, { bubbles: true, composed: true });
  }
}

const MERGE = 4_000;
const SHOWN = 8_000;

/** What lies over the page while it is open: all beneath it is silent. */
export interface Hears extends Element {
  hear?: (words: string, urgent: boolean) => void;
}

/** A lane, or an open card, that keeps changes of others back; it fires `tilth-waiting` when their number changes. */
export interface Holds extends Element {
  readonly waiting: number;
}

/**
 * What the page says: one polite live region for other people's changes, merged into at most one sentence in four
 * seconds, for the session's clock and for one's own acts at once; an assertive one for what cannot wait; and a short
 * message at the foot of the page, with undo where that is possible. It never renders inside what it speaks of.
 */
@customElement('tilth-voice')
export class TilthVoice extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .message {
        position: fixed;
        inset: auto 0 24px;
        inline-size: fit-content;
        max-inline-size: calc(100vw - 32px);
        margin: 0 auto;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        padding: 10px 12px 10px 20px;
        border: 1px solid var(--ink);
        border-radius: var(--radius-card);
        background: var(--ink);
        color: var(--on-ink);
        box-shadow: var(--shadow-dialog);
      }
      .message .link {
        color: inherit;
      }
      .message :focus-visible {
        outline-color: var(--on-ink);
      }
      @container (max-width: 45rem) {
        .message {
          inset-block-end: 96px;
        }
      }
    `,
  ];

  /** The board whose changes are told. */
  @property({ attribute: false }) session!: BoardSession;
  /** What lies over the page, the uppermost last. */
  @property({ attribute: false }) over: readonly Hears[] = [];
  @state() private aloud = '';
  @state() private urgent = '';
  @state() private message: { words: string; undo: Command | null } | null = null;
  protected readonly following = new BoardController(
    this,
    () => this.session,
    () => this.look(),
  );
  private herald = new Herald();
  private speaking: ReturnType<typeof setTimeout> | null = null;
  private ticking: ReturnType<typeof setTimeout> | null = null;
  private showing: ReturnType<typeof setTimeout> | null = null;
  private spokenAt = -MERGE;
  private readonly holding = new Set<Holds>();
  /** Where the lanes lie too. */
  private page: Node | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.page = this.getRootNode();
    this.page.addEventListener('tilth-waiting', this.onWaiting);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.page?.removeEventListener('tilth-waiting', this.onWaiting);
    for (const timer of [this.speaking, this.ticking, this.showing]) if (timer) clearTimeout(timer);
    this.speaking = this.ticking = this.showing = null;
  }

  /** One's own act: at once, for the ear, and (unless `aloudOnly`) for the eye. */
  say(words: string, undo: Command | null, aloudOnly: boolean): void {
    this.speak(words);
    if (aloudOnly) return;
    this.message = { words, undo };
    this.goSoon();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session')) return;
    this.herald = new Herald();
    this.look();
  }

  /** Looks at what others did, and at the clock. */
  private look(): void {
    if (this.message) this.requestUpdate();
    const { snapshot } = this.session;
    if (!snapshot.known) return;
    const { member } = viewerOf(snapshot);
    const heard = this.herald.look(snapshot, member, this.session.now(), hearingOf(this.session));
    if (heard.words) this.speak(heard.words, heard.urgent);
    this.later();
    if (this.ticking) clearTimeout(this.ticking);
    this.ticking = heard.next === null ? null : setTimeout(() => this.look(), heard.next);
  }

  private readonly onWaiting = (event: Event): void => {
    this.holding.add(event.target as Holds);
    this.count();
    this.later();
  };

  /** How many changes wait, where they still can be shown. */
  private count(): void {
    const there = [...this.holding].filter((place) => place.isConnected);
    this.herald.waits(there.reduce((sum, { waiting }) => sum + waiting, 0));
  }

  /** Other people's changes: collected, then one sentence. */
  private later(): void {
    if (this.speaking || !this.herald.hasWords) return;
    this.speaking = setTimeout(
      () => {
        this.speaking = null;
        this.count();
        // something was said meanwhile: that is heard out first
        if (performance.now() - this.spokenAt < MERGE) this.later();
        else this.speak(this.herald.take((id) => this.session.snapshot.state.members.get(id)?.name ?? ''));
      },
      Math.max(0, this.spokenAt + MERGE - performance.now()),
    );
  }

  private speak(words: string, urgent = false): void {
    if (!words) return;
    this.spokenAt = performance.now();
    if (notify(this, words, urgent)) return;
    // The same sentence twice is still news: a trailing space makes it a change.
    const was = urgent ? this.urgent : this.aloud;
    const is = words === was ? `${words} ` : words;
    if (urgent) this.urgent = is;
    else this.aloud = is;
    this.over.at(-1)?.hear?.(is, urgent);
  }

  private readonly put = (): void => {
    this.message = null;
  };

  private readonly onUndo = (act: Command): void => {
    this.put();
    this.dispatchEvent(new UndoEvent(act));
  };

  private readonly onHold = (): void => {
    // While the pointer or the focus is on it, it stays.
    if (this.showing) clearTimeout(this.showing);
  };
  private readonly onLeave = ({ type, currentTarget }: Event): void => {
    // the other of the two may hold it still
    const held = type === 'focusout' ? ':hover' : ':focus-within';
    if (!(currentTarget as Element).matches(held)) this.goSoon();
  };

  private goSoon(): void {
    this.onHold();
    this.showing = setTimeout(this.put, SHOWN);
  }

  protected override updated(): void {
    // Above open dialogs, where the browser can.
    const message = this.renderRoot.querySelector<HTMLElement>('.message');
    if (message && 'showPopover' in message && !message.matches(':popover-open')) message.showPopover();
  }

  protected override render(): TemplateResult {
    const undo = this.message?.undo ?? null;
    // others may build on it meanwhile; from under someone's finger nothing goes
    const undoable = undo && (this.session.canUndo(undo) || this.shadowRoot?.activeElement);
    return html`<p class="aloud" aria-live="polite">${this.aloud}</p>
      <p class="aloud" aria-live="assertive">${this.urgent}</p>
      ${
        this.message
          ? html`<div
              class="message"
              popover="manual"
              @pointerenter=${this.onHold}
              @focusin=${this.onHold}
              @pointerleave=${this.onLeave}
              @focusout=${this.onLeave}
            >
              <span>${this.message.words}</span>
              ${undoable ? html`<button class="link" @click=${() => this.onUndo(undo)}>Undo</button>` : nothing}
              <button class="link" @click=${this.put}>Close</button>
            </div>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-voice': TilthVoice;
  }
  interface HTMLElementEventMap {
    'tilth-undo': UndoEvent;
  }
}
