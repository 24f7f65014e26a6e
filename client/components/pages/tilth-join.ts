/**
 * The door of a board: asks for a name and nothing else, uses a pass, or says why it is closed and what to do.
 *
 * @fires tilth-look-around "Just look around"
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import { badge } from '#client/icons/badges.ts';
import { brandMark } from '#client/icons/brand.ts';
import { icon } from '#client/icons/icon.ts';
import { growthMark } from '#client/icons/marks.ts';
import type { BoardSession, Outcome } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { closedWords, doorOf, type ClosedWhy, type Door, type NextStep } from '#client/view/detail/door.ts';
import { harvest, openCounts, type OpenCounts } from '#client/view/detail/harvest.ts';
import { LookAroundIntent } from '#client/view/intents.ts';
import { count } from '#client/words/lists.ts';
import { refusalNote, refusalStyles } from '../sheets/refusal-note.ts';
import { nameField, nameFieldStyles } from './name-field.ts';
import { fetchBoard } from './board-api.ts';
import { garden } from './garden.ts';
import { pageStyles } from './page-styles.ts';
import './tilth-waiting-room.ts';
import { tryingAgain } from './trying-again.ts';

const words = {
  brand: 'Tilth',
  unnamed: 'A board for helping each other',
  lead: 'A shared board where neighbours say what they need, what they can offer, and whom they know.',
  hint: 'A first name or nickname is plenty. No account, no email.',
  join: 'Join',
  joining: 'Joining…',
  look: 'Just look around',
  privacy: 'Only people with this link see the board. Contact details stay private until both say yes.',
  here: 'Here now',
  neighbours: (n: number) => count(n, 'neighbour'),
  month: 'This month',
  passTitle: 'Is this you on another device?',
  passLead:
    'The link you opened makes this device yours: same name, same cards, same messages. It works once.',
  passYes: 'Yes, this is me',
  passNo: 'If it is not you, close this page. The link was meant for someone else.',
  away: 'Nothing can be saved just now. You join as soon as it can.',
  offline: 'There is no connection at the moment. You join as soon as it is back.',
  full: {
    title: 'The room is full',
    text: 'Everyone for whom this board has a place is here. A place comes free when somebody leaves. Meanwhile you can look around, or ask a facilitator to make room.',
  },
  now: 'Try again now',
  drafts: (n: number) => `See ${count(n, 'draft')} kept on this device`,
  next: { retry: 'Try again', reload: 'Open it again', start: 'Go to the start page' },
} as const;

@customElement('tilth-join')
export class TilthJoin extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    refusalStyles,
    pageStyles,
    nameFieldStyles,
    css`
      .inside {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 240px;
        grid-template-rows: auto 1fr;
        gap: 24px 48px;
        align-content: start;
      }
      .brand {
        grid-column: 1 / -1;
      }
      .main {
        display: grid;
        gap: 16px;
        align-content: start;
      }
      h1 {
        font-family: var(--title);
        font-size: clamp(2.25rem, 6cqi, 3rem);
        font-weight: 560;
        font-variation-settings:
          'SOFT' 60,
          'WONK' 0;
        line-height: 1.15;
        overflow-wrap: anywhere;
        text-wrap: balance;
      }
      h1.plain {
        font-family: var(--text);
        font-size: var(--size-page);
        font-weight: 650;
      }
      .lead {
        max-inline-size: 28rem;
        font-size: 1.125rem;
      }
      .counts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
        font-weight: 600;
      }
      .counts li,
      aside li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      form {
        display: grid;
        gap: 16px;
        max-inline-size: 26.5rem;
        margin-block-start: 8px;
      }
      .steps {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px 20px;
      }
      .steps .filled {
        min-inline-size: 190px;
        min-block-size: 52px;
        font-size: 1.0625rem;
      }
      aside {
        display: grid;
        gap: 24px;
        align-content: start;
        padding-block-start: 20px;
      }
      aside h2 {
        color: var(--ink-soft);
        font-size: var(--size-small);
        font-weight: 600;
        margin-block-end: 8px;
      }
      aside ul {
        display: grid;
        gap: 6px;
      }
      @container (max-width: 45rem) {
        .inside {
          grid-template-columns: minmax(0, 1fr);
          gap: 16px;
        }
        form {
          max-inline-size: none;
        }
        .steps > * {
          flex: 1 1 100%;
          justify-content: center;
        }
        aside {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @state() private busy = false;
  @state() private refusal: Refusal | null = null;
  @state() private draftsOpen = false;
  /** What the server tells anyone about the board, until the board itself is known. */
  @state() private told: { title: string; counts: OpenCounts } | null = null;
  @query('input') private readonly field!: HTMLInputElement | null;

  private readonly board = new BoardController(this, () => this.session);
  private readonly again = tryingAgain(this, () => void this.tryAgain());

  protected override firstUpdated(): void {
    // a phone would cover the page with its keyboard
    if (matchMedia('(hover: hover)').matches) this.field?.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.full) this.again.begin();
    else this.again.stop();
    if (changed.has('session') && this.board.snapshot?.known === false)
      void this.tell(this.session.snapshot.board);
  }

  private async tell(board: string): Promise<void> {
    const found = await fetchBoard(board);
    if (found) this.told = { title: found.title, counts: found.counts };
  }

  private async join(event: Event): Promise<void> {
    event.preventDefault();
    const name = this.field?.value.trim() ?? '';
    if (!name) {
      this.refusal = { code: 'nameFirst', retry: 'never' };
      this.field?.focus();
      return;
    }
    await this.enter(() => this.session.join(name));
    if (!this.refusal) this.session.keepTyped('join', '');
  }

  private async enter(how: () => Promise<Outcome>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    // whoever tries a full room again stays on its page until it is known
    if (!this.full) this.refusal = null;
    const outcome = await how();
    this.busy = false;
    this.refusal = outcome.type === 'refused' ? outcome.refusal : null;
  }

  /** No place on the board, or none on the server. Members who have too many pages open are another matter. */
  private get full(): 'board' | 'server' | null {
    if (this.refusal?.code === 'boardFull') return 'board';
    const { me, connection } = this.session.snapshot;
    const turnedAway = connection.state === 'closed' && connection.why === 'tooMany';
    return turnedAway && me.type !== 'member' ? 'server' : null;
  }

  private async tryAgain(): Promise<void> {
    if (this.full === 'server') this.session.retry();
    else await this.enter(() => this.session.join(this.session.typed('join').trim()));
    if (this.full) this.again.begin();
  }

  private next(step: NextStep): void {
    switch (step) {
      case 'retry':
        this.session.retry();
        return;
      case 'reload':
        location.reload();
        return;
      case 'start':
        // not into the frame that a site has the board in
        window.open('/', parent === window ? '_self' : '_blank');
    }
  }

  private async openDrafts(): Promise<void> {
    await import('../sheets/tilth-drafts.ts');
    this.draftsOpen = true;
  }

  override render(): TemplateResult {
    const door = doorOf(this.session.snapshot);
    return html`<main class="door">
      <div class="inside">
        <p class="brand">${brandMark(34)} ${words.brand}</p>
        ${this.at(door)}
      </div>
      ${garden()}
    </main>`;
  }

  private at(door: Door): TemplateResult {
    if (this.full) return this.fullRoom(this.full);
    switch (door.type) {
      case 'closed':
        return this.closed(door.why);
      case 'asks':
        return this.waitingRoom();
      case 'pass':
        return this.pass();
      case 'name':
        return this.askName();
    }
  }

  private waitingRoom(): TemplateResult {
    return html`<div class="main">
      <h1 dir="auto">${this.boardTitle}</h1>
      <tilth-waiting-room .session=${this.session}></tilth-waiting-room>
    </div>`;
  }

  private fullRoom(full: 'board' | 'server'): TemplateResult {
    const { title, text } = full === 'board' ? words.full : closedWords.tooMany;
    return html`<div class="main">
      <h1 class="plain">${title}</h1>
      <p class="lead">${text}</p>
      ${this.again.told()}
      <div class="steps">
        <button class="button filled" type="button" @click=${() => this.tryAgain()}>
          ${this.busy ? words.joining : words.now}
        </button>
        ${full === 'board' ? this.lookAround() : nothing}
      </div>
    </div>`;
  }

  private lookAround(): TemplateResult {
    return html`<button class="link" type="button" @click=${() => this.dispatchEvent(new LookAroundIntent())}>
      ${words.look}
    </button>`;
  }

  private askName(): TemplateResult {
    const { snapshot } = this.session;
    const now = this.session.now();
    const counts = snapshot.known ? openCounts(snapshot.state, now) : this.told?.counts;
    return html`<div class="main">
        <h1 dir="auto">${this.boardTitle}</h1>
        <p class="lead">${words.lead}</p>
        ${
          counts
            ? html`<ul class="counts">
                <li>${badge('need', 24)} ${count(counts.needs, 'need')}</li>
                <li>${badge('offer', 24)} ${count(counts.offers, 'offer')}</li>
                <li>${badge('referral', 24)} ${count(counts.referrals, 'referral')}</li>
              </ul>`
            : nothing
        }
        <form @submit=${this.join}>
          ${nameField(this.session, words.hint)} ${refusalNote(this.refusal)}
          <div class="steps">
            <button class="button filled" type="submit">${this.busy ? words.joining : words.join}</button>
            ${this.lookAround()}
          </div>
          ${this.trouble()}
        </form>
        <p class="private">${icon('lock', 18)} <span>${words.privacy}</span></p>
      </div>
      ${snapshot.known ? this.lately(now) : nothing}`;
  }

  private trouble(): TemplateResult | typeof nothing {
    const { state } = this.session.snapshot.connection;
    return state === 'offline' || state === 'away' ? html`<p role="status">${words[state]}</p>` : nothing;
  }

  private lately(now: number): TemplateResult | typeof nothing {
    const { snapshot } = this.session;
    const { met, taken, introduced } = harvest(snapshot.state, now);
    const here = new Set(snapshot.people.map((person) => person.member).filter(Boolean)).size;
    if (here + met + taken + introduced === 0) return nothing;
    return html`<aside>
      ${
        here > 0
          ? html`<section>
              <h2>${words.here}</h2>
              <p>${words.neighbours(here)}</p>
            </section>`
          : nothing
      }
      ${
        met + taken + introduced > 0
          ? html`<section>
              <h2>${words.month}</h2>
              <ul>
                ${met > 0 ? html`<li>${growthMark('tulip', 20)} ${count(met, 'need')} met</li>` : nothing}
                ${taken > 0 ? html`<li>${growthMark('leaves', 20)} ${count(taken, 'offer')} taken up</li>` : nothing}
                ${
                  introduced > 0
                    ? html`<li>${growthMark('sprout', 20)} ${count(introduced, 'introduction')} made</li>`
                    : nothing
                }
              </ul>
            </section>`
          : nothing
      }
    </aside>`;
  }

  private pass(): TemplateResult {
    return html`<div class="main">
      <h1 class="plain">${words.passTitle}</h1>
      ${this.boardTitle === words.unnamed ? nothing : html`<p class="lead"><strong dir="auto">${this.boardTitle}</strong></p>`}
      <p class="lead">${words.passLead}</p>
      ${refusalNote(this.refusal)}
      <div class="steps">
        <button class="button filled" type="button" @click=${() => this.enter(() => this.session.usePass())}>
          ${this.busy ? words.joining : words.passYes}
        </button>
      </div>
      <p class="private">${icon('lock', 18)} <span>${words.passNo}</span></p>
    </div>`;
  }

  private closed(why: ClosedWhy): TemplateResult {
    const { title, text, next } = closedWords[why];
    const drafts = this.session.snapshot.drafts.length;
    return html`<div class="main" role="alert">
        <h1 class="plain">${title}</h1>
        <p class="lead">${text}</p>
        <div class="steps">
          <button class="button filled" type="button" @click=${() => this.next(next)}>
            ${words.next[next]}
          </button>
          ${
            drafts > 0
              ? html`<button class="link" type="button" @click=${this.openDrafts}>
                  ${words.drafts(drafts)}
                </button>`
              : nothing
          }
        </div>
      </div>
      ${
        this.draftsOpen
          ? html`<tilth-drafts
              .session=${this.session}
              @tilth-close=${() => {
                this.draftsOpen = false;
              }}
            ></tilth-drafts>`
          : nothing
      }`;
  }

  private get boardTitle(): string {
    return this.session.snapshot.state.meta.get('board')?.title ?? this.told?.title ?? words.unnamed;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-join': TilthJoin;
  }
}
