/**
 * Development only: a {@link BoardSession} in memory over the real `decide`, for looking at screens and for their tests.
 * It keeps nothing and reaches nothing.
 */
import { decide } from '#shared/board/decide.ts';
import { sitesOf } from '#shared/board/decide/sites.ts';
import { standing } from '#shared/board/promotion.ts';
import { applyFacts, overlay, type MutableState } from '#shared/board/state.ts';
import type { Actor, AnyCommand, Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import { newId } from '#shared/board/ids.ts';
import { time } from '#shared/limits.ts';
import type { Seat, Session } from '#shared/board/types.ts';
import type {
  AccessRequestBody,
  BoardSession,
  Connection,
  Draft,
  Knocking,
  Me,
  OpenText,
  Outcome,
  Pending,
  Person,
  Snapshot,
} from '#client/session/port.ts';
import type { AccessReply, Looking } from '#shared/protocol.ts';
import { fixtureNow, fixtureState, me } from './fixture-board.ts';
import { led, ledSeats, market } from './fixture-session.ts';

export const sceneNames = [
  'board',
  'empty',
  'skeleton',
  'offline',
  'refused',
  'facilitator',
  'viewer',
  'join',
  'memory',
  'many',
  'session',
  'cockpit',
] as const;
export type SceneName = (typeof sceneNames)[number];

const fixtureCode = '482113907';
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export class FixtureSession implements BoardSession {
  snapshot: Snapshot;
  readonly links = {
    member: 'https://tilth.example/b/elm-row#key=member',
    viewer: 'https://tilth.example/b/elm-row#key=viewer',
  };
  /** What was run, in order. */
  readonly log: Command[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly kept = new Map<string, string>();
  private board: MutableState;

  constructor(readonly scene: SceneName) {
    this.board = fixtureState(scene === 'empty' ? 'empty' : scene === 'many' ? 1_950 : 'lived');
    if (scene === 'session') this.hold(market());
    if (scene === 'facilitator' || scene === 'cockpit') {
      this.as('m_hana000000', { type: 'member.role', member: me, role: 'facilitator' });
    }
    if (scene === 'cockpit') this.hold(led(me), ledSeats);
    this.snapshot = {
      board: 'b_fixture00000',
      connection: { state: 'live', unsaved: 0 },
      keeping: 'device',
      known: true,
      me: { type: 'member', member: me, role: 'member', device: 'd_fixture0000' },
      state: this.board,
      pending: new Map(),
      drafts: [],
      standing: standing(this.board, me, fixtureNow),
      people: herePeople(),
      leadLooksFor: null,
      lastSeen: fixtureNow - 6 * time.DAY,
      ...sceneOf(scene),
    };
  }

  /** What can be taken back. */
  undoable: Command | null = null;
  canUndo(act: Command): boolean {
    return act === this.undoable;
  }

  /** Changes the snapshot as the world would, for tests and pictures. */
  change(part: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...part };
    for (const listener of this.listeners) listener();
  }

  /** Puts a session on the board, as it is. */
  hold(session: Session, seats: readonly Seat[] = []): void {
    const next = overlay(this.board);
    next.sessions.set(session.id, session);
    for (const seat of seats) next.seats.set(seat.id, seat);
    this.board = next;
    this.change({ state: next });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  now(): number {
    return fixtureNow;
  }
  keepTime(): void {
    // its clock is the log's
  }
  newId(kind: Parameters<BoardSession['newId']>[0]): string {
    return newId(kind, random);
  }
  /** Does something as any member; what follows shows at once. */
  as(member: string, command: AnyCommand): Refusal | null {
    return this.decide({ type: 'member', member }, command);
  }
  /** Something happens by itself. */
  time(command: AnyCommand): Refusal | null {
    return this.decide({ type: 'system' }, command);
  }
  private decide(actor: Actor, command: AnyCommand): Refusal | null {
    const decision = decide(this.board, actor, command, fixtureNow);
    if (!decision.ok) return decision.refusal;
    const next = overlay(this.board);
    applyFacts(next, decision.facts);
    this.board = next;
    this.change({ state: next, standing: standing(next, me, fixtureNow) });
    return null;
  }
  run(command: Command): Promise<Outcome> {
    this.log.push(command);
    const refusal = this.as(me, command);
    if (refusal) return Promise.resolve({ type: 'refused', refusal });
    const waits = command.type === 'card.create' && this.board.records.has(`waiting:${command.card}`);
    if (this.snapshot.connection.state !== 'offline') {
      return Promise.resolve(waits ? { type: 'applied', outcome: 'waiting' } : { type: 'applied' });
    }
    const pending = new Map(this.snapshot.pending);
    if ('card' in command) pending.set(command.card, 'kept');
    this.change({ pending, connection: { ...this.snapshot.connection, unsaved: pending.size } });
    return Promise.resolve({ type: 'kept' });
  }
  check(command: Command): Refusal | null {
    const decision = decide(this.board, { type: 'member', member: me }, command, fixtureNow);
    return decision.ok ? null : decision.refusal;
  }
  undo(): Promise<Command | null> {
    return Promise.resolve(null);
  }
  join(): Promise<Outcome> {
    this.change({ me: { type: 'member', member: me, role: 'member', device: 'd_fixture0000' } });
    return Promise.resolve({ type: 'applied' });
  }
  usePass(): Promise<Outcome> {
    return this.join();
  }
  /** Says what becomes of whoever knocked. */
  answerKnock: (knocking: Knocking) => void = () => undefined;
  knock(_name: string, told: (knocking: Knocking) => void): Promise<() => void> {
    this.answerKnock = told;
    return Promise.resolve(() => undefined);
  }
  access(request: AccessRequestBody): Promise<AccessReply> {
    return Promise.resolve(this.granted(request));
  }
  private granted(request: AccessRequestBody): AccessReply {
    const until = fixtureNow + time.DAY;
    switch (request.type) {
      case 'pass.mint':
        return { ok: true, type: 'pass', pass: 'fixture', until };
      case 'link.mint':
      case 'link.rotate':
        return { ok: true, type: 'link', link: 'l_fixture00000', key: 'fixture' };
      case 'door.open': {
        const { session, asks, shown } = request;
        const hashes = { key: 'key', code: 'code', until };
        this.as(me, { type: 'door.open', session, ...hashes, asks, shown: shown ? fixtureCode : null });
        return { ok: true, type: 'door', key: 'fixture', code: fixtureCode, until };
      }
      case 'door.show':
        this.as(me, request);
        return { ok: true, type: 'done' };
      case 'site.add':
      case 'site.remove': {
        const others = sitesOf(this.board).filter((site) => site !== request.site);
        const origins = request.type === 'site.add' ? [...others, request.site] : others;
        this.as(me, { type: 'board.sites', origins });
        return { ok: true, type: 'done' };
      }
      case 'siteKey.add': {
        const { site, role, publicKey } = request;
        const key = `y_fixture${String(this.snapshot.state.records.size).padStart(5, '0')}`;
        const signs =
          publicKey === undefined
            ? ({ alg: 'HS256', verifier: 'fixture' } as const)
            : ({ alg: 'EdDSA', verifier: publicKey } as const);
        this.as(me, { type: 'siteKey.add', key, site, role, ...signs });
        return { ok: true, type: 'siteKey', key, ...(publicKey === undefined && { secret: 'fixture' }) };
      }
      case 'siteKey.revoke':
        this.as(me, { type: 'siteKey.revoke', key: request.key });
        return { ok: true, type: 'done' };
      case 'link.revoke':
      case 'board.erase':
        return { ok: true, type: 'done' };
    }
  }
  openText(text: string): OpenText {
    const read = (): string =>
      this.snapshot.state.cards.get(text)?.body ?? this.snapshot.state.meta.get('board')?.notes ?? '';
    let value = read();
    return {
      get value() {
        return value;
      },
      mayEdit: true,
      state: 'saved',
      splice(index, remove, insert) {
        value = value.slice(0, index) + insert + value.slice(index + remove);
      },
      onChange: () => () => undefined,
      undo: () => undefined,
      redo: () => undefined,
      close: () => undefined,
    };
  }
  /** What was said to be looked for last. */
  looksFor: Looking | null = null;
  lookFor(looking: Looking | null): void {
    this.looksFor = looking;
  }
  look(): void {
    // nobody else is here to see it
  }
  typed(input: string): string {
    return this.kept.get(input) ?? '';
  }
  keepTyped(input: string, words: string): void {
    this.kept.set(input, words);
  }
  dropDraft(id: string): void {
    this.change({ drafts: this.snapshot.drafts.filter((draft) => draft.id !== id) });
  }
  keepDraft(command: Command, body?: string): void {
    const draft: Draft = {
      id: `draft${this.snapshot.drafts.length}`,
      at: fixtureNow,
      command,
      ...(body ? { body } : {}),
    };
    this.change({ drafts: [...this.snapshot.drafts, draft] });
  }
  retry(): void {
    this.change({ connection: { state: 'live', unsaved: 0 } });
  }
  forget(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {
    this.listeners.clear();
  }
}

export function fixtureSession(scene: SceneName): FixtureSession {
  return new FixtureSession(scene);
}

function sceneOf(scene: SceneName): Partial<Snapshot> {
  const offline: Connection = { state: 'offline', unsaved: 1, since: fixtureNow - 20 * time.MINUTE };
  const kept: ReadonlyMap<string, Pending> = new Map([['c_card00000013', 'kept']]);
  const member: Me = { type: 'member', member: me, role: 'facilitator', device: 'd_fixture0000' };
  switch (scene) {
    case 'skeleton':
      return {
        known: false,
        state: fixtureState('empty'),
        me: { type: 'unknown' },
        people: [],
        connection: { state: 'connecting' },
      };
    case 'offline':
      return { connection: offline, pending: kept, people: [] };
    case 'refused':
      return { drafts: refusedDrafts() };
    case 'facilitator':
    case 'cockpit':
      return { me: member };
    case 'viewer':
      return { me: { type: 'looking', role: 'viewer' } };
    case 'join':
      return { me: { type: 'looking', role: 'member' } };
    case 'memory':
      return { keeping: 'memory' };
    case 'board':
    case 'empty':
    case 'many':
    case 'session':
      return scene === 'empty' ? { lastSeen: null } : {};
  }
}

function refusedDrafts(): Draft[] {
  return [
    {
      id: 'draft0',
      at: fixtureNow - time.MINUTE,
      command: {
        type: 'card.edit',
        card: 'c_card00000013',
        title: { is: 'Lentil soup on Wednesdays and Fridays', was: 'Soup on Wednesdays' },
      },
      refusal: { code: 'stale', retry: 'ask', theirs: 'Lentil soup on Wednesdays, to your door' },
    },
    {
      id: 'draft1',
      at: fixtureNow - 2 * time.MINUTE,
      command: {
        type: 'card.create',
        card: 'c_draft0000000',
        kind: 'need',
        title: 'A ladder for Saturday morning',
        body: 'To clear a gutter. I can fetch it.',
        chips: { urgency: 'week', terms: 'lend' },
      },
      refusal: { code: 'yourCardsFull', retry: 'later' },
    },
  ];
}

function herePeople(): Person[] {
  const person = (member: string, more: Partial<Person> = {}): Person => ({
    member,
    card: '',
    writing: false,
    idle: false,
    count: 1,
    ...more,
  });
  return [
    person(me),
    person('m_hana000000'),
    person('m_milos00000', { card: 'c_card00000024', writing: true }),
    person('m_ines000000'),
    person('m_bryn000000'),
    person('m_teo0000000', { idle: true }),
  ];
}
