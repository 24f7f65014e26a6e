/**
 * A board as a screen sees it: one page composes the parts. What people do goes into the outbox and out over the wire;
 * what the server says comes into the copy; a snapshot is the copy with the outbox replayed on it.
 */
import type {
  AccessRequestBody,
  BoardSession,
  Knocking,
  OpenText,
  Outcome,
  Snapshot,
} from '#client/session/port.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import { newId } from '#shared/board/ids.ts';
import type { Role, State } from '#shared/board/types.ts';
import type { AccessReply, ByeCode, Looking, ServerEvents, SyncReply } from '#shared/protocol.ts';
import { Connection, type Link } from './connection.ts';
import { Copying } from './copying.ts';
import type { Deeds } from './deeds.ts';
import { DeedsDesk } from './deeds-desk.ts';
import { Drafts } from './drafts.ts';
import { Following } from './following.ts';
import { type EntryWays, Identity } from './identity.ts';
import { Keeper } from './keep/keeper.ts';
import type { KeepPort } from './keep/port.ts';
import { Membership } from './membership.ts';
import { Presence } from './presence.ts';
import { Replica } from './replica.ts';
import { Restoring } from './restoring.ts';
import { shown, Showing } from './showing.ts';
import type { Surroundings } from './surroundings.ts';
import { Telling } from './telling.ts';
import { TextDesk } from './text-desk.ts';
import { Typed } from './typed.ts';
import type { Words } from './view.ts';
import { type OpenWire, type Wire, WireLost } from './wire.ts';

export interface SessionOptions {
  /** Origin of the server, without a path. */
  server: string;
  board: string;
  entry: EntryWays;
  /** null: nothing is kept. */
  keep: KeepPort | null;
  around: Surroundings;
  openWire: OpenWire;
  /** Told of what should not be: the page's one boundary. */
  bug: (error: unknown) => void;
}

