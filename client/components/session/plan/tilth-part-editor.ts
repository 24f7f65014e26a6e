/**
 * All that can be set of one part of a session. It says each change at once; minutes only while they are a length.
 *
 * @fires tilth-part with the change
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AskedKind, Phase } from '#shared/board/types.ts';
import { limits, sessionRule } from '#shared/limits.ts';
import { base } from '#client/styles/base.ts';
import { fields } from '#client/styles/fields.ts';
import { type Change, readMinutes } from '#client/view/session/editing.ts';

const words = {
  name: 'Name',
  prompt: 'What people are asked',
  minutes: 'Minutes',
  minutesHint: 'Parts of a minute too: 2.5',
  minutesFault: (most: number) => `A number up to ${most}, such as 8 or 2.5.`,
  writes: 'What may be written',
  kinds: { offer: 'Offers', need: 'Needs', referral: 'Referrals' },
  silent: 'Written in silence',
  reveals: {
    '': 'No: seen at once',
    all: 'Yes, then shown to all at once',
    group: 'Yes, then shown to one’s group first',
    turns: 'Yes, then shown one person after the other',
  },
  groups: 'New groups',
  noGroups: 'None',
  size: (size: number) => `Of about ${size}`,
  atEnd: 'When time is up',
  ends: {
    nothing: 'Nothing happens',
    nudge: 'Everyone is told',
    freeze: 'Writing rests',
  },
  sort: 'First in the lanes',
  sorts: { newest: 'What is newest', untouched: 'What nobody has answered', urgent: 'What is urgent' },
  promotions: 'Promotions may go up',
} as const;

export class PartEvent extends Event {
  static readonly type = 'tilth-part';
  constructor(readonly change: Change) {
    super(PartEvent.type);
  }
}

type Choices = readonly (readonly [value: string, words: string])[];
const { groupLeast, groupMost } = sessionRule;
const sizes: Choices = [
  ['', words.noGroups],
  ...Array.from({ length: groupMost - groupLeast + 1 }, (_, nth) => {
    const size = groupLeast + nth;
    return [String(size), words.size(size)] as const;
  }),
];

@customElement('tilth-part-editor')
export class TilthPartEditor extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr));
        gap: 12px 16px;
        padding: 4px 16px 16px;
      }
      .wide {
        grid-column: 1 / -1;
      }
      .label,
      legend {
        margin-block-end: 4px;
        font-size: var(--size-label);
        font-weight: 600;
      }
      .checks {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
      }
      .check {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: var(--control-small);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) phase!: Phase;
  /** Minutes as they are being typed; null while they say the same as the part. */
  @state() private typing: string | null = null;

  private change(change: Change): void {
    this.dispatchEvent(new PartEvent(change));
  }

  protected override render(): TemplateResult {
    const { phase } = this;
    return html`<div class="wide">
        <label class="label" for="name">${words.name}</label>
        <input
          id="name"
          class="field"
          dir="auto"
          autocomplete="off"
          maxlength=${limits.phaseName}
          .value=${phase.name}
          @input=${this.onName}
          @change=${this.onNameLeft}
        />
      </div>
      <div class="wide">
        <label class="label" for="prompt">${words.prompt}</label>
        <textarea
          id="prompt"
          class="field"
          dir="auto"
          maxlength=${limits.phasePrompt}
          .value=${phase.prompt}
          @input=${(event: Event) => this.change({ prompt: valueOf(event) })}
        ></textarea>
      </div>
      ${this.minutes(phase)}
      ${this.select('atEnd', words.atEnd, Object.entries(words.ends), phase.atEnd, (atEnd) => ({
        atEnd: atEnd as Phase['atEnd'],
      }))}
      ${this.writes(phase)}
      ${this.select('silent', words.silent, Object.entries(words.reveals), phase.silent ?? '', (silent) => ({
        silent: (silent || undefined) as Phase['silent'],
      }))}
      ${this.select('groups', words.groups, sizes, String(phase.groups ?? ''), (size) => ({
        groups: Number(size) || undefined,
      }))}
      ${this.select('sort', words.sort, Object.entries(words.sorts), phase.sort, (sort) => ({ sort: sort as Phase['sort'] }))}
      <label class="check">
        <input
          type="checkbox"
          .checked=${phase.promotions ?? false}
          @change=${(event: Event) => this.change({ promotions: (event.target as HTMLInputElement).checked })}
        />
        ${words.promotions}
      </label>`;
  }

  /** A part has a name: while there is none, it keeps the one it had. */
  private readonly onName = (event: Event): void => {
    const name = valueOf(event);
    if (name.trim() !== '') this.change({ name });
  };
  private readonly onNameLeft = (event: Event): void => {
    (event.target as HTMLInputElement).value = this.phase.name;
  };

  private minutes(phase: Phase): TemplateResult {
    const faulty = this.typing !== null && readMinutes(this.typing) === null;
    return html`<div>
      <label class="label" for="minutes">${words.minutes}</label>
      <input
        id="minutes"
        class="field"
        inputmode="decimal"
        autocomplete="off"
        aria-describedby="minutes-hint"
        aria-invalid=${faulty ? 'true' : nothing}
        .value=${this.typing ?? String(phase.minutes)}
        @input=${this.onMinutes}
        @change=${() => {
          if (!faulty) this.typing = null;
        }}
      />
      <p class="hint" id="minutes-hint">
        ${faulty ? words.minutesFault(limits.phaseMinutes) : words.minutesHint}
      </p>
    </div>`;
  }

  private readonly onMinutes = (event: Event): void => {
    this.typing = valueOf(event);
    const minutes = readMinutes(this.typing);
    if (minutes !== null) this.change({ minutes });
  };

  private writes(phase: Phase): TemplateResult {
    return html`<fieldset class="wide">
      <legend>${words.writes}</legend>
      <div class="checks">
        ${(['offer', 'need', 'referral'] as const).map(
          (kind) =>
            html`<label class="check">
              <input
                type="checkbox"
                .checked=${phase.writes.includes(kind)}
                @change=${() => this.change({ writes: toggled(phase.writes, kind) })}
              />
              ${words.kinds[kind]}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  private select(
    id: string,
    label: string,
    choices: Choices,
    chosen: string,
    change: (value: string) => Change,
  ): TemplateResult {
    return html`<div>
      <label class="label" for=${id}>${label}</label>
      <select id=${id} class="field" @change=${(event: Event) => this.change(change(valueOf(event)))}>
        ${choices.map(
          ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </div>`;
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function toggled(kinds: readonly AskedKind[], kind: AskedKind): readonly AskedKind[] {
  return kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind];
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-part-editor': TilthPartEditor;
  }
  interface HTMLElementEventMap {
    'tilth-part': PartEvent;
  }
}
