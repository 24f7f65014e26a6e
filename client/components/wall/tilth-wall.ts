/** The board on a projector: its title, the part that is on and its clock, and what a room reads. Nothing can be pressed. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BoardSession } from '#client/session/port.ts';
import markUrl from '#client/icons/tilth.svg';
import { icon } from '#client/icons/icon.ts';
import { growthMark } from '#client/icons/marks.ts';
import { base } from '#client/styles/base.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { figuresOf, flowedWords, yesWords } from '#client/view/harvest/figures.ts';
import { clockView } from '#client/view/session/clock-view.ts';
import { wallView, type WallView } from '#client/view/wall/wall-view.ts';
import { turnFor, type Turn } from '#client/view/wall/wall-turn.ts';
import { count } from '#client/words/lists.ts';
import '../sheets/tilth-qr.ts';
import { largeCard, smallCard, wallCardStyles } from './wall-card.ts';
import { wallStyles } from './wall-styles.ts';
import { Wakefulness } from './wakefulness.ts';

const words = {
  timeLeft: 'Time left',
  until: (time: string) => `until ${time}`,
  over: 'Over by',
  paused: 'Paused',
  next: (name: string, seconds: number) => `“${name}” begins in ${seconds} s`,
  soon: 'We begin soon.',
  ask: 'Ask for the link, or for a paper slip.',
  join: 'Join on your phone',
  qr: 'Opens the page to join this session',
  slip: 'or ask for a paper slip',
  empty: 'Nothing is written yet.',
  written: (n: number) =>
    n === 0 ? 'Nobody sees it yet.' : `${count(n, 'card')} written so far. Nobody sees them yet.`,
  silence: 'Write for yourself.',
  promotions: 'No promotions this time.',
  stays: 'What is still open stays on the board.',
  offline: 'Not connected just now. The clock goes on.',
  connecting: 'Connecting…',
  closed: 'This link does not open the board any more.',
  closedNext: 'A facilitator can make a new one for the projector.',
} as const;

/** From so many letters on, words for the whole room are set smaller. */
const longTitle = 34;
const longPrompt = 90;

@customElement('tilth-wall')
export class TilthWall extends LitElement {
  static override styles = [base, wallStyles, wallCardStyles];

  @property({ attribute: false }) session!: BoardSession;

