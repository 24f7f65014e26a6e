/**
 * A one-use pass that lets a member in on another device: as a link, and as a QR code to hold before the camera. It is
 * made when asked for, shown here, and kept nowhere.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { exactly } from '#client/words/time.ts';
import { boardLink } from './link-url.ts';
import { refusalNote, refusalStyles } from './refusal-note.ts';
import './tilth-link.ts';

const words = {
  once: (until: number) => `It works once, until ${exactly(until)}. Show it to nobody else.`,
  link: 'Link for the other device',
  again: 'Make another',
} as const;

@customElement('tilth-pass')
export class TilthPass extends LitElement {
  static override styles = [
    base,
    buttons,
    refusalStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        justify-items: start;
      }
      tilth-link {
        inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property() member = '';
  /** The button that makes it. */
  @property() label = '';
  @state() private pass: { url: string; until: number } | null = null;
  @state() private refusal: Refusal | null = null;

  private async mint(): Promise<void> {
    const reply = await this.session.access({ type: 'pass.mint', member: this.member });
    this.refusal = reply.ok ? null : reply.refusal;
    if (reply.ok && reply.type === 'pass')
      this.pass = {
        url: boardLink(location.origin, this.session.snapshot.board, 'pass', reply.pass),
        until: reply.until,
      };
  }

  override render(): TemplateResult {
    return html`${
        this.pass
          ? html`<tilth-link open .url=${this.pass.url} .label=${words.link}></tilth-link>
              <p class="small" role="status">${words.once(this.pass.until)}</p>`
          : nothing
      }
      ${refusalNote(this.refusal)}
      <button class="button" type="button" @click=${this.mint}>
        ${this.pass ? words.again : this.label}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-pass': TilthPass;
  }
}
