import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Kind } from '#shared/board/types.ts';
import type { BoardSession, Outcome } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { cardWords, createCommand } from '#client/view/create.ts';
import { OpenIntent, RunIntent, SayIntent } from '#client/view/intents.ts';
import { writingView, type Writing } from '#client/view/session/writing-view.ts';
import { viewerOf } from '#client/view/viewer.ts';
import { kindWords } from '#client/words/cards.ts';
import { Ticking } from './session/ticking.ts';
import { WritingWatch } from './writing-watch.ts';

/** Fired when someone begins to write in a field and when they stop: what they look at holds still meanwhile. */
export class TypingEvent extends Event {
  static readonly type = 'tilth-typing';
  constructor(readonly typing: boolean) {
    super(TypingEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * The one-line input at the head of a lane. Enter posts and the focus stays; Shift+Enter is a new line; the first line
 * becomes the title, the rest the body. Unposted words survive a reload. Where a session does not ask for its kind, or
 * rests, a sentence stands in its place; an input that is in use stays, with every word, and says so beneath.
 *
 * Fires: `tilth-run`, `tilth-open` (a promotion that has to wait), `tilth-say`, `tilth-typing`.
 */
@customElement('tilth-adder')
export class TilthAdder extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      .box {
        position: relative;
      }
      textarea.field {
        min-block-size: var(--field);
        max-block-size: 40vh;
        resize: none;
        overflow-y: auto;
        field-sizing: content;
      }
      .with-post {
        padding-inline-end: 84px;
      }
      .button {
        position: absolute;
        inset-block-end: calc((var(--field) - var(--control-small)) / 2);
        inset-inline-end: 6px;
      }
      .rests {
        display: flex;
        align-items: center;
        min-block-size: var(--field);
        padding: 2px 14px;
        border: 1px dashed var(--edge);
        border-radius: var(--radius);
      }
      .said {
        margin: 4px 4px 0;
      }
      @container (max-width: 45rem) {
        .button {
          inset-block-end: 2px;
          inset-inline-end: 2px;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property() kind: Kind = 'need';

  @state() private words = '';
  @state() private focused = false;
  /** Why the last words were not posted. */
  @state() private why = '';
  private readonly watch = new WritingWatch((writing) => this.dispatchEvent(new TypingEvent(writing)));
  @query('textarea, .rests') private readonly area!: HTMLElement | null;

  protected readonly following = new BoardController(this, () => this.session);
  private readonly ticking = new Ticking(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('kind') || changed.has('session')) this.words = this.session.typed(this.input);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch.end();
  }

  override focus(): void {
    void this.updateComplete.then(() => this.area?.focus());
  }

  get typing(): boolean {
    return this.words.trim() !== '';
  }

  private get input(): string {
    return `add:${this.kind}`;
  }

  private set(words: string): void {
    this.words = words;
    this.session.keepTyped(this.input, words);
    this.watch.touch(this.typing);
  }

  private readonly onInput = (event: Event): void => {
    this.why = '';
    this.set((event.target as HTMLTextAreaElement).value);
  };

  private readonly onKeydown = (event: KeyboardEvent): void => {
    // Enter that ends a composition (Japanese, Korean, …) chooses a word; it does not post.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.post();
  };

  private get writing(): Writing {
    const { snapshot } = this.session;
    return writingView(snapshot.state, viewerOf(snapshot).member, this.kind, this.session.now());
  }

  private readonly onFocus = (event: FocusEvent): void => {
    this.focused = event.type === 'focus';
  };

  private readonly post = (): void => {
    // it says so beneath the words
    if (this.writing.rests) return;
    const typed = this.words;
    const words = cardWords(typed);
    if (!words) return;
    if (!words.ok) {
      this.why = words.why;
      return;
    }
    const card = this.session.newId('card');
    const command = createCommand(card, this.kind, words.title, words.body);
    this.set('');
    this.area?.focus();
    const done = (outcome: Outcome): void => {
      switch (outcome.type) {
        case 'applied':
          if (outcome.outcome === 'waiting') this.dispatchEvent(new OpenIntent('waiting', card));
          return;
        case 'kept':
          return;
        case 'refused':
          // Nothing was sent: the words go back to where they came from, or aside if new ones stand there.
          if (this.typing) this.session.keepDraft(command, words.body);
          else this.set(typed);
      }
    };
    this.dispatchEvent(new RunIntent(command, done));
    this.dispatchEvent(new SayIntent(`${kindWords[this.kind].one} added: ${words.title}`, null, true));
  };

  protected override render(): TemplateResult {
    const { add, hint } = kindWords[this.kind];
    const { rests, silent, next } = this.writing;
    this.ticking.again(next);
    if (rests && !this.typing && !this.focused)
      return html`<p class="rests small soft" tabindex="-1">${rests}</p>`;
    const said = rests && this.typing ? `${rests} Your words stay here.` : rests;
    return html`<div class="box">
        <textarea
          class="field ${this.typing && !rests ? 'with-post' : ''}"
          rows="1"
          aria-label=${add}
          aria-description=${silent ? 'Only you see it for now' : nothing}
          placeholder=${silent ? `${hint} only you see it for now` : hint}
          autocomplete="off"
          enterkeyhint="send"
          .value=${live(this.words)}
          @input=${this.onInput}
          @keydown=${this.onKeydown}
          @focus=${this.onFocus}
          @blur=${this.onFocus}
        ></textarea>
        ${this.typing && !rests ? html`<button class="button small filled" @click=${this.post}>Post</button>` : nothing}
      </div>
      ${said ? html`<p class="said small soft" role="status">${said}</p>` : nothing}
      ${this.why ? html`<p class="hint" role="alert">${this.why}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-adder': TilthAdder;
  }
  interface HTMLElementEventMap {
    'tilth-typing': TypingEvent;
  }
}
