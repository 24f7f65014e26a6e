/**
 * A promotion that waits: it is kept, this is where it stands, and these are three equal ways to go from here.
 * `target`: the waiting card.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Card, Terms } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { icon, type IconName } from '#client/icons/icon.ts';
import { growthMark } from '#client/icons/marks.ts';
import { needsThatFit } from '#client/view/detail/needs-that-fit.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { nextPlace, placeInLine, waitingView, type WaitingView } from '#client/view/detail/waiting.ts';
import { OpenIntent, SayIntent } from '#client/view/intents.ts';
import { kindWords, promotionRuleWords, termsWords } from '#client/words/cards.ts';
import { sentence } from '#client/words/lists.ts';
import { exactly } from '#client/words/time.ts';
import { Sheet } from './sheet.ts';

const words = {
  up: 'This one is up',
  upLead: 'It found its place, or you took it down. There is nothing to wait for.',
  title: 'Your card is kept, and waiting its turn',
  state: { saving: 'Saving…', kept: 'Kept on this device', saved: 'Saved' },
  upNow: 'Up now',
  comesDown: (at: number) => `Comes down on ${exactly(at)}.`,
  waiting: (place: number) => `Waiting, ${placeInLine(place)}`,
  goesUp: 'Goes up by itself then:',
  nothingToDo: 'There is nothing you need to do.',
  goesUpNext: 'Goes up by itself as soon as a place is free. There is nothing you need to do.',
  sooner: 'If you’d like it up sooner',
  swap: 'Swap the two',
  swapLead: (title: string) => `This one goes up now; “${title}” waits instead. Nothing is lost.`,
  swapButton: 'Swap',
  swapWith: (title: string) => `Swap with “${title}”`,
  gift: 'Make it a gift, a loan or an exchange',
  giftLead: 'Then it is an offer, and offers are never counted.',
  giftButton: 'Make it an offer',
  giftTerms: 'New terms',
  help: 'Help first',
  helpLead: 'Only you see this.',
  canHelp: 'I can help',
  noNeeds: 'No need is open for you to answer right now.',
  draft: 'Keep as a private draft',
  drafted: 'Kept as a draft on this device.',
  wait: 'Let it wait',
} as const;

const free: readonly Terms[] = ['gift', 'lend', 'exchange', 'time'];

@customElement('tilth-promotion-waiting')
export class TilthPromotionWaiting extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      .kind {
        display: flex;
        align-items: center;
        gap: 10px;
        color: var(--promotion);
        font-weight: 700;
      }
      .saved {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: var(--size-label);
        white-space: nowrap;
      }
      .title {
        font-size: var(--size-h1);
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 250px), 1fr));
        gap: 12px;
      }
      .plot {
        display: grid;
        gap: 4px;
        align-content: start;
        padding: 16px;
        border: 1px solid transparent;
        border-radius: var(--radius-card);
        font-size: var(--size-small);
        line-height: 1.25rem;
      }
      .plot h3 {
        font-size: var(--size-card-title);
        overflow-wrap: anywhere;
      }
      .plot p:first-child {
        display: flex;
        align-items: center;
        gap: 8px;
        font-weight: 600;
      }
      .up {
        background: var(--bed-promotion);
      }
      .up p:first-child {
        color: var(--promotion);
      }
      .waits {
        border: 1px dashed var(--edge);
      }
      #sooner {
        padding-block-end: 10px;
        border-block-end: 1px solid var(--line);
      }
      .way {
        display: grid;
        grid-template-columns: 40px minmax(0, 1fr) auto;
        align-items: center;
        gap: 4px 12px;
        padding-block: 14px;
      }
      .way + .way {
        border-block-start: 1px solid var(--line);
      }
      .plate {
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        border-radius: var(--radius);
        background: var(--bed);
        --growth: var(--ink);
      }
      h4 {
        font-size: 1rem;
      }
      .act {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: flex-end;
      }
      .act .field {
        inline-size: auto;
        min-block-size: var(--control-small);
        padding-block: 2px;
      }
      .needs {
        grid-column: 2 / -1;
      }
      .needs li {
        display: flex;
        align-items: center;
        gap: 8px;
        padding-block: 5px;
      }
      .needs p {
        flex: 1 1 auto;
        min-inline-size: 0;
      }
      .need {
        color: var(--need);
        font-weight: 700;
        font-size: var(--size-label);
      }
      @container (max-width: 45rem) {
        .way {
          grid-template-columns: 40px minmax(0, 1fr);
        }
        .act {
          grid-column: 1 / -1;
          justify-content: stretch;
        }
        .act > * {
          flex: 1 1 40%;
        }
        .needs {
          grid-column: 1 / -1;
        }
        .saved {
          font-size: var(--size-small);
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const scene = this.scene();
    const view = waitingView(scene, this.snapshot.standing, this.target);
    if (!view) return this.frame({ heading: words.up, body: html`<p>${words.upLead}</p>` });
    const pending = this.snapshot.pending.get(this.target) ?? 'saved';
    const mark = { saved: 'tick', saving: 'dots', kept: 'cloudOff' } as const;
    return this.frame({
      size: 'panel',
      heading: html`<p class="kind">${badge('promotion', 24)} ${kindWords.promotion.one}</p>`,
      aside: html`<span class="saved aside">${icon(mark[pending], 16)} ${words.state[pending]}</span>`,
      cross: false,
      body: html`<div class="stack">
        <div>
          <h2 id="title" class="title">${words.title}</h2>
          <p>${promotionRuleWords}</p>
        </div>
        ${this.standing(view)}
        <section aria-labelledby="sooner">
          <h3 id="sooner">${words.sooner}</h3>
          ${this.swap(view)} ${this.gift(view.card)} ${this.helpFirst(scene, view)}
        </section>
      </div>`,
      foot: html`<button class="link" type="button" @click=${() => this.keepAsDraft(view.card)}>
          ${words.draft}
        </button>
        <button class="button filled" type="button" autofocus @click=${this.close}>${words.wait}</button>`,
    });
  }

  private standing(view: WaitingView): TemplateResult {
    return html`<div class="two">
      ${view.up.map(
        ({ card, until }) =>
          html`<section class="plot up">
            <p>${badge('promotion', 16)} ${words.upNow}</p>
            <h3 dir="auto">${card.title}</h3>
            <p>${words.comesDown(until)}</p>
          </section>`,
      )}
      <section class="plot waits">
        <p>${icon('hourglass', 16)} ${words.waiting(view.place)}</p>
        <h3 dir="auto">${view.card.title}</h3>
        <p>
          ${
            view.from === null
              ? words.goesUpNext
              : html`${words.goesUp} <strong>${exactly(view.from)}</strong>. ${words.nothingToDo}`
          }
        </p>
      </section>
    </div>`;
  }

  private way(
    mark: IconName | 'leaves',
    name: string,
    lead: string,
    act: TemplateResult | typeof nothing,
    more?: TemplateResult,
  ): TemplateResult {
    return html`<div class="way">
      <span class="plate">${mark === 'leaves' ? growthMark('leaves', 20) : icon(mark)}</span>
      <div>
        <h4>${name}</h4>
        <p class="small soft">${lead}</p>
      </div>
      ${act === nothing ? html`<span></span>` : html`<div class="act">${act}</div>`} ${more ?? nothing}
    </div>`;
  }

  private swap(view: WaitingView): TemplateResult | typeof nothing {
    const [first, ...rest] = view.up;
    if (!first) return nothing;
    const button = ({ card }: { card: Card }): TemplateResult =>
      html`<button
        class="button small"
        type="button"
        aria-label=${words.swapWith(card.title)}
        @click=${() => this.doAndClose({ type: 'promotion.swap', live: card.id, waiting: view.card.id })}
      >
        ${rest.length > 0 ? words.swapWith(card.title) : words.swapButton}
      </button>`;
    return this.way('swap', words.swap, words.swapLead(first.card.title), html`${view.up.map(button)}`);
  }

  private gift(card: Card): TemplateResult | typeof nothing {
    if (card.kind === 'referral') return nothing;
    const make = (): void => {
      const terms = this.renderRoot.querySelector<HTMLSelectElement>('#terms')?.value as Terms | undefined;
      this.doAndClose({
        type: 'card.edit',
        card: card.id,
        ...(card.kind === 'offer' ? {} : { kind: 'offer' as const }),
        chips: { terms: terms ?? 'gift' },
      });
    };
    return this.way(
      'gift',
      words.gift,
      words.giftLead,
      html`<select id="terms" class="field" aria-label=${words.giftTerms}>
          ${free.map((terms) => html`<option value=${terms}>${sentence(termsWords[terms])}</option>`)}
        </select>
        <button class="button small" type="button" @click=${make}>${words.giftButton}</button>`,
    );
  }

  private helpFirst(scene: Scene, view: WaitingView): TemplateResult {
    const needs = needsThatFit(scene);
    const list = html`<ul class="needs">
      ${needs.map(
        ({ card, because }) =>
          html`<li>
            ${badge('need', 20)}
            <p>
              <span class="need">${kindWords.need.one}</span> <span dir="auto">${card.title}</span>
              ${because ? html`<span class="small soft">· ${because}</span>` : nothing}
            </p>
            <button
              class="button small"
              type="button"
              @click=${() => this.dispatchEvent(new OpenIntent('help', card.id))}
            >
              ${words.canHelp}
            </button>
          </li>`,
      )}
      ${needs.length === 0 ? html`<li class="small soft">${words.noNeeds}</li>` : nothing}
    </ul>`;
    return this.way('leaves', words.help, `${nextPlace(view.next)} ${words.helpLead}`, nothing, list);
  }

  private doAndClose(command: Parameters<Sheet['send']>[0]): void {
    if (this.send(command)) this.close();
  }

  /** First put aside here, then taken back there: at no moment are the words nowhere. */
  private keepAsDraft(card: Card): void {
    const { kind, title, body, terms, urgency } = card;
    const optional = ['category', 'tags', 'area', 'availability', 'quantity', 'subject', 'gain'] as const;
    const chips = Object.fromEntries(
      optional.filter((chip) => card[chip] !== undefined).map((chip) => [chip, card[chip]]),
    );
    this.session.keepDraft(
      {
        type: 'card.create',
        card: this.session.newId('card'),
        kind,
        title,
        body,
        chips: { ...chips, terms, urgency },
        ...(card.behalf ? { behalf: card.behalf } : {}),
      },
      body,
    );
    if (!this.send({ type: 'card.withdraw', card: card.id })) return;
    this.dispatchEvent(new SayIntent(words.drafted));
    this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-promotion-waiting': TilthPromotionWaiting;
  }
}
