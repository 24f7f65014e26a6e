import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import { kinds, type Kind, type State } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { BoardController } from '#client/view/board-controller.ts';
import { BoardViews, type BoardView } from '#client/view/board-view.ts';
import type { Filter } from '#client/view/find.ts';
import { presenceView } from '#client/view/presence.ts';
import type { Refused, RefusedBy } from '#client/view/refused.ts';
import { viewerOf } from '#client/view/viewer.ts';
import type { Desk } from './desk.ts';
import type { FindEvent } from './find-event.ts';
import type { FollowEvent } from './session/follow-event.ts';
import type { RaiseEvent } from './tilth-bar.ts';
import type { FilterEvent, TilthFind } from './tilth-find.ts';
import './tilth-header.ts';
import './tilth-lane.ts';
import type { TilthLane } from './tilth-lane.ts';
import type { LaneEvent } from './tilth-tabs.ts';

/** "9 min" becomes "10 min" by itself. */
const TICK = 30_000;
/** In rem, as in the components' container queries: larger type makes any screen a narrow one. */
const NARROW = 45;
const none: Refused = { created: [], changed: new Map() };
/** What components ask of the page; see `desk.ts`. */
const intents = ['tilth-run', 'tilth-open', 'tilth-close', 'tilth-say', 'tilth-undo'];
/** A narrow page scrolled this far (px) is being read. */
const SCROLLED = 160;

/**
 * The board: one page, one session. It turns snapshots into lanes and intents into commands, opens sheets (loaded when
 * first needed), keeps the focus where the person was, and is the size container every component measures itself by.
 */
