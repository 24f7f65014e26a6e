import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { phaseOf, runningSession } from '#shared/board/session/policy.ts';
import type { Phase, Session } from '#shared/board/types.ts';
import type { Looking } from '#shared/protocol.ts';
import type { BoardSession } from '#client/session/port.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { OpenIntent, RunIntent, SayIntent } from '#client/view/intents.ts';
import { announced } from '#client/view/session/announced.ts';
import { Followed } from '#client/view/session/followed.ts';
import { leadView } from '#client/view/session/lead-view.ts';
import { lookedAt, spotlit } from '#client/view/session/pinned-view.ts';
import { shownSession } from '#client/view/session/shown-session.ts';
import { groupWords, standingWords } from '#client/view/session/standing-words.ts';
import { turnView } from '#client/view/session/turn-view.ts';
import { viewerOf, type Viewer } from '#client/view/viewer.ts';
import { lookingWords } from '#client/words/looking.ts';
import { nameOf } from '#client/words/names.ts';
import { timeOfDay } from '#client/words/time.ts';
import { FollowEvent } from './follow-event.ts';
import { sessionStyles } from './session-styles.ts';
import { Ticking } from './ticking.ts';
import './tilth-clock.ts';
import './tilth-look-back.ts';
import './tilth-pinned.ts';
import './tilth-seat.ts';

/**
 * The session beneath the board's header, for everyone: which part is on, what it asks, how long it takes, and one's own
 * part in it. What changes in it changes in place: it opens and closes nothing, and takes no focus.
 *
 * Fires: `tilth-run`, `tilth-open`, `tilth-say`, `tilth-follow`.
 */
@customElement('tilth-session')
export class TilthSession extends LitElement {
  static override styles = [base, buttons, sessionStyles];

  @property({ attribute: false }) session!: BoardSession;

  /** The parts are unfolded. */
  @state() private unfolded = false;
  @state() private follows = false;

  protected readonly following = new BoardController(this, () => this.session);
  private readonly ticking = new Ticking(this);
  private readonly followed = new Followed(
    (filter) => this.dispatchEvent(new FollowEvent(filter)),
    (looking) => this.dispatchEvent(new SayIntent(this.lookingWords(looking), null, true)),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.followed.end();
  }

  protected override updated(): void {
    const { state, leadLooksFor } = this.session.snapshot;
    if (this.leader) this.followed.take(state, leadLooksFor);
    else this.followed.end();
  }

  /** Whom this person follows, or ''. */
  private get leader(): string {
    const { snapshot } = this.session;
    const lead = this.follows ? (runningSession(snapshot.state)?.lead ?? '') : '';
    return lead === viewerOf(snapshot).member ? '' : lead;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.session;
    const now = this.session.now();
    const session = shownSession(snapshot.state, now);
    if (!session) {
      this.removeAttribute('on');
      return nothing;
    }
    const phase = phaseOf(session);
    this.toggleAttribute('on', phase !== null);
    const coming = announced(session, now);
    this.ticking.again(coming?.next ?? null);
    if (phase) return this.renderPhase(session, phase, viewerOf(snapshot), coming?.words ?? '');
    return session.state === 'planned' ? this.renderPlanned(session) : this.renderEnded(session);
  }

  private renderPlanned(session: Session): TemplateResult {
    const first = session.phases[0]?.name ?? '';
    return html`<section aria-label="Session">
      <div class="what">
        <h2 dir="auto">${session.title}</h2>
        <p class="prompt soft">It has not begun yet. It begins with “${first}”.</p>
        ${this.renderFold('Its parts')}
      </div>
      ${this.unfolded ? html`<tilth-look-back .running=${session}></tilth-look-back>` : nothing}
    </section>`;
  }

  private renderEnded({ id, title, ended }: Session): TemplateResult {
    return html`<section aria-label="Session">
      <div class="what">
        <h2 dir="auto">${title}</h2>
        <p class="soft">It ended at ${timeOfDay(ended ?? 0)}. What stayed open stays on the board.</p>
      </div>
      <button class="button" @click=${() => this.dispatchEvent(new OpenIntent('harvest', id))}>
        See the harvest
      </button>
    </section>`;
  }

