/**
 * A running text that several people write together, letter by letter: a card's body, or the notes of the board.
 * Someone else's letters never move the caret, take focus or scroll. Says who else writes and whether all is saved.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { diffSplice } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import type { BoardSession, OpenText, TextDelta } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { sceneOf } from '#client/view/detail/scene.ts';
import { applyDelta, moveIndex } from '#client/view/detail/selection.ts';
import { someone } from '#client/view/detail/someone.ts';
import { list } from '#client/words/lists.ts';

const words = {
  opening: 'Opening…',
  saved: 'Saved',
  saving: 'Saving…',
  kept: 'Kept on this device',
  undo: 'Undo',
  redo: 'Redo',
  left: (left: number) => `${left} characters left`,
  alsoWriting: (names: string, many: boolean) => `${names} ${many ? 'are' : 'is'} writing here too`,
} as const;

@customElement('tilth-body-editor')
export class TilthBodyEditor extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      textarea.field {
        field-sizing: content;
        min-block-size: 7rem;
        max-block-size: 60vh;
      }
      .under {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        margin-block-start: 4px;
        min-block-size: var(--control-small);
      }
      .state {
        display: flex;
        align-items: center;
        gap: 6px;
        margin-inline-end: auto;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  /** A card's id, or `notes`. */
  @property() text = '';
  @property() label = '';
  @property() placeholder = '';

  /** Only what the screen says about the text; its letters go straight into the field. */
  @state() private length = 0;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  private readonly board = new BoardController(this, () => this.session);
  private open: OpenText | null = null;
  private stop: (() => void) | null = null;
  /** What the field held when it last agreed with the text. Differs only while an input method composes. */
  private agreed = '';
  /** Changes by others that wait until composing ends. */
  private waiting: (readonly TextDelta[])[] = [];
  private composing = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.release();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text') || changed.has('session')) this.attach();
  }

  override focus(): void {
    void this.updateComplete.then(() => this.field.focus());
  }

  private attach(): void {
    this.release();
    this.open = this.session.openText(this.text);
    this.stop = this.open.onChange((delta) => this.changed(delta));
    this.show(this.open.value);
  }

  private release(): void {
    this.stop?.();
    this.open?.close();
    this.stop = null;
    this.open = null;
    this.waiting = [];
  }

  private show(value: string): void {
    this.agreed = value;
    this.field.value = value;
    this.length = value.length;
  }

  private changed(delta: readonly TextDelta[] | null): void {
    const { open, field } = this;
    this.requestUpdate();
    if (!open) return;
    if (this.composing && delta) {
      this.waiting.push(delta);
      return;
    }
    if (open.value === field.value) {
      this.agreed = field.value;
      this.length = this.agreed.length;
      return;
    }
    const splice = diffSplice(field.value, open.value);
    const moved = delta ?? (splice ? asDelta(splice) : []);
    const [start, end] = [moveIndex(field.selectionStart, moved), moveIndex(field.selectionEnd, moved)];
    const { scrollTop, selectionDirection } = field;
    this.show(open.value);
    field.setSelectionRange(start, end, selectionDirection);
    field.scrollTop = scrollTop;
  }

  private typed(): void {
    if (this.composing) return;
    this.push();
  }

  /** Sends what the person changed since the field last agreed with the text. */
  private push(): void {
    const { open, field } = this;
    if (!open) return;
    const splice = diffSplice(this.agreed, field.value);
    let merged = field.value;
    let caret = field.selectionEnd;
    if (splice) {
      const index = this.waiting.reduce((at, delta) => moveIndex(at, delta), splice.index);
      const end = this.waiting.reduce((at, delta) => moveIndex(at, delta), splice.index + splice.remove);
      merged = this.waiting.reduce(applyDelta, this.agreed);
      merged = merged.slice(0, index) + splice.insert + merged.slice(Math.max(index, end));
      caret = index + (field.selectionEnd - splice.index);
      this.waiting = [];
      this.agreed = merged;
      open.splice(index, Math.max(0, end - index), splice.insert);
    }
    this.waiting = [];
    if (field.value !== open.value) {
      this.show(open.value);
      field.setSelectionRange(caret, caret);
    }
    this.agreed = field.value;
    this.length = field.value.length;
    this.requestUpdate();
  }

  private compose(event: CompositionEvent): void {
    this.composing = event.type === 'compositionstart';
    if (!this.composing) this.push();
  }

  /** The browser's own undo would bring back letters of others: this one takes back one's own. */
  private turnBack(event: InputEvent): void {
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
    event.preventDefault();
    this.turn(event.inputType === 'historyUndo' ? 'undo' : 'redo');
  }

  private keys(event: KeyboardEvent): void {
    if (event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    this.turn(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  }

  private turn(which: 'undo' | 'redo'): void {
    const { open, field } = this;
    if (!open) return;
    const before = field.value;
    open[which]();
    const splice = diffSplice(before, open.value);
    if (!splice) return;
    this.show(open.value);
    const caret = splice.index + splice.insert.length;
    field.setSelectionRange(caret, caret);
  }

  private look(writing: boolean): void {
    this.session.look(this.text === 'notes' ? null : this.text, writing);
  }

  override render(): TemplateResult {
    const state = this.open?.state ?? 'opening';
    const readonly = !this.open?.mayEdit;
    const left = limits.body - this.length;
    return html`<textarea
        class="field"
        dir="auto"
        rows="5"
        aria-label=${this.label}
        placeholder=${this.placeholder}
        maxlength=${limits.body}
        ?readonly=${readonly}
        @input=${this.typed}
        @beforeinput=${this.turnBack}
        @keydown=${this.keys}
        @compositionstart=${this.compose}
        @compositionend=${this.compose}
        @focus=${() => this.look(true)}
        @blur=${() => this.look(false)}
      ></textarea>
      <div class="under small">
        <span class="state">${mark(state)} ${words[state]}</span>
        ${left < 200 ? html`<span>${words.left(left)}</span>` : nothing} ${this.others()}
        <button
          class="button icon quiet small"
          type="button"
          aria-label=${words.undo}
          @click=${() => this.turn('undo')}
        >
          ${icon('undo', 18)}
        </button>
        <button
          class="button icon quiet small"
          type="button"
          aria-label=${words.redo}
          @click=${() => this.turn('redo')}
        >
          ${icon('redo', 18)}
        </button>
      </div>`;
  }

  private others(): TemplateResult | typeof nothing {
    const snapshot = this.board.snapshot;
    if (!snapshot) return nothing;
    const scene = sceneOf(snapshot, this.session.now());
    const names = scene.people
      .filter((person) => person.writing && person.card === this.text && person.member !== scene.me)
      .map((person) => someone(scene, person.member).name);
    return names.length > 0
      ? html`<span>${words.alsoWriting(list(names), names.length > 1)}</span>`
      : nothing;
  }
}

function asDelta(splice: { index: number; remove: number; insert: string }): TextDelta[] {
  return [{ retain: splice.index }, { delete: splice.remove }, { insert: splice.insert }];
}

function mark(state: OpenText['state']): TemplateResult | typeof nothing {
  switch (state) {
    case 'saved':
      return icon('tick', 16);
    case 'saving':
      return icon('dots', 16);
    case 'kept':
      return icon('cloudOff', 16);
    case 'opening':
      return nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-body-editor': TilthBodyEditor;
  }
}
