/**
 * What every sheet shares: a modal `<dialog>` that opens when its element is attached and fires `tilth-close` when it
 * has closed; the shell then takes it away and gives the focus back. A sheet describes its parts in `render`, through {@link Sheet.frame}.
 *
 * @fires tilth-close when the dialog has closed
 * @fires tilth-run a command; the shell runs it and says a later refusal
 */
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { BoardSession, Snapshot } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { dialogs } from '#client/styles/dialogs.ts';
import { fields } from '#client/styles/fields.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { sceneOf, type Scene } from '#client/view/detail/scene.ts';
import { CloseIntent, RunIntent, SayIntent, type OpenIntent } from '#client/view/intents.ts';
import { icon } from '#client/icons/icon.ts';
import { notice, refusalStyles } from './refusal-note.ts';
import { saidAfter } from './said.ts';
import { sheetStyles } from './sheet-styles.ts';

export interface Frame {
  /** Named by the element with id `title`, which stands in `heading` or, without one, in `body`. */
  heading?: TemplateResult | string;
  /** Beside the heading, before the cross: a menu, a state. */
  aside?: TemplateResult | typeof nothing;
  body: TemplateResult;
  foot?: TemplateResult | typeof nothing;
  /** `page` fills a phone and is wide on a desk; `panel` is wide and rises on a phone; `sheet` is narrow. */
  size?: 'page' | 'panel' | 'sheet';
  /** A sheet whose foot has a way out needs no cross. */
  cross?: boolean;
}

export abstract class Sheet extends LitElement {
  static override styles: CSSResultGroup = [base, buttons, fields, dialogs, refusalStyles, sheetStyles];

  @property({ attribute: false }) session!: BoardSession;
  /** The id this sheet is about, or ''. */
  @property() target = '';
  /** Where the focus goes when it opens, see {@link OpenIntent}. */
  @property() spot: OpenIntent['spot'] = '';

  /** Why the last command could not be sent. */
  @state() protected refusal: Refusal | null = null;
  /** What the last command came to, where the screen does not show it. */
  @state() private said = '';
  @state() private heard = '';
  @state() private urgent = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected readonly board = new BoardController(this, () => this.session);

  protected get snapshot(): Snapshot {
    return this.session.snapshot;
  }

  protected scene(): Scene {
    return sceneOf(this.snapshot, this.session.now());
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  /** Closes the dialog; `tilth-close` follows. */
  close(): void {
    if (this.dialog.open) this.dialog.close();
  }

  /** The page's live regions are silent beneath an open dialog: it speaks in their place. */
  hear(words: string, urgent: boolean): void {
    if (urgent) this.urgent = words;
    else this.heard = words;
  }

  /**
   * Sends a command, unless this device can tell already that it cannot be.
   * @returns whether it was sent; if not, the reason stands in the sheet
   */
  protected send(command: Command): boolean {
    const refusal = this.session.check(command);
    if (refusal && refusal.code !== 'checking') {
      this.refusal = refusal;
      return false;
    }
    this.refusal = null;
    this.said = '';
    // this sheet may be gone before the answer comes
    const beneath = this.parentNode ?? this;
    this.dispatchEvent(
      new RunIntent(command, (outcome) => {
        const said = saidAfter(command, outcome);
        // while a modal dialog is open, what is said beneath it reaches nobody
        if (said && this.isConnected && this.dialog.open) this.said = said.words;
        else if (said) beneath.dispatchEvent(new SayIntent(said.words, said.undo ? command : null));
      }),
    );
    return true;
  }

  protected frame({ heading, aside, body, foot, size = 'sheet', cross = true }: Frame): TemplateResult {
    const look = { page: 'sheet wide page', panel: 'sheet wide', sheet: 'sheet' }[size];
    return html`<dialog class=${look} aria-labelledby="title" @close=${this.closed}>
      <div class="handle"></div>
      <div class="sheet-head">
        ${
          size === 'page'
            ? html`<button
                class="button icon quiet back"
                type="button"
                aria-label="Back"
                @click=${this.close}
              >
                ${icon('back')}
              </button>`
            : nothing
        }
        ${typeof heading === 'string' ? html`<h2 id="title">${heading}</h2>` : (heading ?? nothing)}
        ${aside ?? nothing}
        ${
          cross
            ? html`<button
                class="button icon quiet way-out"
                type="button"
                aria-label="Close"
                @click=${this.close}
              >
                ${icon('close')}
              </button>`
            : nothing
        }
      </div>
      <div class="sheet-body">${body}</div>
      ${notice(this.refusal, this.said)}
      <p class="aloud" aria-live="polite">${this.heard}</p>
      <p class="aloud" aria-live="assertive">${this.urgent}</p>
      ${foot && foot !== nothing ? html`<div class="sheet-foot">${foot}</div>` : nothing}
    </dialog>`;
  }

  private closed(event: Event): void {
    // a dialog within this one closes without ending this one
    if (event.target !== this.dialog) return;
    this.dispatchEvent(new CloseIntent());
  }
}