  protected readonly following = new BoardController(this, () => this.session);
  protected readonly awake = new Wakefulness(this);
  private turn: Turn | null = null;
  private ticking: ReturnType<typeof setTimeout> | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.rest();
  }

  private rest(): void {
    if (this.ticking !== null) clearTimeout(this.ticking);
    this.ticking = null;
  }

  /** Draws again when the clock says something else, or the turn is over. */
  private tick(next: number | null, now: number): void {
    this.rest();
    if (!this.isConnected) return;
    const turned = this.turn ? this.turn.since + turnFor - now : turnFor;
    this.ticking = setTimeout(() => this.requestUpdate(), Math.max(0, Math.min(next ?? turned, turned)));
  }

  protected override updated(): void {
    const title = this.session.snapshot.state.meta.get('board')?.title;
    if (title && document.title !== title) document.title = title;
  }

  protected override render(): TemplateResult {
    const { state, connection, known } = this.session.snapshot;
    if (connection.state === 'closed') return this.renderAlone(words.closed, words.closedNext);
    if (!known) return this.renderAlone(words.connecting, '');
    const now = this.session.now();
    const view = wallView(state, this.turn, now);
    this.turn = view.turn;
    const clock = view.on && clockView(view.on.session, now);
    this.tick(clock?.next ?? null, now);
    return html`<main class="wall">
      ${this.renderHead(view, clock, now)}
      ${view.code ? html`<div class="with-code">${this.renderStage(view, now)} ${renderCode(view.code)}</div>` : this.renderStage(view, now)}
      ${this.renderFoot(view)}
    </main>`;
  }

  private renderHead(
    { title, on }: WallView,
    clock: ReturnType<typeof clockView> | null,
    now: number,
  ): TemplateResult {
    return html`<header>
      <img src=${markUrl} alt="" />
      <h1 class=${title.length > longTitle ? 'long' : ''} dir="auto">${title}</h1>
      ${
        on && clock
          ? html`<div class="phase">
                <h2 dir="auto">${on.name}</h2>
                <p class="until soft">${underPhase(on.next, clock, now)}</p>
              </div>
              <div class="clock" role="timer" aria-live="off" aria-label=${words.timeLeft}>
                ${clock.figures}
              </div>`
          : nothing
      }
    </header>`;
  }

  private renderStage({ stage, code }: WallView, now: number): TemplateResult {
    switch (stage.type) {
      case 'before':
        return alone(stage.title, code ? words.soon : `${words.soon} ${words.ask}`);
      case 'silent':
        return alone(stage.prompt || words.silence, words.written(stage.written));
      case 'promotions':
        return stage.cards.length === 0
          ? alone(words.promotions, '')
          : html`<section class="stage promotions ${stage.cards.length > 3 ? 'many' : ''}">
              ${stage.cards.map((card) => smallCard(card, card.body))}
            </section>`;
      case 'cards':
        return stage.large === null
          ? alone(stage.prompt || words.empty, '')
          : html`<section class="stage cards">
              ${repeat([stage.large], (card) => card.id, largeCard)}
              <div class="more">${stage.more.map((card) => smallCard(card))}</div>
            </section>`;
      case 'after': {
        const { began, ended } = stage.session;
        const span = { from: began ?? 0, to: ended ?? now };
        const figures = figuresOf(this.session.snapshot.state, span, stage.session);
        return alone(flowedWords(figures), `${yesWords(figures)} ${words.stays}`);
      }
    }
  }

  private renderFoot({ open, matched, stage }: WallView): TemplateResult | typeof nothing {
    const { connection } = this.session.snapshot;
    const quiet = stage.type === 'silent';
    if (quiet && connection.state === 'live') return nothing;
    return html`<footer>
      ${quiet ? nothing : html`<p>${open}</p>`}
      ${
        connection.state === 'live'
          ? nothing
          : html`<p class="soft">
              ${icon('cloudOff', 34)} ${connection.state === 'connecting' ? words.connecting : words.offline}
            </p>`
      }
      ${matched && !quiet ? html`<p class="matched">${growthMark('leaves', 34)} ${matched}</p>` : nothing}
    </footer>`;
  }

  private renderAlone(said: string, then: string): TemplateResult {
    this.rest();
    return html`<main class="wall">
      <header><img src=${markUrl} alt="" /></header>
      ${alone(said, then)}
    </main>`;
  }
}

/** The code as it is said aloud, and as a picture for a phone. */
function renderCode(code: string): TemplateResult {
  return html`<aside class="code">
    <tilth-qr .text=${`${location.origin}/join#${code.replaceAll(' ', '')}`} .label=${words.qr}></tilth-qr>
    <p class="join">${words.join}</p>
    <p class="address">${location.host}/join</p>
    <p class="digits">${code}</p>
    <p class="slip soft">${words.slip}</p>
  </aside>`;
}

function alone(said: string, then: string): TemplateResult {
  return html`<section class="stage alone">
    <p class="said ${said.length > longPrompt ? 'long' : ''}" dir="auto">${said}</p>
    ${then ? html`<p class="then soft">${then}</p>` : nothing}
  </section>`;
}

/** Beneath the phase's name: what comes, or until when its clock runs. */
function underPhase(
  next: { name: string; at: number } | null,
  { over, paused, until }: ReturnType<typeof clockView>,
  now: number,
): string {
  if (next) return words.next(next.name, Math.max(0, Math.ceil((next.at - now) / 1_000)));
  if (paused) return words.paused;
  if (over) return words.over;
  return until ? `${words.timeLeft}, ${words.until(until)}` : words.timeLeft;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-wall': TilthWall;
  }
}
