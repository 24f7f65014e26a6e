/**
 * A card, whole: full screen on a phone, a wide sheet on a desk. Says what is asked, what has happened, and always what
 * comes next. `target`: the card.
 */
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { cardOf, ownerOf, type Whereabouts } from '#shared/board/access.ts';
import type { Card } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { icon } from '#client/icons/icon.ts';
import { CardHolder } from '#client/view/detail/held-card.ts';
import { agreements } from '#client/view/detail/agreements.ts';
import { footActions, menuActions } from '#client/view/detail/card-actions.ts';
import { introductionViews } from '#client/view/detail/introductions.ts';
import { helpViews } from '#client/view/detail/matches.ts';
import { nextStep, type Step } from '#client/view/detail/next-step.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { someone } from '#client/view/detail/someone.ts';
import { stages } from '#client/view/detail/stages.ts';
import { holdsWhileWriting } from '#client/view/hold.ts';
import { JoinIntent, OpenIntent } from '#client/view/intents.ts';
import { kindWords } from '#client/words/cards.ts';
import { count } from '#client/words/lists.ts';
import { since, stamp } from '#client/words/stamp.ts';
import { kindColours } from '#client/styles/kinds.ts';
import type { TypingEvent } from '../tilth-adder.ts';
import type { Holds } from '../tilth-voice.ts';
import { ActIntent, type Act } from './act-intent.ts';
import { consequenceOf, type Consequence } from './consequence.ts';
import { personMark } from './person-mark.ts';
import { Sheet } from './sheet.ts';
import type { AnsweredEvent } from './tilth-ask-words.ts';
import './tilth-agreed.ts';
import { staying } from './tilth-answers.ts';
import './tilth-ask-words.ts';
import './tilth-card-menu.ts';
import './tilth-card-text.ts';
import type { TilthCardEdit } from './tilth-card-edit.ts';
import type { TilthCardText } from './tilth-card-text.ts';
import './tilth-comments.ts';
import './tilth-introductions.ts';
import './tilth-life-line.ts';

const words = {
  gone: 'This card is no longer here',
  goneLead:
    'It was taken down, or its time ran out. Your own words, if you wrote any, are under Your drafts.',
  unnamed: 'You, name not shown',
  presence: { here: 'here now', idle: 'here, away from the screen', away: '' },
  edited: (when: string) => `changed ${when}`,
  state: { saving: 'Saving…', kept: 'Kept on this device', saved: 'Saved' },
  finished: 'Done editing',
  waiting: (n: number) => `${count(n, 'change')} waiting, show`,
  foot: {
    join: 'Join to answer',
    introduce: 'I know someone',
    help: 'I can help',
    like: "I'd like this",
    edit: 'Edit',
    restore: 'Put it back on the board',
    waiting: 'See where it stands',
  },
  done: "It's done",
  change: 'Plans changed',
  thank: 'Thank you',
} as const;

@customElement('tilth-card-page')
export class TilthCardPage extends Sheet implements Holds {
  static override styles = [
    Sheet.styles,
    kindColours,
    css`
      .kind {
        display: flex;
        align-items: center;
        gap: 8px;
        font-weight: 700;
        color: var(--kind);
      }
      .own {
        display: flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      .card {
        display: grid;
        gap: 20px;
        align-content: start;
      }
      .card > * {
        min-inline-size: 0;
      }
      h2 {
        font-size: var(--size-h1);
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      .by {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-block-start: 8px;
      }
      .waiting {
        margin-inline-end: auto;
      }
      .part {
        padding-block-start: 20px;
        border-block-start: 1px solid var(--line);
      }
      @container (max-width: 45rem) {
        .sheet-head > .kind {
          justify-content: center;
        }
        .own {
          font-size: var(--size-small);
        }
        .sheet-foot .button {
          min-block-size: 52px;
          flex: 1 1 40%;
          font-size: 1.0625rem;
        }
      }
    `,
  ];

  @state() private editing = false;
  @state() private writing = false;
  @state() private commenting = false;
  private readonly holder = new CardHolder();
  /** Changes of others that are not shown yet. */
  waiting = 0;
  @state() private ask: Extract<Consequence, { type: 'ask' }> | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener(ActIntent.type, this.acted as EventListener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener(ActIntent.type, this.acted as EventListener);
    this.session.look(null, false);
  }

