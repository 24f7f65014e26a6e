/** The start page: what Tilth is, and a way to make a board. Afterwards: the three links, and which is for whom. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Role } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { badge } from '#client/icons/badges.ts';
import { brandMark } from '#client/icons/brand.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { linkWords } from '../sheets/access-words.ts';
import { makeBoard, type MadeBoard } from './board-api.ts';
import { garden } from './garden.ts';
import { pageStyles } from './page-styles.ts';
import './tilth-code.ts';
import '../sheets/tilth-link.ts';

const words = {
  brand: 'Tilth',
  title: 'A board for helping each other',
  lead: [
    'A group writes down what each of them needs, what they can offer, and whom they know.',
    'Everyone sees it at once: people help, thank each other, and come back.',
    'Promoting your own things has a small place too, and helping others makes it larger.',
  ],
  kinds: { need: 'Needs', offer: 'Offers', referral: 'Referrals' },
  label: 'Name of your board',
  placeholder: 'Elm Grove Neighbours',
  make: 'Make a board',
  making: 'Making it…',
  privacy:
    'No account, no email, no tracking. A board can be seen by those who have its link, and by nobody else. Contact details go only from one person to another, when both say yes.',
  not: {
    slowly:
      'Many boards were made from here in the last hour. Try again in a little while; your title stays here.',
    words: `A board needs a name, up to ${limits.boardTitle} characters long.`,
    notNow: 'The server cannot make a board at the moment. Try again in a minute; your title stays here.',
    unreachable: 'There is no connection to the server at the moment. Your title stays here.',
  },
  ready: (title: string) => `“${title}” is ready`,
  keep: 'These three links are the only way in, and they are shown only now. Keep the last one somewhere safe.',
  open: 'Open the board',
  join: 'Join a session',
  what: 'What is Tilth?',
} as const;

@customElement('tilth-start')
export class TilthStart extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    pageStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .inside {
        display: grid;
        gap: 24px;
        align-content: start;
      }
      h1 {
        font-size: var(--size-page);
        line-height: 1.2;
        text-wrap: balance;
      }
      .lead {
        display: grid;
        gap: 10px;
        max-inline-size: 36rem;
        font-size: 1.125rem;
      }
      .kinds {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
        font-weight: 600;
      }
      .kinds li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      form {
        display: grid;
        gap: 8px;
        max-inline-size: 36rem;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      .row .field {
        flex: 1 1 16rem;
        inline-size: auto;
        min-block-size: 52px;
        font-size: 1.0625rem;
      }
      .row .button,
      .open {
        min-block-size: 52px;
        padding-inline: 28px;
        font-size: 1.0625rem;
      }
      .not {
        padding: 12px 14px;
        border-radius: var(--radius);
        background: var(--bed);
      }
      .links {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
        gap: 16px;
      }
      .links li {
        display: grid;
        gap: 12px;
        align-content: start;
        padding: 20px;
        border-radius: var(--radius-bed);
        background: var(--bed);
      }
      .links h2 {
        font-size: var(--size-card-title);
      }
    `,
  ];

  /** At the short address for codes: the code comes first. */
  @property({ type: Boolean }) joining = false;
  /** A code from the address. */
  @property() code = '';
  @state() private made: { title: string; links: Record<Role, string> } | null = null;
  @state() private busy = false;
  @state() private not: Extract<MadeBoard, { type: 'not' }>['why'] | null = null;
  @query('input') private readonly field!: HTMLInputElement;

  private async make(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const title = this.field.value.trim();
    if (!title) {
      this.not = 'words';
      this.field.focus();
      return;
    }
    this.busy = true;
    const made = await makeBoard(title);
    this.busy = false;
    if (made.type === 'not') {
      this.not = made.why;
      return;
    }
    this.made = { title, links: made.links };
    await this.updateComplete;
    this.renderRoot.querySelector('h1')?.focus();
  }

  override render(): TemplateResult {
    return html`<main class="door">
      <div class="inside">
        <p class="brand">${brandMark(34)} ${words.brand}</p>
        ${this.made ? this.ready(this.made) : this.joining ? this.join() : this.begin()}
      </div>
      ${garden()}
    </main>`;
  }

  private join(): TemplateResult {
    return html`<h1>${words.join}</h1>
      <tilth-code main .given=${this.code}></tilth-code>
      <p><a class="link" href="/">${words.what}</a></p>`;
  }

  private begin(): TemplateResult {
    return html`<h1>${words.title}</h1>
      <div class="lead">${words.lead.map((line) => html`<p>${line}</p>`)}</div>
      <ul class="kinds">
        ${(['need', 'offer', 'referral'] as const).map(
          (kind) => html`<li>${badge(kind, 24)} ${words.kinds[kind]}</li>`,
        )}
      </ul>
      <form @submit=${this.make}>
        <label class="label" for="title">${words.label}</label>
        <div class="row">
          <input
            id="title"
            class="field"
            dir="auto"
            maxlength=${limits.boardTitle}
            placeholder=${words.placeholder}
            autocomplete="off"
          />
          <button class="button filled" type="submit">${this.busy ? words.making : words.make}</button>
        </div>
        <div role="status">${this.not ? html`<p class="not">${words.not[this.not]}</p>` : nothing}</div>
      </form>
      <tilth-code></tilth-code>
      <p class="private">${icon('lock', 18)} <span>${words.privacy}</span></p>`;
  }

  private ready({ title, links }: { title: string; links: Record<Role, string> }): TemplateResult {
    return html`<h1 tabindex="-1" dir="auto">${words.ready(title)}</h1>
      <p class="lead">${words.keep}</p>
      <ul class="links">
        ${(['member', 'viewer', 'facilitator'] as const).map(
          (role) =>
            html`<li>
              <div>
                <h2>${linkWords[role].name}</h2>
                <p class="small soft">${linkWords[role].forWhom}</p>
              </div>
              <tilth-link .url=${links[role]} .label=${linkWords[role].name}></tilth-link>
            </li>`,
        )}
      </ul>
      <p><a class="button filled open" href=${links.facilitator} rel="noreferrer">${words.open}</a></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-start': TilthStart;
  }
}
