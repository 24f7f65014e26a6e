/** Who runs the session: it can be handed over, and passes on along an order when whoever runs it is gone for a minute. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { personMark } from '#client/components/sheets/person-mark.ts';
import { icon } from '#client/icons/icon.ts';
import { fields } from '#client/styles/fields.ts';
import type { Someone } from '#client/view/detail/someone.ts';
import { earlier, successionView } from '#client/view/session/cockpit/succession-view.ts';
import { CockpitPart } from './cockpit-part.ts';

const words = {
  title: 'Who runs it',
  leads: (you: boolean) => (you ? 'run the session now' : 'runs the session now'),
  lead: 'When they are gone for a minute, it passes to the first of these who is here.',
  none: 'Nobody is named to take over yet.',
  add: 'Add someone to take over',
  choose: 'Choose a person',
  up: (name: string) => `Move ${name} up`,
  out: (name: string) => `Take ${name} off the list`,
  hand: 'Hand over',
  handTo: (name: string) => `Hand over to ${name}`,
} as const;

@customElement('tilth-succession')
export class TilthSuccession extends CockpitPart {
  static override styles = [
    fields,
    CockpitPart.styles,
    css`
      .person .icon {
        inline-size: var(--control-small);
        min-block-size: var(--control-small);
      }
      .label {
        margin-block-start: 8px;
        font-size: var(--size-label);
      }
      .field {
        min-block-size: var(--control);
        padding-block: 4px;
      }
    `,
  ];

  private order(members: readonly string[]): void {
    this.run({ type: 'session.order', session: this.conducts.id, members });
  }

  protected override render(): TemplateResult {
    const { lead, next, others } = successionView(this.scene, this.conducts);
    const order = next.flatMap(({ id }) => id ?? []);
    const left = others.filter(({ id }) => !order.includes(id ?? ''));
    return html`<section aria-labelledby="succession">
      <div class="head"><h2 id="succession">${words.title}</h2></div>
      <p class="person">
        ${personMark(this.scene.state, lead, 32)}
        <span class="grow">
          <span class="name">${lead.name}</span><span class="small soft">${words.leads(lead.you)}</span>
        </span>
      </p>
      <p class="small soft">${next.length > 0 ? words.lead : words.none}</p>
      <ol>
        ${repeat(
          next,
          ({ id }) => id,
          (who, nth) => this.item(who, nth, order),
        )}
      </ol>
      ${
        left.length > 0
          ? html`<label class="label" for="add">${words.add}</label>
              <select id="add" class="field" @change=${(event: Event) => this.add(event, order)}>
                <option value="">${words.choose}</option>
                ${left.map(({ id, name }) => html`<option value=${id ?? ''}>${name}</option>`)}
              </select>`
          : nothing
      }
    </section>`;
  }

  private add(event: Event, order: readonly string[]): void {
    const select = event.target as HTMLSelectElement;
    if (select.value) this.order([...order, select.value]);
    select.value = '';
  }

  private item(who: Someone, nth: number, order: readonly string[]): TemplateResult {
    const id = who.id ?? '';
    return html`<li class="person">
      ${personMark(this.scene.state, who, 28)}
      <span class="grow"><span class="name">${who.name}</span></span>
      ${
        nth > 0
          ? html`<button
              class="button quiet icon"
              type="button"
              aria-label=${words.up(who.name)}
              @click=${() => this.order(earlier(order, id))}
            >
              ${icon('up', 18)}
            </button>`
          : nothing
      }
      <button
        class="button quiet icon"
        type="button"
        aria-label=${words.out(who.name)}
        @click=${() => this.order(order.filter((member) => member !== id))}
      >
        ${icon('close', 18)}
      </button>
      ${
        this.conducts.state === 'running'
          ? html`<button
              class="button small"
              type="button"
              aria-label=${words.handTo(who.name)}
              @click=${() => this.run({ type: 'session.lead', session: this.conducts.id, member: id })}
            >
              ${words.hand}
            </button>`
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-succession': TilthSuccession;
  }
}
