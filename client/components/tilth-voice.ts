import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Snapshot } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { addChanges, ChangeWatch, changeWords, quietChanges, type Changes } from '#client/view/announce.ts';

/** Fired by the undo button of a message. */
export class UndoEvent extends Event {
  static readonly type = 'tilth-undo';
  constructor() {
    super(UndoEvent.type, { bubbles: true, composed: true });
  }
}

const MERGE = 4_000;
const SHOWN = 8_000;

/**
 * What the page says: one polite live region for other people's changes, merged into at most one sentence in four
 * seconds, and for one's own acts at once; and a short message at the foot of the page, with undo where that is possible.
 * It never renders inside what it speaks of.
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
      @container (max-width: 720px) {
        .message {
          inset-block-end: 96px;
        }
      }
    `,
  ];

  /** The board as it is: its changes are told. */
  @property({ attribute: false }) snapshot!: Snapshot;
  /** The viewer's member id: their own doings are not told back to them. */
  @property() member = '';
  /** Other people's changes are not told. */
  @property({ type: Boolean }) quiet = false;
  @state() private aloud = '';
  @state() private message: { words: string; undo: boolean } | null = null;
  private readonly watch = new ChangeWatch();
  private collected: Changes = quietChanges;
  private speaking: ReturnType<typeof setTimeout> | null = null;
  private showing: ReturnType<typeof setTimeout> | null = null;
  private spokenAt = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.speaking) clearTimeout(this.speaking);
    if (this.showing) clearTimeout(this.showing);
    this.speaking = this.showing = null;
  }

  /** One's own act: at once, for the ear, and (unless `aloudOnly`) for the eye. */
  say(words: string, undo: boolean, aloudOnly: boolean): void {
    this.speak(words);
    if (aloudOnly) return;
    this.message = { words, undo };
    if (this.showing) clearTimeout(this.showing);
    this.showing = setTimeout(this.put, SHOWN);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('snapshot') && this.snapshot.known) {
      const changes = this.watch.look(this.snapshot.state, this.member);
      if (!this.quiet) this.tell(changes);
    }
  }

  /** Other people's changes: collected, then one sentence. */
  private tell(changes: Changes): void {
    this.collected = addChanges(this.collected, changes);
    if (this.speaking || !changeWords(this.collected)) return;
    const wait = Math.max(0, this.spokenAt + MERGE - performance.now());
    this.speaking = setTimeout(() => {
      this.speaking = null;
      this.speak(changeWords(this.collected));
      this.collected = quietChanges;
    }, wait);
  }

  private speak(words: string): void {
    this.spokenAt = performance.now();
    // The same sentence twice is still news: a trailing space makes it a change.
    this.aloud = words === this.aloud ? `${words} ` : words;
  }

  private readonly put = (): void => {
    this.message = null;
  };

  private readonly onUndo = (): void => {
    this.put();
    this.dispatchEvent(new UndoEvent());
  };

  private readonly onHold = (): void => {
    // While the pointer or the focus is on it, it stays.
    if (this.showing) clearTimeout(this.showing);
  };

  protected override updated(): void {
    // Above open dialogs, where the browser can.
    const message = this.renderRoot.querySelector<HTMLElement>('.message');
    if (message && 'showPopover' in message && !message.matches(':popover-open')) message.showPopover();
  }

  protected override render(): TemplateResult {
    return html`<p class="aloud" aria-live="polite">${this.aloud}</p>
      ${
        this.message
          ? html`<div class="message" popover="manual" @pointerenter=${this.onHold} @focusin=${this.onHold}>
              <span>${this.message.words}</span>
              ${this.message.undo ? html`<button class="link" @click=${this.onUndo}>Undo</button>` : nothing}
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