export class Session implements BoardSession {
  readonly #options: SessionOptions;
  readonly #around: Surroundings;
  readonly #keeper: Keeper;
  readonly #identity: Identity;
  readonly #membership: Membership;
  readonly #replica: Replica;
  readonly #copying: Copying;
  readonly #deeds: DeedsDesk;
  readonly #drafts: Drafts;
  readonly #texts: TextDesk;
  readonly #presence: Presence;
  readonly #connection: Connection;
  readonly #typed: Typed;
  readonly #telling: Telling;
  readonly #showing: Showing;
  readonly #following: Following;
  readonly #restoring: Restoring;
  readonly #stop: (() => void)[] = [];
  #link: Link = { state: 'connecting' };
  #known = false;
  /** A server is there, and says that nothing can be saved now. */
  #away = false;
  /** What it last said of that over the newest wire. */
  #canSave = true;
  #over = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    const around = (this.#around = options.around);
    this.#telling = new Telling(around, options.bug);
    this.#showing = new Showing(
      this.#telling,
      () => this.#deeds.view(this.#replica.state, this.#words()),
      (state) => this.#picture(state),
    );
    const told = (): void => this.#showing.tell();
    const changed = (): void => this.#showing.changed();
    const tab = newId('device', around.randomBytes);
    this.#keeper = new Keeper(options.keep, options.board, tab, around, told);
    this.#identity = new Identity(options.board, options.entry);
    this.#drafts = new Drafts(this.#keeper, told);
    this.#typed = new Typed(this.#keeper);
    this.#presence = new Presence(around, told);
    this.#replica = new Replica(
      () => {
        this.#deeds.reached(this.#replica.seq);
        this.#copying.soon();
        changed();
      },
      () => void this.#following.resync(),
    );
    this.#following = new Following(this.#replica, around, {
      synced: (reply) => this.#synced(reply),
      caughtUp: () => this.#deeds.endsAt(this.#replica.seq),
      failed: (error) => this.#failed(error),
    });
    const ahead = (): number => this.#following.ahead;
    this.#copying = new Copying(this.#replica, this.#identity, this.#keeper, around, ahead);
    this.#membership = new Membership(this.#identity, this.#keeper, around, {
      sync: (wire) => this.#following.sync(wire),
      changed,
    });
    const now = (): number => this.now();
    const make = (code: typeof Deeds): Deeds => this.#makeDeeds(code);
    this.#deeds = new DeedsDesk(make, this.#keeper, this.#drafts, { now, changed });
    this.#texts = new TextDesk(
      around,
      {
        changed,
        keep: (text, kept) => {
          if (kept) this.#keeper.put('text', this.#textRow(text), kept);
          else this.#keeper.drop('text', this.#textRow(text));
        },
        own: () => this.#keeper.own('text'),
        row: (text) => this.#textRow(text),
        draft: (text, words, refusal) => this.#draft({ type: 'card.edit', card: text }, words, refusal),
        mayEdit: (text) => this.#deeds.mayEdit(text),
        settled: (text) => {
          const { meta, cards } = this.#showing.state;
          return (text === 'notes' ? meta.get('board')?.notes : cards.get(text)?.body) ?? '';
        },
        createOf: (card) => this.#deeds.createOf(card),
        begun: (entry, state) => {
          entry.text = state;
          this.#deeds.keep(entry);
        },
      },
      () => this.#deeds.load(),
      options.bug,
    );
    const places = {
      keeper: this.#keeper,
      identity: this.#identity,
      replica: this.#replica,
      following: this.#following,
      deeds: this.#deeds,
      texts: this.#texts,
      drafts: this.#drafts,
      typed: this.#typed,
    };
    this.#restoring = new Restoring(places, around, {
      known: () => (this.#known = true),
      restored: changed,
      isSomebody: () => this.retry(),
      adopted: () => {
        if (this.#link.state === 'live') this.#disown();
      },
      bug: options.bug,
    });
    this.#connection = new Connection(options.openWire, around, {
      auth: () => this.#identity.auth(),
      another: (code) => code === 'noEntry' && this.#identity.refused(),
      away: (answers) => {
        this.#away = answers;
        this.#showing.tell();
      },
      sync: async (wire) => {
        this.#canSave = true;
        await this.#following.begin(wire);
        await this.#membership.ask(wire);
      },
      changed: (link) => this.#linkChanged(link),
      bug: options.bug,
      events: this.#events(),
    });
    void this.#begin();
  }

  // what screens read

  get snapshot(): Snapshot {
    return this.#showing.snapshot;
  }

  subscribe(listener: () => void): () => void {
    return this.#telling.listen(listener);
  }

  now(): number {
    return this.#around.now() + this.#following.ahead;
  }

  keepTime(): void {
    this.#following.keepTime();
  }

  newId(kind: Parameters<BoardSession['newId']>[0]): string {
    return newId(kind, this.#around.randomBytes);
  }

  get links(): Partial<Record<Role, string>> {
    const { server, board } = this.#options;
    const { keys } = this.#identity;
    return Object.fromEntries([...keys].map(([role, key]) => [role, `${server}/b/${board}#key=${key}`]));
  }

  // what people do

  run(command: Command): Promise<Outcome> {
    return this.#deeds.run(command, () => this.#commandId());
  }

  check(command: Command): Refusal | null {
    return this.#deeds.check(command);
  }

  canUndo(act: Command): boolean {
    return this.#deeds.canUndo(act);
  }

  undo(only?: Command): Promise<Command | null> {
    return this.#deeds.undo(only);
  }

  join(name: string): Promise<Outcome> {
    return this.#enter(name);
  }

  usePass(): Promise<Outcome> {
    return this.#enter();
  }

  async knock(name: string, told: (knocking: Knocking) => void): Promise<() => void> {
    const { knock } = await import('./knocking.ts');
    return knock(this, this.#options, this.#identity, this.#membership, Connection, name, told);
  }

  async access(request: AccessRequestBody): Promise<AccessReply> {
    if (this.#link.state !== 'live') return { ok: false, refusal: { code: 'notNow', retry: 'later' } };
    const asked = { ...request, id: this.#commandId() };
    try {
      const reply = await this.#link.wire.request('access', asked);
      // a link with a name is for something else than inviting
      if (reply.ok && reply.type === 'link' && 'role' in request && !('label' in request && request.label))
        this.#learn(request.role, reply.key);
      return reply;
    } catch {
      return { ok: false, refusal: { code: 'notNow', retry: 'later' } };
    }
  }

  openText(text: string): OpenText {
    return this.#texts.open(text);
  }

  look(card: string | null, writing: boolean): void {
    this.#presence.look(card, writing);
  }

  lookFor(looking: Looking | null): void {
    this.#presence.lookFor(looking);
  }

  typed(input: string): string {
    return this.#typed.of(input);
  }

  keepTyped(input: string, words: string): void {
    this.#typed.keep(input, words);
  }

  dropDraft(id: string): void {
    this.#drafts.drop(id);
  }

  keepDraft(command: Command, body?: string): void {
    this.#draft(command, body);
  }

  retry(): void {
    this.#identity.reopen();
    this.#connection.connect();
  }

  async forget(): Promise<void> {
    this.#end();
    this.#deeds.clear();
    this.#typed.clear();
    this.#drafts.clear();
    this.#replica.clear();
    this.#known = false;
    await this.#keeper.forget();
    await this.#keeper.close();
  }

  close(): void {
    this.#rest();
    this.#end();
    void this.#keeper.close();
  }

  // beginning and end

  async #begin(): Promise<void> {
    const { listen } = this.#around;
    this.#stop.push(
      listen('wake', () => this.#wake()),
      listen('hide', () => {
        this.#rest();
        void this.#keeper.flush();
      }),
      listen('leave', () => {
        this.#rest();
        this.#keeper.leave();
      }),
      listen('active', () => this.#presence.beat()),
    );
    await this.#restoring.begin();
    if (this.#over) return;
    this.#connection.connect();
    this.#restoring.watch();
    // a first picture needs none of it
    this.#deeds.load().catch(this.#options.bug);
  }

  #makeDeeds(code: typeof Deeds): Deeds {
    return new code(this.#around, this.#keeper, this.#drafts, {
      now: () => this.now(),
      state: () => this.#showing.state,
      actor: () => this.#identity.actor(),
      changed: () => {
        this.#deeds.reached(this.#replica.seq);
        this.#showing.changed();
      },
      wrote: (facts) => this.#showing.wrote(facts),
      created: (card, sent, again) => this.#texts.texts?.created(card, sent, again) ?? false,
      left: (kept) => {
        this.#keeper.put('text', this.#textRow(kept.text), kept);
        this.#texts.adopt(kept, () => undefined);
      },
      notCreated: (card) => this.#texts.texts?.notCreated(card),
    });
  }

  /** The page may be frozen or gone: what is written behind is written now. */
  #rest(): void {
    this.#copying.now();
    if (this.#link.state === 'live') this.#keeper.put('seen', 'seen', this.now());
  }

  #end(): void {
    this.#over = true;
    this.#telling.end();
    this.#copying.stop();
    this.#restoring.stop();
    for (const stop of this.#stop.splice(0)) stop();
    this.#connection.end();
    this.#lostWire();
    this.#texts.destroy();
  }

  /** The person or the network is back. */
  #wake(): void {
    this.#keeper.wake();
    this.#connection.wake();
    this.#following.doubt();
    void this.#deeds.reclaim();
    void this.#texts.texts?.reclaim();
  }

  // the connection

  #linkChanged(link: Link): void {
    this.#link = link;
    switch (link.state) {
      case 'live':
        this.#presence.use(link.wire);
        this.#write(link.wire);
        this.#following.live();
        break;
      case 'connecting':
      case 'offline':
        this.#lostWire();
        break;
      case 'closed':
        if (shutsOut(link.why)) this.#shutOut(link.why);
        this.#lostWire();
        break;
    }
    this.#showing.tell();
  }

  /** The server says whether anything can be saved. */
  #saving(can: boolean): void {
    this.#canSave = can;
    if (this.#link.state === 'live') this.#write(this.#link.wire);
    this.#showing.tell();
  }

  /** Over a live wire goes what was written, unless nothing can be saved. */
  #write(wire: Wire): void {
    this.#away = !this.#canSave;
    this.#texts.use(this.#away ? null : wire);
    if (this.#away) this.#deeds.use(null, false);
    else this.#speak(wire);
  }

  /** Sends what members wrote. */
  #speak(wire: Wire): void {
    this.#deeds.endsAt(this.#replica.seq);
    if (this.#identity.you?.type === 'member') this.#deeds.use(wire);
  }

  #lostWire(): void {
    this.#following.lost();
    this.#deeds.use(null);
    this.#presence.use(null);
    this.#texts.use(null);
    this.#membership.lost();
  }

  #events(): ServerEvents {
    const heard =
      <A extends unknown[]>(run: (...args: A) => void) =>
      (...args: A): void => {
        this.#following.heard();
        try {
          run(...args);
        } catch (error) {
          this.#options.bug(error);
          this.#connection.lose();
        }
      };
    return {
      frame: heard((epoch, from, to, update) => this.#replica.frame(epoch, from, to, update)),
      records: heard((seq, changes) => this.#replica.records(seq, changes)),
      saving: heard((can) => this.#saving(can)),
      pulse: heard((...told) => this.#following.pulse(...told)),
      standing: heard((standing) => this.#replica.setStanding(standing)),
      text: heard((...args) => this.#texts.texts?.remote(...args)),
      textReset: heard((text) => this.#texts.texts?.reset(text)),
      presence: heard((...news) => this.#presence.take(...news)),
      resync: heard(() => void this.#following.resync()),
      bye: heard((code) => this.#bye(code)),
    };
  }

  #synced({ you }: SyncReply & { ok: true }): void {
    const learnt = this.#identity.welcome(you);
    if (learnt) this.#learn(learnt.role, learnt.key);
    this.#known = true;
    const entered = you.type === 'member' && this.#identity.entering !== null;
    // a device that is not the member's any more, or became another's: what that one left unsent is not this one's
    if (entered) this.#deeds.giveUp();
    this.#disown();
    if (entered) this.#membership.entered();
    this.#showing.changed();
  }

  /** Whoever is no member here cannot send what a member left. */
  #disown(): void {
    if (this.#identity.you?.type === 'link') this.#deeds.giveUp({ code: 'notAMember', retry: 'never' });
  }

  #failed(error: unknown): void {
    if (!(error instanceof WireLost)) this.#options.bug(error);
    this.#connection.lose();
  }

  #bye(code: ByeCode): void {
    switch (code) {
      case 'restarting':
        this.#away = true;
        return this.#connection.lose();
      case 'tooSlow':
      case 'asks':
      case 'ended':
        return this.#connection.lose();
      case 'tooMany':
        return this.#connection.close('tooMany');
      case 'revoked':
      case 'removed':
      case 'erased':
        return this.#connection.close(code);
    }
  }

  /** This device may not have the board any more: only its person's own words stay here, as drafts. */
  #shutOut(why: ShutOut): void {
    this.#texts.texts?.giveUp();
    this.#deeds.giveUp({ code: 'notAMember', retry: 'never' });
    this.#replica.clear();
    this.#copying.stop();
    this.#known = false;
    this.#keeper.drop('copy', 'copy');
    this.#keeper.drop('device', 'device');
    const forgotten = this.#identity.shutOut(why);
    for (const role of forgotten) this.#keeper.drop('key', role);
  }

  async #enter(name?: string): Promise<Outcome> {
    const outcome = this.#membership.begin(name);
    if (this.#link.state !== 'live') this.#membership.lost();
    else {
      const { wire } = this.#link;
      try {
        await this.#membership.ask(wire);
        this.#speak(wire);
      } catch (error) {
        if (this.#link.state === 'live' && this.#link.wire === wire) this.#failed(error);
      }
    }
    return outcome;
  }

  #learn(role: Role, key: string): void {
    this.#identity.keys.set(role, key);
    this.#keeper.put('key', role, { role, key });
    this.#showing.tell();
  }

  /** Two tabs may have unsent typing in one text. */
  #textRow(text: string): string {
    return `${text} ${this.#keeper.tab}`;
  }

  #commandId(): string {
    return newId('command', this.#around.randomBytes);
  }

  #draft(command: Command, body?: string, refusal?: Refusal): void {
    this.#drafts.add(this.#commandId(), this.now(), command, body, refusal);
  }

  // telling

  /** Typing that is not saved. */
  #words(): Words {
    return [...(this.#texts.texts?.unsaved() ?? [])];
  }

  #picture(state: State): Snapshot {
    const words = this.#words();
    const unsaved = this.#deeds.unsaved + words.length + this.#texts.arriving;
    return {
      board: this.#options.board,
      connection: shown(this.#link, this.#away, unsaved),
      keeping: this.#keeper.keeping,
      known: this.#known,
      me: this.#identity.me(state),
      state,
      pending: this.#deeds.pending(words),
      drafts: this.#drafts.all,
      standing: this.#replica.standing,
      people: this.#presence.people,
      leadLooksFor: this.#presence.lead,
      lastSeen: this.#restoring.lastSeen,
    };
  }
}

/** The ways in which a board closes to a device that had it. A key that opens nothing may be a server's mistake: not one. */
type ShutOut = 'revoked' | 'removed' | 'erased' | 'banned';

function shutsOut(why: string): why is ShutOut {
  return why === 'revoked' || why === 'removed' || why === 'erased' || why === 'banned';
}
