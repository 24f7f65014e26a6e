/** How the board is to stand in a page: what is chosen, the lines for that page, and a picture that lives. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Refusal } from '#shared/board/decision.ts';
import { kinds, type Kind } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import {
  type Choice,
  frameAddress,
  policyLines,
  snippet,
  type Theme,
  themes,
  usual,
  type Way,
} from '#client/view/site/snippet.ts';
import { kindWords } from '#client/words/cards.ts';
import { notice, refusalStyles } from '../sheets/refusal-note.ts';
import { boardLink } from '../sheets/link-url.ts';
import './tilth-copy.ts';

const words = {
  title: 'For your page',
  way: 'How it stands there',
  ways: {
    element: {
      name: 'As part of the page',
      hint: 'Takes the page’s own type and colours. The page runs a script of ours.',
    },
    frame: { name: 'In a frame', hint: 'For pages and editors that take no script.' },
  } satisfies Record<Way, { name: string; hint: string }>,
  kinds: 'What it shows',
  oneStays: 'One of them stays.',
  theme: 'Colours',
  themes: { auto: 'As the visitor’s device', light: 'Light', dark: 'Dark' } satisfies Record<Theme, string>,
  join: 'A button to join',
  joinWhat:
    'With it, everybody who reads the page can join the board and write. It has a link of its own, “On your site”, that you can end under “For facilitators”.',
  joinAdd: 'Add it',
  joinLeave: 'Leave it out',
  joinLabel: 'On your site',
  code: 'Lines for your page',
  policy: 'If your site has a content security policy',
  policyWhat: 'It has to let these through:',
  preview: 'As visitors see it',
} as const;

@customElement('tilth-snippet')
export class TilthSnippet extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    refusalStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      h3 {
        font-size: var(--size-h3);
      }
      h4 {
        margin-block-end: 4px;
        font-size: 1rem;
      }
      fieldset {
        min-inline-size: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-block-end: 4px;
        padding: 0;
        font-weight: 600;
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 8px;
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 16px 24px;
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
      .join {
        display: grid;
        justify-items: start;
        gap: 8px;
      }
      summary {
        min-block-size: max(24px, var(--control-small));
        cursor: pointer;
      }
      details p {
        margin-block-end: 8px;
      }
      iframe {
        display: block;
        inline-size: 100%;
        block-size: 30rem;
        border: 1px solid var(--edge);
        border-radius: var(--radius-card);
        background: var(--paper);
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  /** The board's name. */
  @property() name = '';

  @state() private choice: Choice = usual;
  /** A link made just now, for the button to join. */
  @state() private link = '';
  @state() private oneStays = false;
  @state() private refusal: Refusal | null = null;

  private choose(change: Partial<Choice>): void {
    this.choice = { ...this.choice, ...change };
  }

  private show(kind: Kind, box: HTMLInputElement): void {
    const chosen = kinds.filter((one) => (one === kind ? box.checked : this.choice.kinds.includes(one)));
    this.oneStays = chosen.length === 0;
    if (this.oneStays) box.checked = true;
    else this.choose({ kinds: chosen });
  }

  private async addJoin(): Promise<void> {
    if (this.link === '') {
      const reply = await this.session.access({ type: 'link.mint', role: 'member', label: words.joinLabel });
      this.refusal = reply.ok ? null : reply.refusal;
      if (!reply.ok || reply.type !== 'link') return;
      this.link = boardLink(location.origin, this.session.snapshot.board, 'key', reply.key);
    }
    this.choose({ join: this.link });
  }

  protected override render(): TemplateResult {
    const { choice } = this;
    const { board } = this.session.snapshot;
    const server = location.origin;
    return html`<h3>${words.title}</h3>
      <fieldset>
        <legend>${words.way}</legend>
        <div class="ways">${(['element', 'frame'] as const).map((way) => this.way(way))}</div>
      </fieldset>
      <div class="two">
        <fieldset>
          <legend>${words.kinds}</legend>
          <div class="checks">${kinds.map((kind) => this.kind(kind))}</div>
          <p class="hint" role="status">${this.oneStays ? words.oneStays : nothing}</p>
        </fieldset>
        <div>
          <label class="label" for="theme">${words.theme}</label>
          <select
            class="field"
            id="theme"
            @change=${(event: Event) => this.choose({ theme: (event.target as HTMLSelectElement).value as Theme })}
          >
            ${themes.map(
              (theme) =>
                html`<option value=${theme} ?selected=${theme === choice.theme}>
                  ${words.themes[theme]}
                </option>`,
            )}
          </select>
        </div>
      </div>
      ${choice.way === 'element' ? this.join() : nothing} ${notice(this.refusal, '')}
      <div>
        <h4>${words.code}</h4>
        <tilth-copy
          first
          .label=${words.code}
          .rows=${3}
          .text=${snippet(choice, { server, board, title: this.name })}
        ></tilth-copy>
      </div>
      <details>
        <summary>${words.policy}</summary>
        <p class="small soft">${words.policyWhat}</p>
        <tilth-copy
          .label=${words.policy}
          .rows=${2}
          .text=${policyLines(choice.way, server).join('\n')}
        ></tilth-copy>
      </details>
      <div>
        <h4>${words.preview}</h4>
        ${this.preview(frameAddress(choice, board))}
      </div>`;
  }

  /** A new frame for each address: one that is led elsewhere makes a step in the history of the page, and Back goes there. */
  private preview(address: string): TemplateResult {
    return html`${keyed(address, html`<iframe title=${words.preview} src=${address}></iframe>`)}`;
  }

  private way(way: Way): TemplateResult {
    const { name, hint } = words.ways[way];
    return html`<label class="choice">
      <input
        type="radio"
        name="way"
        .value=${way}
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

  private join(): TemplateResult {
    const there = this.choice.join !== '';
    return html`<div class="join" role="group" aria-labelledby="join">
      <div>
        <h4 id="join">${words.join}</h4>
        <p class="small soft">${words.joinWhat}</p>
      </div>
      <button
        class="button small"
        type="button"
        @click=${there ? () => this.choose({ join: '' }) : this.addJoin}
      >
        ${there ? words.joinLeave : words.joinAdd}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-snippet': TilthSnippet;
  }
}
