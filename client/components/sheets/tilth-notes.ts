/** The notes of the board, written by all its members together. */
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { linkedText } from './linked-text.ts';
import { Sheet } from './sheet.ts';
import './tilth-body-editor.ts';

const words = {
  title: 'Notes of this board',
  lead: 'Everyone on the board writes here together: when you meet, how you share, whom to ring.',
  label: 'Notes of this board',
  placeholder: 'Write the first line',
  none: 'Nobody has written here yet.',
} as const;

@customElement('tilth-notes')
export class TilthNotes extends Sheet {
  protected override firstUpdated(): void {
    super.firstUpdated();
    if (this.spot === 'text') this.renderRoot.querySelector<HTMLElement>('tilth-body-editor, .text')?.focus();
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const notes = scene.state.meta.get('board')?.notes ?? '';
    return this.frame({
      heading: words.title,
      size: 'panel',
      body: html`<div class="stack">
        <p class="soft">${words.lead}</p>
        ${
          scene.me === null
            ? html`<p class="text" tabindex="-1">${notes ? linkedText(notes) : words.none}</p>`
            : html`<tilth-body-editor
                .session=${this.session}
                text="notes"
                label=${words.label}
                placeholder=${words.placeholder}
              ></tilth-body-editor>`
        }
      </div>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-notes': TilthNotes;
  }
}
