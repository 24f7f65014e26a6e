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
import type { AccessReply, ByeCode, Looking } from '#shared/protocol.ts';
import { Admission } from './admission.ts';
import { Connection } from './connection.ts';
import { Copying } from './copying.ts';
import { DeedsDesk } from './deeds-desk.ts';
import { Drafts } from './drafts.ts';
import { Following } from './following.ts';
import { hearing } from './hearing.ts';
import { type EntryWays, Identity } from './identity.ts';
import { Keeper } from './keep/keeper.ts';
import type { KeepPort } from './keep/port.ts';
import { Membership } from './membership.ts';
import type { Parts } from './parts.ts';
import { Presence } from './presence.ts';
import { Replica } from './replica.ts';
import { Restoring } from './restoring.ts';
import { Showing } from './showing.ts';
import type { Surroundings } from './surroundings.ts';
import { Telling } from './telling.ts';
import { TextDesk } from './text-desk.ts';
import { Typed } from './typed.ts';
import { Uplink } from './uplink.ts';
import type { Words } from './view.ts';
import { type OpenWire, WireLost } from './wire.ts';

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
  readonly #admission: Admission;
  readonly #uplink: Uplink;
  readonly #stop: (() => void)[] = [];
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
      synced: (reply) => this.#admission.admitted(reply),
      caughtUp: () => this.#deeds.endsAt(this.#replica.seq),
      failed: (error) => this.#failed(error),
    });
    const ahead = (): number => this.#following.ahead;
    this.#copying = new Copying(this.#replica, this.#identity, this.#keeper, around, ahead);
    this.#membership = new Membership(this.#identity, this.#keeper, around, {
      sync: (wire) => this.#following.sync(wire),
      changed,
    });
    this.#deeds = new DeedsDesk(
      async () => (await import('./deeds-in-session.ts')).deedsIn(parts, around),
      this.#keeper,
      this.#drafts,
      { now: () => this.now(), changed },
    );
    this.#texts = new TextDesk(async () => {
      // the outbox knows of cards that are not saved yet
      const [{ textsIn }] = await Promise.all([import('./texts-in-session.ts'), this.#deeds.load()]);
      return textsIn(parts, around);
    }, options.bug);
    const parts: Parts = {
      keeper: this.#keeper,
      identity: this.#identity,
      membership: this.#membership,
      replica: this.#replica,
      copying: this.#copying,
      following: this.#following,
      deeds: this.#deeds,
      texts: this.#texts,
      drafts: this.#drafts,
      typed: this.#typed,
      presence: this.#presence,
      showing: this.#showing,
    };
    this.#admission = new Admission(parts);
    this.#uplink = new Uplink(parts, (why) => this.#admission.shutOut(why));
    this.#restoring = new Restoring(parts, around, {
      known: () => (this.#admission.known = true),
      restored: changed,
      isSomebody: () => this.retry(),
      adopted: () => {
        if (this.#uplink.wire) this.#admission.disown();
      },
      bug: options.bug,
    });
    this.#connection = new Connection(options.openWire, around, {
      auth: () => this.#identity.auth(),
      soon: (code) => code === 'noEntry' && this.#identity.soon(),
      another: (code) => code === 'noEntry' && this.#identity.refused(),
      away: (answers) => this.#uplink.away(answers),
      sync: async (wire) => {
        this.#uplink.opened();
        await this.#following.begin(wire);
        await this.#membership.ask(wire);
      },
      changed: (link) => this.#uplink.changed(link),
      bug: options.bug,
      events: hearing(
        parts,
        { saving: (can) => this.#uplink.saving(can), bye: (code) => this.#bye(code) },
        (error) => {
          options.bug(error);
          this.#connection.lose();
        },
      ),
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
    return this.#following.now();
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
    const { wire } = this.#uplink;
    if (!wire) return { ok: false, refusal: { code: 'notNow', retry: 'later' } };
    const asked = { ...request, id: this.#commandId() };
    try {
      const reply = await wire.request('access', asked);
      // a link with a name is for something else than inviting
      if (reply.ok && reply.type === 'link' && 'role' in request && !('label' in request && request.label))
        this.#admission.learn(request.role, reply.key);
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
    this.#admission.known = false;
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

  /** The page may be frozen or gone: what is written behind is written now. */
  #rest(): void {
    this.#copying.now();
    if (this.#uplink.wire) this.#keeper.put('seen', 'seen', this.now());
  }

  #end(): void {
    this.#over = true;
    this.#telling.end();
    this.#copying.stop();
    this.#restoring.stop();
    for (const stop of this.#stop.splice(0)) stop();
    this.#connection.end();
    this.#uplink.lost();
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

  #failed(error: unknown): void {
    if (!(error instanceof WireLost)) this.#options.bug(error);
    this.#connection.lose();
  }

  #bye(code: ByeCode): void {
    switch (code) {
      case 'restarting':
        this.#uplink.away(true);
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

  async #enter(name?: string): Promise<Outcome> {
    const outcome = this.#membership.begin(name);
    const { wire } = this.#uplink;
    if (!wire) this.#membership.lost();
    else {
      try {
        await this.#membership.ask(wire);
        this.#uplink.speak(wire);
      } catch (error) {
        if (this.#uplink.wire === wire) this.#failed(error);
      }
    }
    return outcome;
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
      connection: this.#uplink.shown(unsaved),
      keeping: this.#keeper.keeping,
      known: this.#admission.known,
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
