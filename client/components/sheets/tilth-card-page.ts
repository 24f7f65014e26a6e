/**
 * A card, whole: full screen on a phone, a wide sheet on a desk. Says what is asked, what has happened, and always what
 * comes next. `target`: the card.
 */
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { cardOf, ownerOf, type Whereabouts } from '#shared/board/access.ts';
import { cardStatus } from '#shared/board/cards.ts';
import type { Card } from '#shared/board/types.ts';
import { badge } from '#client/icons/badges.ts';
import { icon } from '#client/icons/icon.ts';
import {
  footActions,
  menuActions,
  type FootAction,
  type MenuAction,
} from '#client/view/detail/card-actions.ts';
import { facts } from '#client/view/detail/facts.ts';
import { introductionViews, type IntroductionView } from '#client/view/detail/introductions.ts';
import { helpViews, type HelpView } from '#client/view/detail/matches.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { inSentence, someone, type Someone } from '#client/view/detail/someone.ts';
import { stages } from '#client/view/detail/stages.ts';
import { JoinIntent, OpenIntent } from '#client/view/intents.ts';
import { kindWords, promotionRuleWords } from '#client/words/cards.ts';
import { list } from '#client/words/lists.ts';
import { since, stamp } from '#client/words/stamp.ts';
import { exactly } from '#client/words/time.ts';
import { ActIntent, type Act } from './act-intent.ts';
import {
  changeAsk,
  declineAsk,
  hideAsk,
  holdAsk,
  refuseAsk,
  reportAsk,
  retagAsk,
  thankAsk,
  type Ask,
} from './ask.ts';
import { linkedText } from './linked-text.ts';
import { personMark } from './person-mark.ts';
import { Sheet } from './sheet.ts';
import type { AnsweredEvent } from './tilth-ask-words.ts';
import './tilth-agreed.ts';
import './tilth-answers.ts';
import './tilth-ask-words.ts';
import './tilth-body-editor.ts';
import './tilth-card-menu.ts';
import './tilth-comments.ts';
import './tilth-introductions.ts';
import './tilth-life-line.ts';
import { others } from './tilth-introductions.ts';

