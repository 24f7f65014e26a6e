/** Who sits with whom, and new groups in which nobody meets the same people again while that can be helped. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { sessionRule } from '#shared/limits.ts';
import { personMark } from '#client/components/sheets/person-mark.ts';
import { fields } from '#client/styles/fields.ts';
import { type GroupView, groupsView } from '#client/view/session/cockpit/groups-view.ts';
import { CockpitPart } from './cockpit-part.ts';

const words = {
  title: 'Groups',
  none: 'Everybody is together. Groups are made of those who are here; nobody meets the same people twice while it can be helped.',
  size: 'People in a group',
  make: 'New groups',
  end: 'No groups',
} as const;

const { groupLeast, groupMost } = sessionRule;
const sizes = Array.from({ length: groupMost - groupLeast + 1 }, (_, nth) => groupLeast + nth);

@customElement('tilth-groups')
export class TilthGroups extends CockpitPart {
  static override styles = [
    fields,
    CockpitPart.styles,
    css`
      .size {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .field {
        inline-size: auto;
        min-block-size: var(--control-small);
        padding: 2px 8px;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
        gap: 10px;
      }
      li {
        padding: 12px 14px;
        border-radius: var(--radius-card);
        background: var(--bed);
      }
      h3 {
        margin-block-end: 6px;
        font-size: 1rem;
      }
      .people {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
      }
      .someone {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
    `,
  ];

  @state() private size = 0;

  private group(size: number): void {
    this.run({ type: 'session.group', session: this.conducts.id, size });
  }

  protected override render(): TemplateResult {
    const groups = groupsView(this.scene, this.conducts);
    const asked = this.conducts.phases[this.conducts.phase]?.groups;
    const size = this.size || (asked ?? 4);
    return html`<section aria-labelledby="groups">
      <div class="head">
        <h2 id="groups">${words.title}</h2>
        <div class="row">
          <label class="size small">
            ${words.size}
            <select
              class="field"
              @change=${(event: Event) => {
                this.size = Number((event.target as HTMLSelectElement).value);
              }}
            >
              ${sizes.map((one) => html`<option value=${one} .selected=${one === size}>${one}</option>`)}
            </select>
          </label>
          <button class="button small" type="button" @click=${() => this.group(size)}>${words.make}</button>
          ${
            groups.length > 0
              ? html`<button class="button small" type="button" @click=${() => this.group(0)}>
                  ${words.end}
                </button>`
              : nothing
          }
        </div>
      </div>
      ${groups.length === 0 ? html`<p class="small soft">${words.none}</p>` : nothing}
      <ul>
        ${groups.map((group) => this.item(group))}
      </ul>
    </section>`;
  }

  private item({ name, people }: GroupView): TemplateResult {
    return html`<li>
      <h3>${name}</h3>
      <p class="people small">
        ${people.map(
          (who) =>
            html`<span class="someone"
              >${personMark(this.scene.state, who, 24)}<span>${who.name}</span></span
            >`,
        )}
      </p>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-groups': TilthGroups;
  }
}
