/** The board in a page: what is chosen for it, the lines for that page, and a picture that lives. */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Refusal } from '#shared/board/decision.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import {
  type Choice,
  frameAddress,
  holdsWhole,
  policyLines,
  snippet,
  usual,
} from '#client/view/site/snippet.ts';
import { notice, refusalStyles } from '../sheets/refusal-note.ts';
import type { ChoiceEvent } from './tilth-choices.ts';
import './tilth-choices.ts';
import './tilth-copy.ts';

const words = {
  title: 'For your page',
  writing: 'Writing',
  reads:
    'Whoever reads the page reads along. For them to write, the lines need a link to join by; everybody who reads the page can then join the board. For visitors whom your site knows there are keys, below.',
  writes:
    'Whoever reads the page can join the board and write. The link is called “On your site”; you can end it under “For facilitators”.',
  let: 'Let them write',
  leave: 'Let them only read',
  label: 'On your site',
  code: 'Lines for your page',
  policy: 'If your site has a content security policy',
  policyWhat: 'It has to let these through:',
  preview: 'As visitors see it',
  whole:
    'This frame holds the whole board. Here it would be you who writes in it, so look at it on your page.',
} as const;

@customElement('tilth-snippet')
export class TilthSnippet extends LitElement {
  static override styles = [
    base,
    buttons,
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
      .writing {
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
  /** Some site has a key, by which its visitors write in its page. */
  @property({ attribute: false }) signsIn = false;

  @state() private choice: Choice = usual;
  /** The key of a link made just now, for those who are to write. */
  @state() private key = '';
  @state() private refusal: Refusal | null = null;

  private choose(change: Partial<Choice>): void {
    this.choice = { ...this.choice, ...change };
  }

  private async letWrite(): Promise<void> {
    if (this.key === '') {
      const reply = await this.session.access({ type: 'link.mint', role: 'member', label: words.label });
      this.refusal = reply.ok ? null : reply.refusal;
      if (!reply.ok || reply.type !== 'link') return;
      this.key = reply.key;
    }
    this.choose({ key: this.key });
  }

  protected override render(): TemplateResult {
    const { choice } = this;
    const { board } = this.session.snapshot;
    const server = location.origin;
    return html`<h3>${words.title}</h3>
      <tilth-choices
        .choice=${choice}
        @tilth-choice=${({ change }: ChoiceEvent) => this.choose(change)}
      ></tilth-choices>
      ${this.writing()} ${notice(this.refusal, '')}
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
          .text=${policyLines(choice.way, server, this.signsIn).join('\n')}
        ></tilth-copy>
      </details>
      <div>
        <h4>${words.preview}</h4>
        ${holdsWhole(choice) ? html`<p>${words.whole}</p>` : this.preview(frameAddress(choice, board))}
      </div>`;
  }

  private writing(): TemplateResult {
    const write = this.choice.key !== '';
    return html`<div class="writing" role="group" aria-labelledby="writing">
      <div>
        <h4 id="writing">${words.writing}</h4>
        <p class="small soft" role="status">${write ? words.writes : words.reads}</p>
      </div>
      <button
        class="button small"
        type="button"
        @click=${write ? () => this.choose({ key: '' }) : this.letWrite}
      >
        ${write ? words.leave : words.let}
      </button>
    </div>`;
  }

  /** A new frame for each address: one that is led elsewhere makes a step in the history of the page, and Back goes there. */
  private preview(address: string): TemplateResult {
    return html`${keyed(address, html`<iframe title=${words.preview} src=${address}></iframe>`)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-snippet': TilthSnippet;
  }
}
