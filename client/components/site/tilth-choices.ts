/**
 * How the board is to stand in a page: as part of it or in a frame, which kinds of cards, in which colours.
 *
 * @fires tilth-choice with the change
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { kinds, type Kind } from '#shared/board/types.ts';
import { type Theme, themes, type View, views } from '#shared/public/looks.ts';
import { base } from '#client/styles/base.ts';
import { fields } from '#client/styles/fields.ts';
import { type Choice, holdsWhole, type Way } from '#client/view/site/snippet.ts';
import { kindWords } from '#client/words/cards.ts';

const words = {
  way: 'How it stands there',
  ways: {
    element: {
      name: 'As part of the page',
      hint: 'Takes the page’s own type and colours. The page runs a script of ours.',
    },
    frame: { name: 'In a frame', hint: 'For pages and editors that take no script.' },
  } satisfies Record<Way, { name: string; hint: string }>,
  kinds: 'What it shows',
  oneStays: 'At least one stays chosen.',
  view: 'Lanes',
  views: { auto: 'Side by side, where there is room', tabs: 'One at a time' } satisfies Record<View, string>,
  theme: 'Colours',
  themes: { auto: 'As the visitor’s device', light: 'Light', dark: 'Dark' } satisfies Record<Theme, string>,
} as const;

export class ChoiceEvent extends Event {
  static readonly type = 'tilth-choice';
  constructor(readonly change: Partial<Choice>) {
    super(ChoiceEvent.type);
  }
}

@customElement('tilth-choices')
export class TilthChoices extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      legend {
        margin-block-end: 4px;
        padding: 0;
        font-weight: 600;
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 8px;
      }
      .reading {
        gap: 16px 24px;
      }
      .looks {
        display: grid;
        gap: 8px;
      }
      .checks {
        display: grid;
        grid-template-columns: repeat(2, max-content);
        gap: 0 32px;
      }
      .check {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: var(--field);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) choice!: Choice;

  @state() private oneStays = false;

  private choose(change: Partial<Choice>): void {
    this.dispatchEvent(new ChoiceEvent(change));
  }

  private show(kind: Kind, box: HTMLInputElement): void {
    const chosen = kinds.filter((one) => (one === kind ? box.checked : this.choice.kinds.includes(one)));
    this.oneStays = chosen.length === 0;
    if (this.oneStays) box.checked = true;
    else this.choose({ kinds: chosen });
  }

  protected override render(): TemplateResult {
    return html`<fieldset>
        <legend>${words.way}</legend>
        <div class="two">${(['element', 'frame'] as const).map((way) => this.way(way))}</div>
      </fieldset>
      ${holdsWhole(this.choice) ? nothing : this.reading()}`;
  }

  private reading(): TemplateResult {
    return html`<div class="two reading">
      <fieldset>
        <legend>${words.kinds}</legend>
        <div class="checks">${kinds.map((kind) => this.kind(kind))}</div>
        <p class="hint" role="status">${this.oneStays ? words.oneStays : nothing}</p>
      </fieldset>
      <div class="looks">
        ${this.look('view', views, words.views)} ${this.look('theme', themes, words.themes)}
      </div>
    </div>`;
  }

  private look<N extends 'view' | 'theme'>(
    name: N,
    values: readonly Choice[N][],
    shown: Readonly<Record<Choice[N], string>>,
  ): TemplateResult {
    return html`<div>
      <label class="label" for=${name}>${words[name]}</label>
      <select
        class="field"
        id=${name}
        @change=${(event: Event) => this.choose({ [name]: (event.target as HTMLSelectElement).value })}
      >
        ${values.map(
          (value) =>
            html`<option value=${value} ?selected=${value === this.choice[name]}>${shown[value]}</option>`,
        )}
      </select>
    </div>`;
  }

  private way(way: Way): TemplateResult {
    const { name, hint } = words.ways[way];
    return html`<label class="choice">
      <input
        type="radio"
        name="way"
        .checked=${this.choice.way === way}
        @change=${() => this.choose({ way })}
      />
      <span>${name}<br /><span class="small soft">${hint}</span></span>
    </label>`;
  }

  private kind(kind: Kind): TemplateResult {
    return html`<label class="check">
      <input
        type="checkbox"
        name=${kind}
        .checked=${this.choice.kinds.includes(kind)}
        @change=${(event: Event) => this.show(kind, event.target as HTMLInputElement)}
      />
      ${kindWords[kind].many}
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-choices': TilthChoices;
  }
  interface HTMLElementEventMap {
    'tilth-choice': ChoiceEvent;
  }
}
