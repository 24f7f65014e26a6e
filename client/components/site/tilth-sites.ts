/** The sites that may show the board: adds one, takes one off. A mistake in an address is said, with what to write. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import { limits } from '#shared/limits.ts';
import type { AccessRequestBody, BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { readAddress, type TypedFault } from '#client/view/site/address.ts';
import { notice, refusalStyles } from '../sheets/refusal-note.ts';
import '../sheets/tilth-sure.ts';

const words = {
  title: 'Sites that may show the board',
  none: 'None yet: the board stands in no other page.',
  address: 'Address of a site',
  example: 'https://library.example',
  add: 'Add',
  use: (origin: string) => `Use ${origin}`,
  remove: 'Take it off',
  removeWhat: 'Its pages stop showing the board at once, and its keys end.',
  added: (site: string) => `${site} may show the board now.`,
  removed: (site: string) => `${site} shows the board no more.`,
  faults: {
    none: 'That is no address of a site. It looks like https://library.example.',
    scheme: 'An address begins with https://.',
    notWeb: 'A site’s address begins with https://.',
    plainHttp:
      'It has to begin with https://. By plain http, whoever is on the way could put something of theirs into the page.',
    host: 'A site is one name of letters, figures, dots and dashes. A star for many sites is not taken: add each.',
    login: 'There is a name in this address. The site alone is meant.',
    path: 'A site is the beginning of an address, without a page of it: it ends before the first slash.',
    known: 'That site is on the list.',
    full: `The list holds ${limits.sites} sites. Take one off first.`,
  } satisfies Record<TypedFault, string>,
} as const;

@customElement('tilth-sites')
export class TilthSites extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    refusalStyles,
    css`
      :host,
      form {
        display: grid;
        gap: 8px;
      }
      h3 {
        font-size: var(--size-h3);
      }
      .row,
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      li {
        padding-block: 8px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      .site {
        flex: 1 1 12rem;
        min-inline-size: 0;
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      .row .field {
        flex: 1 1 12rem;
        inline-size: auto;
        min-inline-size: 0;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) sites: readonly string[] = [];

  @state() private fault: { words: string; suggestion: string | null } | null = null;
  @state() private refusal: Refusal | null = null;
  /** What has been done. */
  @state() private said = '';
  @query('h3') private readonly heading!: HTMLElement;
  @query('input') private readonly field!: HTMLInputElement;

  private async add(event: Event): Promise<void> {
    event.preventDefault();
    const typed = readAddress(this.field.value, this.sites);
    if (!typed.ok) {
      this.fault = { words: words.faults[typed.fault], suggestion: typed.suggestion };
      this.field.focus();
      return;
    }
    this.fault = null;
    const { value } = this.field;
    if (!(await this.ask({ type: 'site.add', site: typed.origin }))) return;
    // the next one may be on its way already
    if (this.field.value === value) this.field.value = '';
    this.said = words.added(typed.origin);
  }

  private async takeOff(site: string, sure: EventTarget | null): Promise<void> {
    const holdsFocus = (this.renderRoot as ShadowRoot).activeElement === sure;
    if (!(await this.ask({ type: 'site.remove', site }))) return;
    this.said = words.removed(site);
    await this.updateComplete;
    // its row goes, and the focus must not go with it
    if (holdsFocus) this.heading.focus();
  }

  /** @returns whether it was saved */
  private async ask(request: AccessRequestBody & { type: 'site.add' | 'site.remove' }): Promise<boolean> {
    this.said = '';
    const reply = await this.session.access(request);
    this.refusal = reply.ok ? null : reply.refusal;
    return reply.ok;
  }

  private take(suggestion: string): void {
    this.field.value = suggestion;
    this.fault = null;
    this.field.focus();
  }

  protected override render(): TemplateResult {
    const { sites, fault } = this;
    return html`<h3 tabindex="-1">${words.title}</h3>
      ${
        sites.length === 0
          ? html`<p class="soft">${words.none}</p>`
          : html`<ul>
              ${sites.map(
                (site) =>
                  html`<li>
                    <span class="site" dir="ltr">${site}</span>
                    <tilth-sure
                      .label=${words.remove}
                      .what=${words.removeWhat}
                      @tilth-sure=${(event: Event) => this.takeOff(site, event.currentTarget)}
                    ></tilth-sure>
                  </li>`,
              )}
            </ul>`
      }
      <form novalidate @submit=${this.add}>
        <label class="label" for="address">${words.address}</label>
        <div class="row">
          <input
            class="field"
            id="address"
            type="url"
            inputmode="url"
            dir="ltr"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            placeholder=${words.example}
            aria-describedby="fault"
            aria-invalid=${fault ? 'true' : 'false'}
          />
          <button class="button ${sites.length === 0 ? 'filled' : ''}" type="submit">${words.add}</button>
        </div>
        <div id="fault" role="status">${fault ? html`<p>${fault.words}</p>` : nothing}</div>
        ${fault?.suggestion ? this.suggestion(fault.suggestion) : nothing}
      </form>
      ${notice(this.refusal, this.said)}`;
  }

  private suggestion(origin: string): TemplateResult {
    return html`<div>
      <button class="button small" type="button" @click=${() => this.take(origin)}>
        ${words.use(origin)}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-sites': TilthSites;
  }
}
