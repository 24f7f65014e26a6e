import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BoardSession } from '#client/session/port.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { windowWords } from '#client/view/session/window-words.ts';

/** When promotions go up, on the shelf while a session is on. */
@customElement('tilth-window')
export class TilthWindow extends LitElement {
  static override styles = css`
    :host {
      display: block;
      color: var(--ink);
    }
  `;

  @property({ attribute: false }) session!: BoardSession;

  protected readonly following = new BoardController(this, () => this.session);

  protected override render(): TemplateResult {
    return html`<span>${windowWords(this.session.snapshot.state, this.session.now())}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-window': TilthWindow;
  }
}
