/** "I know someone": introduce a person, or a service, for a need. `target`: the need. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { cardOf } from '#shared/board/access.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Subject } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import { membersHere } from '#client/view/detail/roster.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { warmthWords } from '#client/view/detail/introductions.ts';
import { inSentence, someone } from '#client/view/detail/someone.ts';
import { Sheet } from './sheet.ts';
import { choiceStyles } from './sheet-styles.ts';

const words = {
  gone: 'This need is no longer on the board',
  goneLead: 'It was met or taken down a moment ago.',
  title: (name: string) => `Who could help ${name}?`,
  who: {
    member: ['Someone on this board', 'they are asked first'],
    outside: ['Someone who is not here', 'you pass it on yourself'],
    service: ['A service or a group', 'open to anyone'],
  },
  member: 'Who is it?',
  choose: 'Choose a person',
  outside: 'Their name',
  service: 'Its name',
  agreed: 'I asked them, and they agree',
  warmth: 'How well do you know them?',
  gain: 'Do you gain from this?',
  gainNo: 'No',
  gainYes: 'Yes, I gain something',
  gainHint: 'Both are fine. People only like to know.',
  message: (name: string) => `A few words for ${name}`,
  optional: 'if you like',
  privacy:
    'Only the people of this introduction see who it is. Nobody gets a contact before everyone has said yes.',
  send: 'Introduce them',
  notNow: 'Not now',
} as const;

@customElement('tilth-introduce-sheet')
export class TilthIntroduceSheet extends Sheet {
  static override styles = [
    Sheet.styles,
    choiceStyles,
    css`
      .optional {
        font-weight: 400;
      }
      .two {
        grid-template-columns: 1fr 1fr;
      }
    `,
  ];

  @state() private type: Subject['type'] = 'member';
  @query('form') private readonly form!: HTMLFormElement;
  private introduction = '';

  private get input(): string {
    return `introduce:${this.target}`;
  }

  private submit(event: Event): void {
    event.preventDefault();
    const given = new FormData(this.form);
    const text = (name: string): string => {
      const value = given.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const person: Subject =
      this.type === 'member'
        ? { type: 'member', member: text('member') }
        : { type: this.type, name: text('name') };
    this.introduction ||= this.session.newId('introduction');
    const command: Command = {
      type: 'introduction.propose',
      introduction: this.introduction,
      card: this.target,
      person,
      ...(this.type === 'member' ? {} : { personAgreed: given.has('agreed') || this.type === 'service' }),
      warmth: Number(text('warmth')) as 1 | 2 | 3 | 4 | 5,
      message: text('message'),
      gain: text('gain') === 'yes',
    };
    if (!this.send(command)) return;
    this.session.keepTyped(this.input, '');
    this.close();
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const card = cardOf(scene.state, this.target)?.card;
    if (!card) return this.frame({ heading: words.gone, body: html`<p>${words.goneLead}</p>` });
    const seeker = inSentence(someone(scene, card.author));
    return this.frame({
      heading: words.title(seeker),
      body: html`<form id="form" class="stack" @submit=${this.submit}>
        ${this.whoIsIt(scene, card.author)} ${this.howWell()} ${this.gains()}
        <div>
          <label class="label" for="message"
            >${words.message(seeker)} <span class="soft optional">${words.optional}</span></label
          >
          <textarea
            id="message"
            name="message"
            class="field"
            rows="2"
            maxlength=${limits.note}
            .defaultValue=${this.session.typed(this.input)}
            @input=${(event: Event) =>
              this.session.keepTyped(this.input, (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </div>
        <p class="private">${icon('lock', 16)} <span>${words.privacy}</span></p>
      </form>`,
      foot: html`<button class="link" type="button" @click=${this.close}>${words.notNow}</button>
        <button class="button filled" type="submit" form="form">${words.send}</button>`,
      cross: false,
    });
  }

  private whoIsIt(scene: Scene, seeker: string | null): TemplateResult {
    const types: readonly Subject['type'][] = ['member', 'outside', 'service'];
    return html`<fieldset>
        <legend class="aloud">${words.member}</legend>
        ${types.map((type) => {
          const [label, hint] = words.who[type];
          return html`<label class="choice">
            <input
              type="radio"
              name="type"
              ?autofocus=${type === 'member'}
              .checked=${this.type === type}
              @change=${() => {
                this.type = type;
              }}
            />
            <span><strong>${label}</strong><span class="small soft">${hint}</span></span>
          </label>`;
        })}
      </fieldset>
      ${this.type === 'member' ? this.members(scene, seeker) : this.named()}`;
  }

  private members(scene: Scene, seeker: string | null): TemplateResult {
    const others = membersHere(scene).filter((who) => !who.you && who.id !== seeker);
    return html`<div>
      <label class="label" for="member">${words.member}</label>
      <select id="member" name="member" class="field" required>
        <option value="">${words.choose}</option>
        ${others.map((who) => html`<option value=${who.id ?? ''}>${who.name}</option>`)}
      </select>
    </div>`;
  }

  private named(): TemplateResult {
    return html`<div class="stack tight">
      <div>
        <label class="label" for="name">${this.type === 'service' ? words.service : words.outside}</label>
        <input
          id="name"
          name="name"
          class="field"
          maxlength=${limits.outsideName}
          required
          autocomplete="off"
        />
      </div>
      ${
        this.type === 'outside'
          ? html`<label class="choice"
              ><input type="checkbox" name="agreed" required /> ${words.agreed}</label
            >`
          : nothing
      }
    </div>`;
  }

  private howWell(): TemplateResult {
    return html`<div>
      <label class="label" for="warmth">${words.warmth}</label>
      <select id="warmth" name="warmth" class="field">
        ${([5, 4, 3, 2, 1] as const).map(
          (warmth) => html`<option value=${warmth} ?selected=${warmth === 3}>${warmthWords[warmth]}</option>`,
        )}
      </select>
    </div>`;
  }

  private gains(): TemplateResult {
    return html`<fieldset>
      <legend>${words.gain}</legend>
      <div class="row">
        <label class="choice grow"
          ><input type="radio" name="gain" value="no" checked /> ${words.gainNo}</label
        >
        <label class="choice grow"><input type="radio" name="gain" value="yes" /> ${words.gainYes}</label>
      </div>
      <p class="hint">${words.gainHint}</p>
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-introduce-sheet': TilthIntroduceSheet;
  }
}
