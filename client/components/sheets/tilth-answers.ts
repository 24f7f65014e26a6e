/**
 * Who answered a card: offers to help on a need, people who would like an offer. Notes stand only before the two sides.
 *
 * @fires tilth-act
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Card, Help } from '#shared/board/types.ts';
import { growthMark } from '#client/icons/marks.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import type { HelpAction, HelpView } from '#client/view/detail/matches.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { inSentence } from '#client/view/detail/someone.ts';
import { count } from '#client/words/lists.ts';
import { since } from '#client/words/stamp.ts';
import { ActIntent } from './act-intent.ts';
import { matchStyles } from './match-styles.ts';
import { personMark } from './person-mark.ts';

const words = {
  heading: (kind: Card['kind'], n: number) =>
    kind === 'need'
      ? count(n, 'offer to help', 'offers to help')
      : count(n, 'person would like this', 'people would like this'),
  share: { all: '', part: 'a part of it', other: 'something else' },
  many: (quantity: number) => `${quantity} of them`,
  state: {
    proposed: '',
    accepted: 'agreed',
    declined: 'not this time',
    cancelled: 'taken back',
    done: 'done',
    partDone: 'a part is done',
    fellThrough: 'did not come about',
  },
  thanked: 'thanked',
  action: {
    accept: 'Accept',
    decline: 'Not this time',
    cancel: 'Take it back',
    done: "It's done",
    change: 'Plans changed',
    thank: 'Thank you',
    deny: 'It did not happen',
  },
} as const;

/** Those that ended without coming about stay for the two they concern, and leave the public list. */
export function staying(helps: readonly HelpView[]): HelpView[] {
  return helps.filter(({ help: { state }, side, reason }) => {
    const over = state === 'declined' || state === 'cancelled' || state === 'fellThrough';
    return !over || (side !== 'none' && reason !== null);
  });
}

@customElement('tilth-answers')
export class TilthAnswers extends LitElement {
  static override styles = [base, buttons, matchStyles];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) card!: Card;
  @property({ attribute: false }) helps: readonly HelpView[] = [];
  /** The match whose steps stand elsewhere on the page, or ''. */
  @property() elsewhere = '';

  override render(): TemplateResult | typeof nothing {
    const shown = staying(this.helps);
    if (shown.length === 0) return nothing;
    const [first] = shown.filter((view) => view.actions.includes('accept'));
    return html`<section aria-labelledby="answers">
      <h2 id="answers">${words.heading(this.card.kind, shown.length)}</h2>
      <ul>
        ${shown.map((view) => this.row(view, view === first && !this.elsewhere))}
      </ul>
    </section>`;
  }

  private row(view: HelpView, filled: boolean): TemplateResult {
    const { help, by } = view;
    const more = [
      since(help.proposed, this.scene.now),
      words.share[help.share],
      help.quantity > 1 ? words.many(help.quantity) : '',
      words.state[help.state],
      help.thanked === undefined ? '' : words.thanked,
    ].filter(Boolean);
    return html`<li>
      ${personMark(this.scene.state, by)}
      <div class="words">
        <p><strong>${by.name}</strong> <span class="small soft">· ${more.join(' · ')}</span></p>
        ${view.note ? html`<p dir="auto">“${view.note}”</p>` : nothing}
        ${view.reason ? html`<p class="soft" dir="auto">“${view.reason}”</p>` : nothing}
        ${view.thanks.map(
          (thanks) =>
            html`<p class="thanks" dir="auto">${growthMark('heart')} <span>“${thanks.text}”</span></p>`,
        )}
        ${this.buttons(view, filled)}
      </div>
    </li>`;
  }

  private buttons(view: HelpView, filled: boolean): TemplateResult | typeof nothing {
    // an agreed match has a box of its own
    if (view.help.state === 'accepted') return nothing;
    const actions =
      view.help.id === this.elsewhere ? view.actions.filter((action) => action === 'deny') : view.actions;
    if (actions.length === 0) return nothing;
    return html`<div class="buttons">
      ${actions.map((action) => this.button(view.help, action, inSentence(view.other), filled))}
    </div>`;
  }

  private button(help: Help, action: HelpAction, name: string, filled: boolean): TemplateResult {
    const strong = filled && action === 'accept';
    return html`<button
      class="button small ${strong ? 'filled' : ''}"
      type="button"
      @click=${() => this.dispatchEvent(new ActIntent({ on: 'help', id: help.id, action, name }))}
    >
      ${words.action[action]}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-answers': TilthAnswers;
  }
}
