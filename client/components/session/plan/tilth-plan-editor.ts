/**
 * The parts of a session in their order: open one to change it, move it up or down, take it out, add another.
 *
 * @fires tilth-phases the parts as they are to be
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Phase } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { icon, type IconName } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { added, changed, moved, type Phases, removed } from '#client/view/session/editing.ts';
import { partFacts } from '#client/view/session/part-facts.ts';
import { minutesWords } from '#client/words/minutes.ts';
import { PhasesEvent } from './plan-events.ts';
import './tilth-part-editor.ts';

const words = {
  up: (name: string) => `Move “${name}” up`,
  down: (name: string) => `Move “${name}” down`,
  remove: (name: string) => `Take “${name}” out`,
  movedTo: (name: string, place: number, of: number) => `“${name}” is part ${place} of ${of} now.`,
  removed: (name: string) => `“${name}” is taken out.`,
  add: 'Add a part',
  fresh: 'Another part',
  full: `A session has ${limits.phases} parts at most.`,
  fixed: 'Parts that are over, and the one that is on, stay as they are.',
} as const;

type Step = 'up' | 'down' | 'remove';
const icons: Record<Step, IconName> = { up: 'up', down: 'down', remove: 'close' };

@customElement('tilth-plan-editor')
export class TilthPlanEditor extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      li {
        border-block-end: 1px solid var(--line);
      }
      .head {
        display: flex;
        align-items: center;
        gap: 2px;
        padding-block: 4px;
      }
      .part {
        display: flex;
        flex: 1 1 auto;
        gap: 12px;
        justify-content: start;
        min-inline-size: 0;
        padding: 4px 8px;
        font-weight: 400;
        text-align: start;
      }
      .what {
        flex: 1 1 auto;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .what > * {
        display: block;
      }
      .name {
        font-weight: 500;
      }
      .minutes {
        flex: none;
        font-variant-numeric: tabular-nums;
      }
      .button.icon {
        flex: none;
        inline-size: var(--control-small);
        min-block-size: var(--control-small);
      }
      .open {
        border-radius: var(--radius-card);
        background: var(--bed);
      }
      .fixed {
        padding: 8px;
      }
      .add {
        margin-block-start: 12px;
      }
    `,
  ];

  @property({ attribute: false }) phases: Phases = [];
  /** So many at the beginning cannot be changed. */
  @property({ type: Number }) fixed = 0;
  /** Makes the id of a new part. */
  @property({ attribute: false }) newId!: () => string;
  @state() private open = '';
  /** What became of the last step, for the ear: the eye sees it. */
  @state() private said = '';
  /** A button to give the focus back to: what it moved took it along. */
  private returnTo: string | null = null;

  private say(phases: Phases): void {
    if (phases !== this.phases) this.dispatchEvent(new PhasesEvent(phases));
  }

  private step(step: Step, phase: Phase): void {
    const { phases, fixed } = this;
    const at = phases.indexOf(phase);
    switch (step) {
      case 'up':
      case 'down':
        this.returnTo = `${step}-${phase.id}`;
        this.said = words.movedTo(phase.name, step === 'up' ? at : at + 2, phases.length);
        this.say(moved(phases, phase.id, step === 'up' ? -1 : 1, fixed));
        return;
      case 'remove':
        this.returnTo = `open-${(phases[at + 1] ?? phases[at - 1])?.id ?? ''}`;
        this.said = words.removed(phase.name);
        this.say(removed(phases, phase.id));
    }
  }

  private readonly onAdd = (): void => {
    const id = this.newId();
    this.open = id;
    this.returnTo = `open-${id}`;
    this.say(added(this.phases, id, words.fresh));
  };

  protected override updated(changed: PropertyValues<this>): void {
    if (this.returnTo === null || !changed.has('phases')) return;
    this.renderRoot.querySelector<HTMLElement>(`#${this.returnTo}`)?.focus();
    this.returnTo = null;
  }

  protected override render(): TemplateResult {
    const { phases, fixed } = this;
    return html`${fixed > 0 ? html`<p class="small soft">${words.fixed}</p>` : nothing}
      <ol>
        ${repeat(
          phases,
          ({ id }) => id,
          (phase, index) => (index < fixed ? this.over(phase) : this.item(phase, index)),
        )}
      </ol>
      <p class="aloud" role="status">${this.said}</p>
      ${
        phases.length < limits.phases
          ? html`<button class="button small add" type="button" @click=${this.onAdd}>
              ${icon('plus', 18)} ${words.add}
            </button>`
          : html`<p class="small soft">${words.full}</p>`
      }`;
  }

  private over(phase: Phase): TemplateResult {
    return html`<li class="head fixed soft">
      <span class="what" dir="auto">${phase.name}</span>
      <span class="minutes small">${minutesWords(phase.minutes)}</span>
    </li>`;
  }

  private item(phase: Phase, index: number): TemplateResult {
    const { phases, fixed } = this;
    const open = phase.id === this.open;
    const facts = partFacts(phase).join(' · ');
    return html`<li class=${open ? 'open' : ''}>
      <div class="head">
        <button
          id=${`open-${phase.id}`}
          class="button quiet part"
          type="button"
          aria-expanded=${open ? 'true' : 'false'}
          @click=${() => {
            this.open = open ? '' : phase.id;
          }}
        >
          <span class="what">
            <span class="name" dir="auto">${phase.name}</span>
            ${facts ? html`<span class="small soft">${facts}</span>` : nothing}
          </span>
          <span class="minutes small soft">${minutesWords(phase.minutes)}</span>
        </button>
        ${this.button('up', phase, index > fixed)} ${this.button('down', phase, index < phases.length - 1)}
        ${this.button('remove', phase, phases.length > 1)}
      </div>
      ${
        open
          ? html`<tilth-part-editor
              .phase=${phase}
              @tilth-part=${(event: HTMLElementEventMap['tilth-part']) =>
                this.say(changed(phases, phase.id, event.change))}
            ></tilth-part-editor>`
          : nothing
      }
    </li>`;
  }

  private button(step: Step, phase: Phase, works: boolean): TemplateResult {
    return html`<button
      id=${`${step}-${phase.id}`}
      class="button quiet icon"
      type="button"
      aria-label=${words[step](phase.name)}
      aria-disabled=${works ? nothing : 'true'}
      @click=${() => works && this.step(step, phase)}
    >
      ${icon(icons[step], 18)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-plan-editor': TilthPlanEditor;
  }
}
