/** The projector's link, for facilitators: a name of its own among the board's links, to open, hand on and take back. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import { icon } from '#client/icons/icon.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { keepProjector, projectorKept } from '#client/view/session/door-secrets.ts';
import { projectorLabel, projectorView } from '#client/view/session/door-view.ts';
import { refusalNote, refusalStyles } from '../sheets/refusal-note.ts';
import '../sheets/tilth-link.ts';
import '../sheets/tilth-sure.ts';

const words = {
  title: 'Projector',
  lead: 'A page for the wall: large type, only to look, and nothing private.',
  make: 'Make a link for the projector',
  open: 'Open in a new window',
  elsewhere: 'There is one, made on another device.',
  revoke: 'Take it back',
  what: 'The page on the wall ends at once.',
} as const;

@customElement('tilth-session-projector')
export class TilthSessionProjector extends LitElement {
  static override styles = [
    base,
    buttons,
    refusalStyles,
    css`
      section {
        display: grid;
        gap: 8px;
        padding-block-start: 16px;
        border-block-start: 1px solid var(--line);
      }
      h4 {
        font-size: 1rem;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @state() private refusal: Refusal | null = null;

  protected readonly following = new BoardController(this, () => this.session);

  private async make(): Promise<void> {
    const reply = await this.session.access({ type: 'link.mint', role: 'viewer', label: projectorLabel });
    this.refusal = reply.ok ? null : reply.refusal;
    if (reply.ok && reply.type === 'link') keepProjector(this.session, { link: reply.link, key: reply.key });
    this.requestUpdate();
  }

  private async revoke(links: readonly string[]): Promise<void> {
    for (const link of links) {
      const reply = await this.session.access({ type: 'link.revoke', link });
      this.refusal = reply.ok ? null : reply.refusal;
      if (!reply.ok) return;
    }
    keepProjector(this.session, null);
  }

  override render(): TemplateResult {
    const { state: board, board: id } = this.session.snapshot;
    const { links, key } = projectorView(board, projectorKept(this.session));
    const url = key && `${location.origin}/b/${id}?view=wall#key=${key}`;
    return html`<section aria-labelledby="projector">
      <div>
        <h4 id="projector">${words.title}</h4>
        <p class="small soft">${words.lead}</p>
      </div>
      ${refusalNote(this.refusal)}
      ${url ? html`<tilth-link .url=${url} .label=${words.title}></tilth-link>` : nothing}
      ${!url && links.length > 0 ? html`<p class="small">${words.elsewhere}</p>` : nothing}
      <div class="row">
        ${
          url
            ? html`<a class="button small" href=${url} target="_blank" rel="noopener noreferrer">
                ${icon('screen', 18)} ${words.open}
              </a>`
            : html`<button class="button small" type="button" @click=${this.make}>${words.make}</button>`
        }
        ${
          links.length > 0
            ? html`<tilth-sure
                .label=${words.revoke}
                .what=${words.what}
                @tilth-sure=${() => this.revoke(links)}
              ></tilth-sure>`
            : nothing
        }
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-session-projector': TilthSessionProjector;
  }
}