  private renderPhase(session: Session, phase: Phase, viewer: Viewer, coming: string): TemplateResult {
    const { state } = this.session.snapshot;
    const group = groupWords(state, session, viewer.member);
    return html`<section class="on" aria-label="Session">
        ${this.renderFold(`${session.title}, part ${session.phase + 1} of ${session.phases.length}`)}
        <div class="head">
          <h2 dir="auto">${phase.name}</h2>
          <tilth-clock .session=${this.session} .clock=${session}></tilth-clock>
        </div>
        <p class="prompt" dir="auto">${phase.prompt}</p>
        <div class="part">
          ${
            viewer.may === 'write' && session.lead !== viewer.member
              ? html`<tilth-seat .board=${state} .running=${session} .member=${viewer.member}></tilth-seat>`
              : nothing
          }
          ${this.renderStanding(session, viewer.member, coming)}
          ${group ? html`<p class="small">${group}</p>` : nothing} ${this.renderLead(session, viewer.member)}
        </div>
        ${
          this.unfolded
            ? html`<tilth-look-back .running=${session}></tilth-look-back>
                ${this.renderFollow(session, viewer)}`
            : nothing
        }
      </section>
      ${this.renderPinned(session)}`;
  }

  /** What matters most this moment: a part that is about to begin, whose turn it is, how far people are. */
  private renderStanding(session: Session, member: string, coming: string): TemplateResult {
    const { state } = this.session.snapshot;
    const turn = turnView(state, session, member);
    const standing = standingWords(state, session);
    if (coming) return html`<p class="standing small coming">${icon('clock', 18)}${coming}</p>`;
    if (turn?.mine) return html`<p class="standing coming">${icon('person', 20)}${turn.words}</p>`;
    return html`<p class="standing small soft">
      ${turn ? html`<b dir="auto">${turn.words}</b>` : nothing} ${standing}
    </p>`;
  }

  private readonly onFold = (): void => {
    this.unfolded = !this.unfolded;
  };

  private renderFold(words: string): TemplateResult {
    return html`<button class="fold small soft" aria-expanded=${this.unfolded} @click=${this.onFold}>
      <span dir="auto">${words}</span>${icon('down', 16)}
    </button>`;
  }

  private renderLead(session: Session, member: string): TemplateResult | typeof nothing {
    const lead = leadView(this.session.snapshot.state, session, member);
    if (!lead) return nothing;
    const back = new RunIntent({ type: 'session.lead', session: session.id, member });
    return html`<p class="lead small">
      ${lead.words}
      ${
        lead.takeBack
          ? html`<button class="button small" @click=${() => this.dispatchEvent(back)}>Take it back</button>`
          : nothing
      }
    </p>`;
  }

  private readonly onFollow = (): void => {
    this.follows = !this.follows;
  };

  private get leadName(): (session: Session) => string {
    return ({ lead }) => nameOf(this.session.snapshot.state.members.get(lead));
  }

  private renderFollow(session: Session, { member }: Viewer): TemplateResult | typeof nothing {
    if (session.lead === member || !session.lead) return nothing;
    const name = this.leadName(session);
    return html`<p class="follow small">
      <button class="button small" aria-pressed=${this.follows} @click=${this.onFollow}>
        Follow ${name}
      </button>
      <span class="soft"
        >The card that ${name} looks at is shown here, and opens when you want it to. What ${name} looks for,
        your lanes show too.</span
      >
    </p>`;
  }

  private lookingWords(looking: Looking | null): string {
    const name = nameOf(this.session.snapshot.state.members.get(this.leader));
    return looking ? `${name} looks for: ${lookingWords(looking)}` : `${name} looks at all cards again.`;
  }

  private renderPinned(session: Session): unknown {
    const { state, people, leadLooksFor } = this.session.snapshot;
    const card = spotlit(state, session);
    const { leader } = this;
    return [
      card ? html`<tilth-pinned what="Everybody looks at" .card=${card}></tilth-pinned>` : nothing,
      leader
        ? html`<tilth-pinned
            what="${this.leadName(session)} looks at"
            .card=${lookedAt(state, people, leader)}
          >
            ${
              leadLooksFor
                ? html`<span class="sought small" dir="auto"
                    >Looks for: ${lookingWords(leadLooksFor)}. Your lanes show what fits.</span
                  >`
                : nothing
            }
            <button class="button small quiet" @click=${this.onFollow}>Stop following</button>
          </tilth-pinned>`
        : nothing,
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-session': TilthSession;
  }
}
