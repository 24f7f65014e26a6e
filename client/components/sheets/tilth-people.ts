/** Everyone on the board, and what I say about myself: my name, whether I rest, for whom I write, leaving. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import { membersHere } from '#client/view/detail/roster.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import type { Someone } from '#client/view/detail/someone.ts';
import { writingNow, type WritingNow } from '#client/view/detail/writing-now.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { count } from '#client/words/lists.ts';
import { personMark } from './person-mark.ts';
import { Sheet } from './sheet.ts';
import './tilth-member-care.ts';
import './tilth-sure.ts';

const words = {
  title: 'People',
  lead: (n: number) => `${count(n, 'person', 'people')} on this board`,
  looking: (n: number) => `${count(n, 'person', 'people')} only looking`,
  role: { facilitator: 'looks after the board', member: '' },
  presence: { here: 'here now', idle: 'here, away from the screen', away: '' },
  resting: 'resting for now',
  you: 'You',
  name: 'Your name',
  save: 'Save',
  rest: 'I am resting for now',
  restHint: 'Others see that you take a break, and do not wait for you. Your cards stay.',
  host: 'I also write for',
  hostHint: 'Someone without a device, with their consent. Only you see this.',
  device: 'Use another device too',
  leave: 'Leave this board',
  leaveWhat:
    'Your name, cards, comments and contact lines go; your help for others stays as “someone who left”. This cannot be taken back.',
  erase: 'Erase me and what I wrote',
  eraseWhat:
    'You leave, and every word of yours goes within a minute: cards, comments, notes and thanks to others, also from what the server keeps of the past. What stays: that someone helped, and lines you wrote into the notes or into other people’s cards; take those out first if they should go. What people have read or copied is theirs. This cannot be taken back.',
  forget: 'Forget this board on this device',
  forgetWhat: 'Everything kept here goes, drafts too. On other devices you stay as you are.',
  writing: 'Writing now',
  where: (title: string) => (title ? `in “${title}”` : 'in the notes of this board'),
  go: (name: string) => `Go to where ${name} is writing`,
  care: (name: string) => `Look after ${name}`,
} as const;

@customElement('tilth-people')
export class TilthPeople extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      .person {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding-block: 10px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      tilth-member-care {
        flex: 1 1 100%;
      }
      .me {
        padding: 16px;
        border-radius: var(--radius-card);
        background: var(--bed);
      }
      .quiet-steps {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  /** The member a facilitator looks after at the moment; at first the one this sheet was opened for. */
  @state() private cared = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.cared = this.target;
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const members = membersHere(scene);
    const looking = scene.people
      .filter((person) => !person.member)
      .reduce((sum, person) => sum + person.count, 0);
    return this.frame({
      heading: words.title,
      size: 'panel',
      body: html`<div class="stack">
        ${scene.me === null ? nothing : this.me(scene, scene.me)} ${this.writing(writingNow(scene))}
        <section aria-labelledby="everyone">
          <h3 id="everyone">${words.lead(members.length)}</h3>
          ${looking > 0 ? html`<p class="small soft">${words.looking(looking)}</p>` : nothing}
          <ul>
            ${repeat(
              members,
              (who) => who.id,
              (who) => this.person(scene, who),
            )}
          </ul>
        </section>
      </div>`,
    });
  }

  private writing(now: readonly WritingNow[]): TemplateResult | typeof nothing {
    if (now.length === 0) return nothing;
    return html`<section aria-labelledby="writing">
      <h3 id="writing">${words.writing}</h3>
      <ul>
        ${repeat(
          now,
          ({ member, card }) => member + card,
          (one) =>
            html`<li class="person">
              <p class="grow"><strong>${one.name}</strong> ${words.where(one.title)}</p>
              <button class="button small" type="button" @click=${() => this.go(one)}>
                ${words.go(one.name)}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private go({ card }: WritingNow): void {
    this.dispatchEvent(card ? new OpenIntent('card', card, 'text') : new OpenIntent('notes', '', 'text'));
  }

  private person(scene: Scene, who: Someone): TemplateResult {
    const member = who.id === null ? undefined : scene.state.members.get(who.id);
    const more = [
      words.presence[who.presence],
      member ? words.role[member.role] : '',
      member?.resting ? words.resting : '',
    ].filter(Boolean);
    const id = who.id ?? '';
    const open = this.cared === id;
    return html`<li class="person">
      ${personMark(scene.state, who, 32)}
      <p class="grow">
        <strong>${who.you ? `${member?.name ?? ''} (${words.you})` : who.name}</strong>
        ${more.length > 0 ? html`<span class="small soft">· ${more.join(' · ')}</span>` : nothing}
      </p>
      ${
        scene.role === 'facilitator' && !who.you
          ? html`<button
                class="button icon quiet"
                type="button"
                aria-label=${words.care(who.name)}
                aria-expanded=${open ? 'true' : 'false'}
                @click=${() => {
                  this.cared = open ? '' : id;
                }}
              >
                ${icon('dots')}
              </button>
              ${
                open
                  ? html`<tilth-member-care
                      .session=${this.session}
                      .scene=${scene}
                      .member=${id}
                    ></tilth-member-care>`
                  : nothing
              }`
          : nothing
      }
    </li>`;
  }

  private me(scene: Scene, id: string): TemplateResult {
    const me = scene.state.members.get(id);
    const hosting = scene.state.records.get(`hosting:${id}`)?.body;
    const value = (event: Event, name: string): string =>
      ((event.target as HTMLFormElement).elements.namedItem(name) as HTMLInputElement).value.trim();
    return html`<section class="me stack" aria-label=${words.you}>
      <form
        @submit=${(event: Event) => {
          event.preventDefault();
          const name = value(event, 'name');
          if (name && name !== me?.name) this.send({ type: 'member.rename', member: id, name });
        }}
      >
        <label class="label" for="name">${words.name}</label>
        <div class="row">
          <input
            id="name"
            name="name"
            class="field grow"
            maxlength=${limits.name}
            autocomplete="given-name"
            .value=${me?.name ?? ''}
          />
          <button class="button" type="submit">${words.save}</button>
        </div>
      </form>
      <div>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${me?.resting ?? false}
            @change=${(event: Event) =>
              this.send({ type: 'member.rest', resting: (event.target as HTMLInputElement).checked })}
          />
          ${words.rest}
        </label>
        <p class="hint">${words.restHint}</p>
      </div>
      <form
        @submit=${(event: Event) => {
          event.preventDefault();
          this.send({ type: 'member.host', who: value(event, 'who') });
        }}
      >
        <label class="label" for="who">${words.host}</label>
        <div class="row">
          <input
            id="who"
            name="who"
            class="field grow"
            maxlength=${limits.behalf}
            aria-describedby="who-hint"
            .value=${hosting?.type === 'hosting' ? hosting.who : ''}
          />
          <button class="button" type="submit">${words.save}</button>
        </div>
        <p class="hint" id="who-hint">${words.hostHint}</p>
      </form>
      <div class="quiet-steps">
        <button
          class="button small"
          type="button"
          @click=${() => this.dispatchEvent(new OpenIntent('device'))}
        >
          ${words.device}
        </button>
        <tilth-sure
          .label=${words.forget}
          .what=${words.forgetWhat}
          @tilth-sure=${() => void this.session.forget()}
        ></tilth-sure>
        <tilth-sure
          .label=${words.leave}
          .what=${words.leaveWhat}
          @tilth-sure=${() => this.send({ type: 'member.leave' })}
        ></tilth-sure>
        <tilth-sure
          .label=${words.erase}
          .what=${words.eraseWhat}
          @tilth-sure=${() => this.send({ type: 'member.erase', member: id })}
        ></tilth-sure>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-people': TilthPeople;
  }
}
