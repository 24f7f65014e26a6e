/**
 * Passing templates on: the plan that is on the page as a file, and one out of a file.
 *
 * @fires tilth-plan-read a plan came out of a file
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { limits } from '#shared/limits.ts';
import { type Plan, readFile, type ReadFile, writeFile } from '#client/session-templates/file.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { PlanEvent } from './plan-events.ts';

type Fault = Extract<ReadFile, { ok: false }>;

const words = {
  save: 'Save as a file',
  read: 'Open a file',
  fault(fault: Fault): string {
    switch (fault.why) {
      case 'other':
        return 'That file is no session template. One ends in .json and was saved from this page.';
      case 'version':
        return 'That file was saved by a newer Tilth than this one. Ask for it to be saved again from here.';
      case 'field':
        return fault.part === null
          ? `Something is not right with the ${fieldWords[fault.field] ?? fault.field}. Nothing was taken from the file.`
          : `Part ${fault.part}: something is not right with ${fieldWords[fault.field] ?? fault.field}. Nothing was taken from the file.`;
    }
  },
} as const;

const fieldWords: Readonly<Record<string, string>> = {
  title: 'name of the session',
  phases: 'list of parts',
  id: 'ids and minutes of its parts',
  name: 'its name',
  prompt: 'what people are asked',
  minutes: 'its minutes',
  writes: 'what may be written',
  silent: 'how it is shown',
  promotions: 'whether promotions may go up',
  sort: 'the order in the lanes',
  groups: 'the size of its groups',
  atEnd: 'what happens when time is up',
};

@customElement('tilth-template-file')
export class TilthTemplateFile extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .read:focus-within {
        outline: 3px solid var(--ink);
        outline-offset: 2px;
      }
      .said {
        margin-block-start: 8px;
      }
    `,
  ];

  @property({ attribute: false }) plan!: Plan;
  @state() private fault: Fault | null = null;

  private readonly onSave = (): void => {
    const url = URL.createObjectURL(new Blob([writeFile(this.plan)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${this.plan.title.replace(/[^\p{L}\p{N} -]/gu, '').trim() || 'session'}.json`;
    link.click();
    URL.revokeObjectURL(url);
  };

  private readonly onRead = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    const read: ReadFile =
      file.size > limits.templateFile ? { ok: false, why: 'other' } : readFile(await file.text());
    // the same file again is a choice, too
    input.value = '';
    this.fault = read.ok ? null : read;
    if (read.ok) this.dispatchEvent(new PlanEvent(read.plan));
  };

  protected override render(): TemplateResult {
    return html`<div class="row">
        <label class="button small read">
          ${words.read}
          <input class="aloud" type="file" accept=".json,application/json" @change=${this.onRead} />
        </label>
        <button class="button small" type="button" @click=${this.onSave}>${words.save}</button>
      </div>
      <p class="small said" role="status">${this.fault ? words.fault(this.fault) : nothing}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-template-file': TilthTemplateFile;
  }
}
