/**
 * The name of a session that is being planned.
 *
 * @fires tilth-title the name, while there is one
 */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { limits } from '#shared/limits.ts';
import { base } from '#client/styles/base.ts';
import { fields } from '#client/styles/fields.ts';

const label = 'Name of the session';

export class TitleEvent extends Event {
  static readonly type = 'tilth-title';
  constructor(readonly words: string) {
    super(TitleEvent.type);
  }
}

@customElement('tilth-plan-title')
export class TilthPlanTitle extends LitElement {
  static override styles = [base, fields];

  @property() name = '';

  private readonly onInput = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    if (value.trim() !== '') this.dispatchEvent(new TitleEvent(value));
  };
  /** A session has a name: without one it keeps what it had. */
  private readonly onLeft = (event: Event): void => {
    (event.target as HTMLInputElement).value = this.name;
  };

  protected override render(): TemplateResult {
    return html`<label class="label" for="title">${label}</label>
      <input
        id="title"
        class="field"
        dir="auto"
        autocomplete="off"
        maxlength=${limits.sessionTitle}
        .value=${this.name}
        @input=${this.onInput}
        @change=${this.onLeft}
      />`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-plan-title': TilthPlanTitle;
  }
  interface HTMLElementEventMap {
    'tilth-title': TitleEvent;
  }
}
