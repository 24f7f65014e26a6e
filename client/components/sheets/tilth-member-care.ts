/**
 * What a facilitator can do for one member: let them back in, say that they are known, share the work, join two entries
 * of one person, or let them go.
 *
 * @fires tilth-run member.*
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Command } from '#shared/board/commands.ts';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { membersHere } from '#client/view/detail/roster.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { RunIntent } from '#client/view/intents.ts';
import { sentence } from '#client/words/lists.ts';
import { exactly } from '#client/words/time.ts';
import { inSentence, someone } from '#client/view/detail/someone.ts';
import './tilth-pass.ts';
import './tilth-sure.ts';

const words = {
  only: 'Only facilitators see this.',
  letIn: (name: string) => `Let ${name} back in`,
  approve: 'I know this person',
  approved: (when: string) => `Known since ${when}. Their confirmations count at once.`,
  approveHint: 'Then the help they confirm counts at once, without the first day of waiting.',
  facilitator: 'Make a co-facilitator',
  member: 'End as a co-facilitator',
  rename: 'Correct the name',
  save: 'Save',
  merge: 'The same person as',
  choose: 'Choose a person',
  mergeDo: 'Join the two',
  mergeWhat: (from: string, into: string) =>
    `${from}’s cards, help and devices go to ${into}. This cannot be taken back.`,
  remove: 'Remove from the board',
  removeWhat: (name: string) =>
    `${name}’s open cards are taken down and their devices signed out. With a link they can join again.`,
  ban: 'Remove for good',
  erase: (name: string) => `Erase ${name} and what they wrote`,
  eraseWhat: (name: string) =>
    `Only if ${name} wishes it. Every word of theirs goes within a minute: cards, comments, notes and thanks, also from what the server keeps of the past. That someone helped stays, and so do lines written together with others.`,
  eraseAgain: (name: string) =>
    `${name} is signed out everywhere, and nothing of what they wrote can be brought back, by you or by them. Have you talked about it?`,
  banWhat: (name: string) => `As above, and ${name}’s devices cannot join this board again.`,
} as const;

@customElement('tilth-member-care')
export class TilthMemberCare extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: 12px;
        padding: 16px;
        border-radius: var(--radius-card);
        background: var(--bed);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .grow {
        flex: 1 1 12rem;
        inline-size: auto;
      }
      .private {
        display: flex;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) scene!: Scene;
  @property() member = '';
  /** The other entry of the same person. */
  @property({ state: true }) other = '';
  @query('#rename') private readonly field!: HTMLInputElement;

  private run(command: Command): void {
    this.dispatchEvent(new RunIntent(command));
  }

  private rename(event: Event): void {
    event.preventDefault();
    const name = this.field.value.trim();
    if (name) this.run({ type: 'member.rename', member: this.member, name });
  }

  override render(): TemplateResult | typeof nothing {
    const { scene, member } = this;
    const row = scene.state.members.get(member);
    if (!row) return nothing;
    const name = inSentence(someone(scene, member));
    return html`<p class="private small soft">${icon('lock', 16)} ${words.only}</p>
      <tilth-pass .session=${this.session} .member=${member} .label=${words.letIn(name)}></tilth-pass>
      <div>
        ${
          row.approved === undefined
            ? html`<button
                  class="button small"
                  type="button"
                  @click=${() => this.run({ type: 'member.approve', member })}
                >
                  ${words.approve}
                </button>
                <p class="hint">${words.approveHint}</p>`
            : html`<p class="small">${words.approved(exactly(row.approved))}</p>`
        }
      </div>
      <div class="row">
        <button
          class="button small"
          type="button"
          @click=${() =>
            this.run({
              type: 'member.role',
              member,
              role: row.role === 'facilitator' ? 'member' : 'facilitator',
            })}
        >
          ${row.role === 'facilitator' ? words.member : words.facilitator}
        </button>
      </div>
      <form class="row" @submit=${this.rename}>
        <label class="small" for="rename">${words.rename}</label>
        <input id="rename" class="field grow" maxlength=${limits.name} .value=${row.name} />
        <button class="button small" type="submit">${words.save}</button>
      </form>
      ${this.merge(name)}
      <div class="row">
        <tilth-sure
          .label=${words.remove}
          .what=${words.removeWhat(sentence(name))}
          @tilth-sure=${() => this.run({ type: 'member.remove', member, ban: false })}
        ></tilth-sure>
        <tilth-sure
          .label=${words.ban}
          .what=${words.banWhat(name)}
          @tilth-sure=${() => this.run({ type: 'member.remove', member, ban: true })}
        ></tilth-sure>
        <tilth-sure
          .label=${words.erase(name)}
          .what=${words.eraseWhat(name)}
          .again=${words.eraseAgain(sentence(name))}
          @tilth-sure=${() => this.run({ type: 'member.erase', member })}
        ></tilth-sure>
      </div>`;
  }

  private merge(name: string): TemplateResult {
    const others = membersHere(this.scene).filter((who) => who.id !== this.member);
    const into = this.other ? this.scene.state.members.get(this.other) : undefined;
    return html`<div class="row">
      <label class="small" for="merge">${words.merge}</label>
      <select
        id="merge"
        class="field grow"
        @change=${(event: Event) => {
          this.other = (event.target as HTMLSelectElement).value;
        }}
      >
        <option value="">${words.choose}</option>
        ${others.map((who) => html`<option value=${who.id ?? ''}>${who.name}</option>`)}
      </select>
      ${
        into
          ? html`<tilth-sure
              .label=${words.mergeDo}
              .what=${words.mergeWhat(name, into.name)}
              @tilth-sure=${() => this.run({ type: 'member.merge', from: this.member, into: into.id })}
            ></tilth-sure>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-member-care': TilthMemberCare;
  }
}
