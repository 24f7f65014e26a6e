/**
 * "I can help" on a need, "I'd like this" on an offer or a promotion: one sheet, nothing required but its button.
 * `target`: the card.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { cardOf } from '#shared/board/access.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Card, Help } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import { atHead, inSentence, someone, type Someone } from '#client/view/detail/someone.ts';
import { refusalNote } from './refusal-note.ts';
import { Sheet } from './sheet.ts';

const words = {
  gone: 'This card is no longer on the board',
  goneLead: 'It was met or taken down a moment ago. Nothing is lost; others are waiting for an answer.',
  helpTitle: (name: string) => `How can you help ${name}?`,
  askTitle: 'What would you like?',
  share: {
    all: ['All of it', ''],
    part: ['A part', 'say which in your note'],
    other: ['Something else', 'say what in your note'],
  },
  howMany: 'How many?',
  left: (left: number) => `${left} left`,
  note: (name: string) => `A note to ${name}`,
  optional: 'if you like',
  privacy: (name: string) =>
    `${name} sees your name and your note. Contact details are shared only when you both say yes.`,
  help: 'Offer this help',
  ask: 'Ask for this',
  notNow: 'Not now',
} as const;

@customElement('tilth-help-sheet')
export class TilthHelpSheet extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      .choices {
        display: grid;
        gap: 8px;
      }
      .choice {
        min-block-size: 60px;
      }
      .choice strong {
        display: block;
        font-weight: 600;
      }
      .number {
        inline-size: 8rem;
      }
      .optional {
        font-weight: 400;
      }
    `,
  ];

  @state() private share: Help['share'] = 'all';
  @query('#note') private readonly note!: HTMLTextAreaElement | null;
  @query('#quantity') private readonly quantity!: HTMLInputElement | null;

  /** Made once, so that trying again after a refusal is the same proposal. */
  private help = '';

  private get input(): string {
    return `help:${this.target}`;
  }

  private proposal(card: Card): Command {
    this.help ||= this.session.newId('help');
    const wanted = this.quantity ? Number(this.quantity.value) || 1 : undefined;
    const left = card.left ?? card.quantity;
    const share = card.kind === 'need' ? this.share : wanted && left && wanted < left ? 'part' : 'all';
    return {
      type: 'help.propose',
      help: this.help,
      card: card.id,
      share,
      ...(wanted === undefined ? {} : { quantity: wanted }),
      note: (this.note?.value ?? this.session.typed(this.input)).trim(),
    };
  }

  private submit(event: Event, card: Card): void {
    event.preventDefault();
    if (!this.send(this.proposal(card))) return;
    this.session.keepTyped(this.input, '');
    this.close();
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const card = cardOf(scene.state, this.target)?.card;
    if (!card) return this.frame({ heading: words.gone, body: html`<p>${words.goneLead}</p>` });
    const author = someone(scene, card.author);
    return this.frame({
      heading: card.kind === 'need' ? words.helpTitle(inSentence(author)) : words.askTitle,
      body: html`<form id="form" class="stack" @submit=${(event: Event) => this.submit(event, card)}>
        ${card.kind === 'need' ? this.shares(card) : html`<p class="asked">${card.title}</p>`}
        ${this.amount(card)} ${this.words(author, card.kind)}
        <p class="private">
          ${icon('lock', 16)}
          <span>${words.privacy(atHead(author))}</span>
        </p>
      </form>`,
      foot: this.foot(card),
      cross: false,
    });
  }

  private shares(card: Card): TemplateResult {
    const shares: readonly Help['share'][] = ['all', 'part', 'other'];
    return html`<fieldset class="choices">
      <legend class="aloud">${card.title}</legend>
      ${shares.map((share) => {
        const [label, hint] = words.share[share];
        const shown = share === 'all' ? (card.availability ?? '') : hint;
        return html`<label class="choice">
          <input
            type="radio"
            name="share"
            ?autofocus=${share === 'all'}
            .checked=${this.share === share}
            @change=${() => {
              this.share = share;
            }}
          />
          <span>
            <strong>${label}</strong>
            ${shown ? html`<span class="small soft">${shown}</span>` : nothing}
          </span>
        </label>`;
      })}
    </fieldset>`;
  }

  private amount(card: Card): TemplateResult | typeof nothing {
    const left = card.left ?? card.quantity ?? 1;
    if (left <= 1) return nothing;
    return html`<div>
      <label class="label" for="quantity">${words.howMany}</label>
      <input
        id="quantity"
        class="field number"
        type="number"
        inputmode="numeric"
        min="1"
        max=${left}
        .defaultValue=${card.kind === 'need' ? String(left) : '1'}
      />
      <p class="hint">${words.left(left)}</p>
    </div>`;
  }

  private words(author: Someone, kind: Card['kind']): TemplateResult {
    return html`<div>
      <label class="label" for="note"
        >${words.note(inSentence(author))} <span class="optional">${words.optional}</span></label
      >
      <textarea
        id="note"
        class="field"
        ?autofocus=${kind !== 'need'}
        rows="2"
        maxlength=${limits.note}
        .defaultValue=${this.session.typed(this.input)}
        @input=${() => this.session.keepTyped(this.input, this.note?.value ?? '')}
      ></textarea>
    </div>`;
  }

  private foot(card: Card): TemplateResult {
    const cannot = this.refusal ? null : this.session.check(this.proposal(card));
    const never = cannot && cannot.code !== 'checking' ? cannot : null;
    return html`${never ? refusalNote(never) : nothing}
      <button class="link" type="button" @click=${this.close}>${words.notNow}</button>
      <button class="button filled" type="submit" form="form" aria-disabled=${never ? 'true' : 'false'}>
        ${card.kind === 'need' ? words.help : words.ask}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-help-sheet': TilthHelpSheet;
  }
}
