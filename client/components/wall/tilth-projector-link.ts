/** Makes the address for a projector: a viewer's link with a name of its own, so that it can be ended by itself. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import { limits } from '#shared/limits.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { notice, refusalStyles } from '../sheets/refusal-note.ts';
import '../sheets/tilth-link.ts';

const words = {
  title: 'For a projector',
  what: 'The board in large type, with the clock of a session. It names nobody, and nothing can be pressed on it.',
  name: 'What to call this link',
  usual: 'Projector',
  make: 'Make a link for a projector',
  end: 'You can end it under “For facilitators”, by this name.',
} as const;

@customElement('tilth-projector-link')
export class TilthProjectorLink extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    refusalStyles,
    css`
      :host,
      form {
        display: grid;
        gap: 8px;
      }
      h3 {
        font-size: var(--size-card-title);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .field {
        flex: 1 1 10rem;
        inline-size: auto;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @state() private url = '';
  @state() private refusal: Refusal | null = null;

  private async make(event: Event): Promise<void> {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('name') as HTMLInputElement;
    const label = field.value.trim() || words.usual;
    const reply = await this.session.access({ type: 'link.mint', role: 'viewer', label });
    this.refusal = reply.ok ? null : reply.refusal;
    if (reply.ok && reply.type === 'link') this.url = wallLink(this.session.snapshot.board, reply.key);
  }

  protected override render(): TemplateResult {
    return html`<div>
        <h3>${words.title}</h3>
        <p class="small soft">${words.what}</p>
      </div>
      <form @submit=${this.make}>
        <label class="label" for="name">${words.name}</label>
        <div class="row">
          <input
            class="field"
            id="name"
            name="name"
            maxlength=${limits.linkLabel}
            autocomplete="off"
            .value=${words.usual}
          />
          <button class="button" type="submit">${words.make}</button>
        </div>
      </form>
      ${notice(this.refusal, '')}
      ${
        this.url
          ? html`<tilth-link .url=${this.url} .label=${words.title}></tilth-link>
              <p class="small soft">${words.end}</p>`
          : nothing
      }`;
  }
}

/** The key stays in the fragment, which no browser sends to a server. */
function wallLink(board: string, key: string): string {
  return `${location.origin}/b/${board}?view=wall#key=${key}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-projector-link': TilthProjectorLink;
  }
}