  protected override firstUpdated(): void {
    super.firstUpdated();
    if (this.spot === 'edit' && this.mayEdit()) this.edit();
    if (this.spot === 'text') this.renderRoot.querySelector<TilthCardText>('tilth-card-text')?.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('target')) this.session.look(this.target, false);
  }

  private readonly acted = (event: ActIntent): void => {
    event.stopPropagation();
    this.act(event.act);
  };

  private holds(waiting: number): void {
    const waited = this.waiting;
    this.waiting = waiting;
    if (waiting !== waited) this.dispatchEvent(new Event('tilth-waiting', { bubbles: true }));
  }

  private readonly onTyping = (event: TypingEvent): void => {
    event.stopPropagation();
    this.commenting = event.typing;
  };

  private readonly onShow = (): void => {
    this.holder.release();
    this.requestUpdate();
  };

  private act(act: Act): void {
    // what one does oneself shows at once
    this.holder.release();
    const kind = cardOf(this.snapshot.state, this.target)?.card.kind;
    if (!kind) return;
    const then = consequenceOf(act, this.target, kind, () => this.session.newId('notice'));
    switch (then.type) {
      case 'send':
        this.send(then.command);
        return;
      case 'ask':
        this.ask = then;
        return;
      case 'open':
        this.dispatchEvent(new OpenIntent(then.what, this.target));
        return;
      case 'edit':
        this.edit();
        return;
      case 'write':
        this.writing = true;
        return;
      case 'join':
        // the card stays open beneath the join page, and is there again afterwards
        this.dispatchEvent(new JoinIntent());
    }
  }

  private mayEdit(): boolean {
    const found = cardOf(this.snapshot.state, this.target);
    return found !== null && footActions(this.scene(), found.card, found.where).includes('edit');
  }

  private edit(): void {
    this.editing = true;
    void import('./tilth-card-edit.ts')
      .then(() => this.updateComplete)
      .then(() => this.renderRoot.querySelector<TilthCardEdit>('tilth-card-edit')?.focus());
  }

  /** Back to reading, with the focus on the button beside which it began. */
  private readonly onFinish = (): void => {
    this.editing = false;
    this.writing = false;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.sheet-foot .button:last-child')?.focus(),
    );
  };

  override render(): TemplateResult {
    const found = cardOf(this.snapshot.state, this.target);
    if (!found)
      return this.frame({ heading: words.gone, body: html`<p>${words.goneLead}</p>`, size: 'page' });
    const { where } = found;
    const writing = this.editing || this.writing || this.commenting;
    const held = this.holder.look(this.scene(), found.card, writing && holdsWhileWriting(this.session));
    const { scene, card, waiting } = held;
    this.holds(waiting);
    const helps = helpViews(scene, card);
    const introductions = introductionViews(scene, card);
    const step = nextStep(helps, introductions);
    const kind = card.promoted === undefined ? card.kind : 'promotion';
    return html`${this.frame({
      size: 'page',
      heading: html`<p class="kind ${kind}">${badge(kind, 22)} ${kindWords[kind].one}</p>`,
      aside: html`${this.own(scene, card)}
        <tilth-card-menu .actions=${menuActions(scene, card, where)} .kind=${card.kind}></tilth-card-menu>`,
      body: html`<div class="card">
        ${this.editing ? this.editor(scene, found.card) : this.text(scene, card, where)}
        <tilth-life-line
          .stages=${stages(
            card,
            helps.map((view) => view.help),
            introductions.map((view) => view.introduction),
          )}
          .now=${scene.now}
        ></tilth-life-line>
        ${agreements(helps, introductions).map(
          (agreement) =>
            html`<tilth-agreed
              .session=${this.session}
              .scene=${scene}
              .agreement=${agreement}
              ?unnamed=${this.isUnnamed(scene, card)}
              ?bare=${step?.match.id === agreement.match.id}
            ></tilth-agreed>`,
        )}
        ${
          staying(helps).length > 0
            ? html`<tilth-answers
                class="part"
                .scene=${scene}
                .card=${card}
                .helps=${helps}
                .elsewhere=${step?.match.id ?? ''}
              ></tilth-answers>`
            : nothing
        }
        ${
          introductions.length > 0
            ? html`<tilth-introductions
                class="part"
                .scene=${scene}
                .introductions=${introductions}
                .elsewhere=${step?.match.id ?? ''}
              ></tilth-introductions>`
            : nothing
        }
        ${
          where === 'board'
            ? html`<tilth-comments
                class="part"
                .session=${this.session}
                .scene=${scene}
                .card=${card}
                @tilth-typing=${this.onTyping}
              ></tilth-comments>`
            : nothing
        }
      </div>`,
      foot: this.footWith(waiting, this.foot(scene, card, where, step)),
    })}
    ${
      this.ask
        ? html`<tilth-ask-words
            .session=${this.session}
            .ask=${this.ask.ask}
            .input=${this.ask.input}
            @tilth-answered=${(event: AnsweredEvent) => this.send(event.command)}
            @tilth-unasked=${() => {
              this.ask = null;
            }}
          ></tilth-ask-words>`
        : nothing
    }`;
  }

  private own(scene: Scene, card: Card): TemplateResult | typeof nothing {
    if (ownerOf(scene.state, card.id) !== scene.me || scene.me === null) return nothing;
    const pending = this.snapshot.pending.get(card.id) ?? 'saved';
    const marks = { saved: 'tick', saving: 'dots', kept: 'cloudOff' } as const;
    return html`<span class="own small aside">${icon(marks[pending], 16)} ${words.state[pending]}</span>`;
  }

  private text(scene: Scene, card: Card, where: Whereabouts): TemplateResult {
    const author = someone(scene, card.author);
    const when = [
      since(card.created, scene.now),
      card.edited === undefined ? '' : words.edited(stamp(card.edited, scene.now)),
      author.you ? '' : words.presence[author.presence],
    ].filter(Boolean);
    return html`<div>
        <h1 id="title" dir="auto">${card.title}</h1>
        <p class="by">
          ${personMark(scene.state, author)}
          <span>
            <strong>${this.isUnnamed(scene, card) ? words.unnamed : author.name}</strong>
            <span class="small soft">· ${when.join(' · ')}</span>
          </span>
        </p>
      </div>
      <tilth-card-text
        .session=${this.session}
        .scene=${scene}
        .card=${card}
        .where=${where}
        .writing=${this.writing}
      ></tilth-card-text>`;
  }

  /** One's own card, written without one's name. */
  private isUnnamed(scene: Scene, card: Card): boolean {
    return card.author === null && ownerOf(scene.state, card.id) === scene.me;
  }

  private editor(scene: Scene, card: Card): TemplateResult {
    return html`<h2 id="title" class="aloud">${card.title}</h2>
      <tilth-card-edit .session=${this.session} .scene=${scene} .card=${card}></tilth-card-edit>`;
  }

  /** What waits stands before the other buttons; with neither there is no foot. */
  private footWith(waiting: number, foot: TemplateResult | typeof nothing): TemplateResult | typeof nothing {
    if (waiting === 0) return foot;
    return html`<button class="button waiting" type="button" @click=${this.onShow}>
        ${words.waiting(waiting)}
      </button>
      ${foot}`;
  }

  private foot(
    scene: Scene,
    card: Card,
    where: Whereabouts,
    step: Step | null,
  ): TemplateResult | typeof nothing {
    if (this.editing || this.writing) {
      return html`<button class="button filled" type="button" @click=${this.onFinish}>
        ${words.finished}
      </button>`;
    }
    if (step) return this.stepButtons(step);
    const actions = footActions(scene, card, where);
    if (actions.length === 0) return nothing;
    const answering = this.isAnswering(card);
    return html`${actions.map((action, index) => {
      const strong = index === actions.length - 1 && !answering && action !== 'edit';
      return html`<button
        class="button ${strong ? 'filled' : ''}"
        type="button"
        @click=${() => this.act({ on: 'card', action })}
      >
        ${words.foot[action]}
      </button>`;
    })}`;
  }

  /** One's own card with offers to choose from: there the filled button is the first Accept. */
  private isAnswering(card: Card): boolean {
    return ownerOf(this.snapshot.state, card.id) === this.scene().me;
  }

  private stepButtons({ type, match, name }: Step): TemplateResult {
    const act = (action: 'change' | 'done' | 'thank'): void =>
      this.act(
        match.type === 'help'
          ? { on: 'help', id: match.id, action, name }
          : { on: 'introduction', id: match.id, action, name },
      );
    if (type === 'thank') {
      return html`<button class="button filled" type="button" @click=${() => act('thank')}>
        ${words.thank}
      </button>`;
    }
    return html`<button class="button" type="button" @click=${() => act('change')}>${words.change}</button>
      <button class="button filled" type="button" @click=${() => act('done')}>${words.done}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-card-page': TilthCardPage;
  }
}