const words = {
  gone: 'This card is no longer here',
  goneLead: 'It was taken down, or its time ran out. Your own words, if you wrote any, are under Drafts.',
  unnamed: 'You, name not shown',
  hereNow: 'here now',
  idle: 'here, away from the screen',
  edited: (when: string) => `changed ${when}`,
  writing: (names: string, many: boolean) => `${names} ${many ? 'are' : 'is'} writing in this card`,
  state: { saving: 'Saving…', kept: 'Kept on this device', saved: 'Saved' },
  held: 'Facilitators took this card from sight for now. Only its author and they see it.',
  waiting: 'This promotion is kept and waits its turn. Only you see it.',
  expired: 'The time of this card has run out. It is out of the lanes, and nothing in it is lost.',
  withdrawn: 'This card was taken down.',
  question: 'Two people wondered whether this mainly helps you. Only you see this.',
  answer: 'Answer',
  body: 'Text of the card',
  finished: 'Done editing',
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

/** The match whose next step stands at the foot of the page. */
type Step = { type: 'agreed' | 'thank'; match: { type: 'help' | 'introduction'; id: string }; name: string };

@customElement('tilth-card-page')
export class TilthCardPage extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      .kind {
        display: flex;
        align-items: center;
        gap: 8px;
        font-weight: 700;
      }
      .need {
        color: var(--need);
      }
      .offer {
        color: var(--offer);
      }
      .referral {
        color: var(--referral);
      }
      .promotion {
        color: var(--promotion);
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
      .text {
        max-inline-size: 45rem;
        font-size: 1.0625rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 4px 16px;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        font-weight: 550;
        overflow-wrap: anywhere;
      }
      .tell {
        padding: 12px 14px;
        border-radius: var(--radius);
        background: var(--bed);
      }
      .part {
        padding-block-start: 20px;
        border-block-start: 1px solid var(--line);
      }
      @container (max-width: 720px) {
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
  @state() private ask: { question: Ask; input: string } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener(ActIntent.type, this.acted as EventListener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener(ActIntent.type, this.acted as EventListener);
    this.session.look(null, false);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('target')) this.session.look(this.target, false);
  }

  private readonly acted = (event: ActIntent): void => {
    event.stopPropagation();
    this.act(event.act);
  };

  /** What is done at once, and what first asks for a few words. */
  private act(act: Act): void {
    switch (act.on) {
      case 'help':
        switch (act.action) {
          case 'accept':
            this.send({ type: 'help.accept', help: act.id });
            return;
          case 'cancel':
            this.send({ type: 'help.cancel', help: act.id });
            return;
          case 'done':
            this.send({ type: 'help.done', help: act.id });
            return;
          case 'decline':
            return this.question(declineAsk(act.id, act.name), `decline:${act.id}`);
          case 'change':
          case 'deny':
            return this.question(changeAsk({ type: 'help', id: act.id }, act.name), `change:${act.id}`);
          case 'thank':
            return this.question(thankAsk({ type: 'help', id: act.id }, act.name), `thank:${act.id}`);
        }
        break;
      case 'introduction':
        switch (act.action) {
          case 'agree':
            this.send({ type: 'introduction.agree', introduction: act.id });
            return;
          case 'done':
            this.send({ type: 'introduction.done', introduction: act.id });
            return;
          case 'refuse':
            return this.question(refuseAsk(act.id), `refuse:${act.id}`);
          case 'change':
            return this.question(
              changeAsk({ type: 'introduction', id: act.id }, act.name),
              `change:${act.id}`,
            );
          case 'thank':
            return this.question(thankAsk({ type: 'introduction', id: act.id }, act.name), `thank:${act.id}`);
        }
        break;
      case 'card':
        this.actOnCard(act.action);
    }
  }

  private actOnCard(action: FootAction | MenuAction): void {
    const card = this.target;
    switch (action) {
      case 'join':
        // the card stays open beneath the join page, and is there again afterwards
        this.dispatchEvent(new JoinIntent());
        return;
      case 'help':
      case 'introduce':
      case 'waiting':
        this.dispatchEvent(new OpenIntent(action, card));
        return;
      case 'like':
        this.dispatchEvent(
          new OpenIntent(cardOf(this.snapshot.state, card)?.card.kind === 'referral' ? 'ask' : 'help', card),
        );
        return;
      case 'edit':
      case 'invite':
        this.editing = true;
        void import('./tilth-card-edit.ts');
        return;
      case 'write':
        this.writing = true;
        return;
      case 'restore':
        this.send({ type: 'card.restore', card });
        return;
      case 'withdraw':
        this.send({ type: 'card.withdraw', card });
        return;
      case 'close':
        this.send({ type: 'card.done', card });
        return;
      case 'suspect':
        this.send({ type: 'promotion.suspect', card });
        return;
      case 'release':
        this.send({ type: 'card.release', card });
        return;
      case 'report':
        return this.question(reportAsk(card), `report:${card}`);
      case 'hold':
        return this.question(holdAsk(card), `hold:${card}`);
      case 'hide':
        return this.question(hideAsk(card, this.session.newId('notice')), `hide:${card}`);
      case 'retag': {
        const kind = cardOf(this.snapshot.state, card)?.card.kind;
        if (kind) this.question(retagAsk(card, kind, this.session.newId('notice')), `retag:${card}`);
        return;
      }
    }
  }

  private question(question: Ask, input: string): void {
    this.ask = { question, input };
  }

  private answered(event: AnsweredEvent): void {
    this.send(event.command);
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const found = cardOf(scene.state, this.target);
    if (!found)
      return this.frame({ heading: words.gone, body: html`<p>${words.goneLead}</p>`, size: 'page' });
    const { card, where } = found;
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
        ${this.editing ? this.editor(scene, card) : this.text(scene, card, where)}
        <tilth-life-line
          .stages=${stages(
            card,
            helps.map((view) => view.help),
            introductions.map((view) => view.introduction),
          )}
          .now=${scene.now}
        ></tilth-life-line>
        ${this.agreements(scene, helps, introductions, step)}
        ${
          helps.length > 0
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
              ></tilth-comments>`
            : nothing
        }
      </div>`,
      foot: this.foot(scene, card, where, step),
    })}
    ${
      this.ask
        ? html`<tilth-ask-words
            .session=${this.session}
            .ask=${this.ask.question}
            .input=${this.ask.input}
            @tilth-answered=${this.answered}
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
    const unnamed = card.author === null && ownerOf(scene.state, card.id) === scene.me;
    const when = [
      since(card.created, scene.now),
      card.edited === undefined ? '' : words.edited(stamp(card.edited, scene.now)),
      author.you
        ? ''
        : author.presence === 'here'
          ? words.hereNow
          : author.presence === 'idle'
            ? words.idle
            : '',
    ].filter(Boolean);
    return html`<div>
        <h2 id="title" dir="auto">${card.title}</h2>
        <p class="by">
          ${personMark(scene.state, author)}
          <span
            ><strong>${unnamed ? words.unnamed : author.name}</strong>
            <span class="small soft">· ${when.join(' · ')}</span></span
          >
        </p>
      </div>
      ${this.tell(scene, card, where)}
      ${
        this.writing
          ? html`<tilth-body-editor
              .session=${this.session}
              .text=${card.id}
              .label=${words.body}
            ></tilth-body-editor>`
          : card.body
            ? html`<p class="text" dir="auto">${linkedText(card.body)}</p>`
            : nothing
      }
      ${this.writers(scene, card)}
      <dl>
        ${facts(scene, card, exactly).map(
          (fact) =>
            html`<dt>${fact.label}</dt>
              <dd dir="auto">${fact.value}</dd>`,
        )}
      </dl>`;
  }

  /** What a reader should know before anything else. */
  private tell(scene: Scene, card: Card, where: Whereabouts): TemplateResult | typeof nothing {
    const held = scene.state.records.get(`held:${card.id}`)?.body;
    const status = cardStatus(card, scene.now);
    const say =
      where === 'held'
        ? words.held
        : where === 'waiting'
          ? words.waiting
          : status === 'withdrawn'
            ? words.withdrawn
            : status === 'expired'
              ? words.expired
              : '';
    const asked = scene.state.records.get(`question:${card.id}`)?.body;
    if (asked?.type === 'question' && asked.answered === undefined) {
      return html`<div class="tell row">
        <p class="grow">${words.question}</p>
        <button
          class="button small"
          type="button"
          @click=${() => this.dispatchEvent(new OpenIntent('question', card.id))}
        >
          ${words.answer}
        </button>
      </div>`;
    }
    if (!say) return nothing;
    return html`<p class="tell">
      ${say} ${held?.type === 'held' && held.note ? html`“${held.note}”` : nothing}
    </p>`;
  }

  private writers(scene: Scene, card: Card): TemplateResult | typeof nothing {
    const names = scene.people
      .filter((person) => person.writing && person.card === card.id && person.member !== scene.me)
      .map((person) => someone(scene, person.member).name);
    return names.length > 0 && !this.writing
      ? html`<p class="small">${words.writing(list(names), names.length > 1)}</p>`
      : nothing;
  }

  private editor(scene: Scene, card: Card): TemplateResult {
    return html`<h2 id="title" class="aloud">${card.title}</h2>
      <tilth-card-edit .session=${this.session} .scene=${scene} .card=${card}></tilth-card-edit>
      ${card.promoted === undefined ? nothing : html`<p class="small soft">${promotionRuleWords}</p>`}`;
  }

  private agreements(
    scene: Scene,
    helps: readonly HelpView[],
    introductions: readonly IntroductionView[],
    step: Step | null,
  ): TemplateResult {
    const box = (
      match: Step['match'],
      who: readonly Someone[],
      note: string | null,
      share: string,
      since: number | undefined,
      received: boolean,
    ): TemplateResult =>
      html`<tilth-agreed
        .session=${this.session}
        .scene=${scene}
        .match=${match}
        .others=${who}
        .note=${note ?? ''}
        .share=${share}
        .since=${since ?? null}
        .received=${received}
        ?bare=${step?.match.id === match.id}
      ></tilth-agreed>`;
    return html`${helps
      .filter((view) => view.actions.includes('done'))
      .map((view) =>
        box(
          { type: 'help', id: view.help.id },
          [view.other],
          view.note,
          view.help.share,
          view.help.accepted,
          view.received,
        ),
      )}
    ${introductions
      .filter((view) => view.actions.includes('done'))
      .map((view) =>
        box(
          { type: 'introduction', id: view.introduction.id },
          others(view),
          view.inside?.message ?? null,
          'all',
          undefined,
          view.inside?.parties.includes('seeker') ?? false,
        ),
      )}`;
  }

  private foot(
    scene: Scene,
    card: Card,
    where: Whereabouts,
    step: Step | null,
  ): TemplateResult | typeof nothing {
    if (this.editing || this.writing) {
      return html`<button
        class="button filled"
        type="button"
        @click=${() => {
          this.editing = false;
          this.writing = false;
        }}
      >
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
        @click=${() => this.actOnCard(action)}
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

/** What one agreed before what one may thank for. */
function nextStep(helps: readonly HelpView[], introductions: readonly IntroductionView[]): Step | null {
  for (const action of ['done', 'thank'] as const) {
    const type = action === 'done' ? 'agreed' : 'thank';
    const help = helps.find((view) => view.actions.includes(action));
    if (help) return { type, match: { type: 'help', id: help.help.id }, name: inSentence(help.other) };
    const view = introductions.find((one) => one.actions.includes(action));
    if (view)
      return {
        type,
        match: { type: 'introduction', id: view.introduction.id },
        name: list(others(view).map(inSentence)),
      };
  }
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-card-page': TilthCardPage;
  }
}