@customElement('tilth-app')
export class TilthApp extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        container-type: inline-size;
        background: var(--paper);
      }
      .page {
        display: flex;
        flex-direction: column;
        min-block-size: 100vh;
        min-block-size: 100dvh;
      }
      .skip {
        position: absolute;
        inset-block-start: 8px;
        inset-inline-start: 8px;
        z-index: 20;
        padding: 8px 16px;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--on-ink);
      }
      .skip:not(:focus) {
        inline-size: 1px;
        block-size: 1px;
        padding: 0;
        overflow: hidden;
        clip-path: inset(50%);
      }
      main {
        flex: 1 1 auto;
        min-block-size: 0;
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 12px 16px;
        padding: 0 32px 20px;
      }
      main > .promotion {
        grid-column: 1 / -1;
      }
      .narrow {
        display: none;
      }
      /* The lanes stay as they are, with every word in them, while the cockpit is in their place. */
      .page:has(> tilth-conduct[shown]) {
        --for-board: none;
      }
      tilth-conduct[shown] ~ :not(.sheets, tilth-strip, tilth-voice) {
        display: none;
      }
      /* A desk: the lanes fill the window and scroll by themselves, the shelf stays in sight. */
      @container (min-width: 62.501rem) {
        .page {
          block-size: auto;
        }
        main {
          grid-template-rows: minmax(0, 1fr) auto;
        }
      }
      @media (min-height: 42.5rem) {
        @container (min-width: 62.501rem) {
          .page {
            block-size: 100vh;
            block-size: 100dvh;
          }
        }
      }
      @container (max-width: 62.5rem) {
        main {
          grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
          align-items: start;
        }
      }
      @container (max-width: 45rem) {
        .page {
          --control-small: 44px;
          --control: 48px;
          --field: 48px;
        }
        main {
          display: block;
          padding: 0;
        }
        tilth-tabs {
          min-block-size: 53px;
        }
        main > tilth-lane:not(.current) {
          display: none;
        }
        .narrow {
          display: block;
          position: sticky;
          z-index: 5;
        }
        .top {
          inset-block-start: var(--stuck, 0);
        }
        /* The name of the part that is on, and its clock, stay in sight. */
        tilth-session[on] ~ * {
          --stuck: 52px;
        }
        .bottom {
          inset-block-end: 0;
          margin-block-start: auto;
        }
      }
      /* Very low windows, and pages zoomed to 400 %: nothing may stand in front of the cards. */
      @media (max-height: 420px) {
        @container (max-width: 45rem) {
          .narrow {
            position: static;
          }
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;

  @state() private narrow = false;
  @state() private pageScrolled = false;
  @state() private lane: Kind = 'need';
  @state() private raised: Kind | null = null;
  @state() private barTyping = false;
  @state() private lookingAround = false;
  @state() private finding = false;
  @state() private filter: Filter | null = null;
  /** Of what whoever one follows looks for. */
  @state() private followed: Filter | null = null;
  /** What lies over the board: the desk's. */
  @state() sheets: readonly HTMLElement[] = [];
  @state() private joinReady = false;
  @state() private refusedBy: RefusedBy = () => none;

  protected readonly following = new BoardController(this, () => this.session);
  private readonly views = new BoardViews();
  private deskReady!: (desk: Desk) => void;
  private readonly desk = new Promise<Desk>((ready) => {
    this.deskReady = ready;
  });
  /** The words for refusals come with the first refusal. */
  private asksWhy = false;
  private ticking: ReturnType<typeof setInterval> | null = null;
  private resize: ResizeObserver | null = null;

  @query('tilth-find') private readonly find!: TilthFind | null;
  @queryAll('tilth-lane') private readonly lanes!: NodeListOf<TilthLane>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => this.requestUpdate(), TICK);
    this.resize = new ResizeObserver(([entry]) => {
      const { fontSize } = getComputedStyle(document.documentElement);
      this.narrow = (entry?.contentRect.width ?? Infinity) <= NARROW * parseFloat(fontSize);
    });
    this.resize.observe(this);
    for (const type of intents) this.addEventListener(type, this.onIntent);
    addEventListener('scroll', this.onScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.ticking) clearInterval(this.ticking);
    this.resize?.disconnect();
    void this.desk.then((desk) => desk.leave());
    removeEventListener('scroll', this.onScroll);
  }

  /** Intents wait for the desk, so that no tap is lost while it loads. */
  private readonly onIntent = (event: Event): void => {
    event.stopPropagation();
    void this.desk.then((desk) => desk.take(event));
  };

  private readonly onScroll = (): void => {
    this.pageScrolled = this.narrow && scrollY > SCROLLED;
  };

  private readonly onLookAround = (): void => {
    this.lookingAround = true;
  };
  private readonly onJoinPlease = (): void => {
    this.lookingAround = false;
  };

  private readonly onLane = (event: LaneEvent): void => {
    this.lane = event.kind;
    scrollTo({ top: 0 });
  };

  private readonly onRaise = (event: RaiseEvent): void => {
    this.raised = event.kind;
    if (event.kind) this.lane = event.kind;
    else this.barTyping = false;
  };

  private readonly onBarTyping = (event: Event & { typing: boolean }): void => {
    this.barTyping = event.typing;
  };

  private readonly onFind = (event: FindEvent): void => {
    const { part } = event;
    this.finding = true;
    void import('./tilth-find.ts').then(() => this.updateComplete).then(() => this.find?.focus(part));
  };

  private readonly onFindClose = (): void => {
    this.finding = false;
    this.filter = null;
  };
  private readonly onFilter = (event: FilterEvent): void => {
    this.filter = event.filter;
  };

  private readonly onFollow = (event: FollowEvent): void => {
    this.followed = event.filter;
  };

  private readonly onSkip = (event: Event): void => {
    event.preventDefault();
    [...this.lanes].find((lane) => lane.offsetParent !== null)?.write();
  };

  /** Brings a lane's input, for one who comes from elsewhere to write. */
  write(kind: Kind): void {
    this.lane = kind;
    void this.updateComplete.then(() => [...this.lanes].find(({ lane }) => lane.kind === kind)?.write());
  }

  /** All that is not needed to read the board comes once it stands. */
  protected override firstUpdated(): void {
    this.loadRest();
  }

  private loadRest(): void {
    import('./later.ts').then(
      ({ Desk }) => this.deskReady(new Desk(this)),
      // the network may go just after the board came
      () => addEventListener('online', () => this.loadRest(), { once: true }),
    );
  }

  protected override willUpdate(): void {
    if (this.asksWhy || !this.session.snapshot.drafts.some((draft) => draft.refusal)) return;
    this.asksWhy = true;
    void this.desk
      .then((desk) => desk.refused())
      .then((refusedBy) => {
        this.refusedBy = refusedBy;
      });
  }

  protected override updated(): void {
    const title = this.session.snapshot.state.meta.get('board')?.title;
    if (title && document.title !== title) document.title = title;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.session;
    if (this.asksToJoin()) return this.renderJoin();
    const viewer = viewerOf(snapshot);
    const now = this.session.now();
    const board = this.views.build(snapshot, {
      viewer,
      now,
      phone: this.narrow,
      filter: this.filter,
      followed: this.followed,
      refused: this.refusedBy(snapshot.drafts, viewer.member),
    });
    const here = presenceView(snapshot, viewer.member);
    return html`<div class="page" @tilth-join-please=${this.onJoinPlease} @tilth-find=${this.onFind}>
      <nav aria-label="Skip"><a class="skip" href="#lanes" @click=${this.onSkip}>Go to the board</a></nav>
      <tilth-header .board=${snapshot.state.meta.get('board')?.title ?? ''}>
        <tilth-since slot="since" .snapshot=${snapshot} .member=${viewer.member} .now=${now}></tilth-since>
        <tilth-tools
          .here=${here}
          .viewer=${viewer}
          .connection=${snapshot.connection}
          .keeping=${snapshot.keeping}
          .drafts=${snapshot.drafts.length}
          .finding=${this.finding}
        ></tilth-tools>
      </tilth-header>
      ${this.renderSession(snapshot.state)}
      <tilth-conduct .session=${this.session}></tilth-conduct>
      <tilth-tabs
        class="narrow top"
        .board=${board}
        .current=${this.lane}
        .session=${this.session}
        .member=${viewer.member}
        @tilth-lane-chosen=${this.onLane}
      ></tilth-tabs>
      <tilth-strip
        .connection=${snapshot.connection}
        .keeping=${snapshot.keeping}
        .phone=${this.narrow}
      ></tilth-strip>
      ${
        this.finding
          ? html`<tilth-find
              .session=${this.session}
              .snapshot=${snapshot}
              .found=${kinds.reduce((sum, kind) => sum + board[kind].cards.length + board[kind].past.length, 0)}
              @tilth-filter=${this.onFilter}
              @tilth-find-close=${this.onFindClose}
            ></tilth-find>`
          : nothing
      }
      <main id="lanes" tabindex="-1">
        ${kinds.map((kind) => this.renderLane(board, kind, here.writers, viewer.may === 'write'))}
      </main>
      ${
        viewer.may === 'write'
          ? html`<tilth-bar
              class="narrow bottom"
              .session=${this.session}
              .raised=${this.raised}
              @tilth-raise=${this.onRaise}
              @tilth-typing=${this.onBarTyping}
            ></tilth-bar>`
          : nothing
      }
      <div class="sheets">${this.sheets}</div>
      <tilth-voice .session=${this.session} .over=${this.sheets}></tilth-voice>
    </div>`;
  }

  private renderSession({ sessions }: State): TemplateResult | typeof nothing {
    if (sessions.size === 0) return nothing;
    // what the network did not bring, the next change asks for again
    import('./session/tilth-session.ts').catch(() => undefined);
    return html`<tilth-session .session=${this.session} @tilth-follow=${this.onFollow}></tilth-session>`;
  }

  private renderLane(
    board: BoardView,
    kind: Kind,
    writers: TilthLane['writers'],
    writable: boolean,
  ): TemplateResult {
    return html`<tilth-lane
      class="${kind} ${kind === this.lane ? 'current' : ''}"
      .lane=${board[kind]}
      .session=${this.session}
      .writers=${writers}
      .known=${this.session.snapshot.known}
      .writable=${writable}
      .raised=${this.narrow && this.raised === kind}
      .pageScrolled=${this.pageScrolled}
      .typingElsewhere=${this.barTyping && this.raised === kind}
      .filtered=${this.filter !== null}
      .follows=${this.followed !== null}
    ></tilth-lane>`;
  }

  /** Those who hold a link or a pass are asked for their name first; those who are shut out read why. */
  private asksToJoin(): boolean {
    const { me, connection } = this.session.snapshot;
    if (connection.state === 'closed') return true;
    if (me.type === 'pass') return true;
    return me.type === 'looking' && me.role !== 'viewer' && !this.lookingAround;
  }

  private renderJoin(): TemplateResult | typeof nothing {
    if (!this.joinReady) {
      void import('./pages/tilth-join.ts').then(() => {
        this.joinReady = true;
      });
      return nothing;
    }
    return html`<div class="page" @tilth-look-around=${this.onLookAround}>
      <tilth-join .session=${this.session}></tilth-join>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-app': TilthApp;
  }
}
