/**
 * A board as a screen sees it: one page composes the parts. What people do goes into the outbox and out over the wire;
 * what the server says comes into the copy; a snapshot is the copy with the outbox replayed on it.
 */
import type {
  AccessRequestBody,
  BoardSession,
  Connection as Shown,
  OpenText,
  Outcome,
  Snapshot,
} from '#client/session/port.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import { newId } from '#shared/board/ids.ts';
import type { Role } from '#shared/board/types.ts';
import { newTextDoc, plainText, spliceText } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import type { AccessReply, ByeCode, CommandReply, ServerEvents } from '#shared/protocol.ts';
import { encodeStateAsUpdate } from 'yjs';
import { hasWords } from './about.ts';
import { Connection, type Link } from './connection.ts';
import { Drafts } from './drafts.ts';
import { type EntryWays, Identity } from './identity.ts';
import { Keeper } from './keep/keeper.ts';
import type { KeepPort, Row } from './keep/port.ts';
import { type Entry, Outbox } from './outbox.ts';
import { Presence } from './presence.ts';
import { Replica } from './replica.ts';
import { newSecret } from './secret.ts';
import { Sender } from './sender.ts';
import type { Surroundings } from './surroundings.ts';
import type { Texts } from './texts.ts';
import { Undo } from './undo.ts';
import { pendingOf, type Rules, viewOf } from './view.ts';
import { type OpenWire, type Wire, WireLost } from './wire.ts';

/** The copy of the board is written at most this often, ms: encoding a large one takes a while. */
const copyEvery = 3_000;
/** How often to look for what closed tabs left, ms. */
const adoptEvery = 10_000;
/** A connection that was silent for so long is checked when the person comes back, ms. */
const quietFor = 20_000;

export interface SessionOptions {
  /** Origin of the server, without a path. */
  server: string;
  board: string;
  entry: EntryWays;
  keep: KeepPort | null;
  around: Surroundings;
  openWire: OpenWire;
  /** Something that should not be: told to the page's one boundary. */
  bug: (error: unknown) => void;
}

export class Session implements BoardSession {
  readonly #options: SessionOptions;
  readonly #around: Surroundings;
  readonly #keeper: Keeper;
  readonly #identity: Identity;
  readonly #replica: Replica;
  readonly #outbox = new Outbox();
  readonly #sender: Sender;
  readonly #drafts: Drafts;
  readonly #presence: Presence;
  readonly #connection: Connection;
  readonly #undo = new Undo();
  readonly #typed = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  readonly #stop: (() => void)[] = [];
  #rules: Rules | null = null;
  #texts: Texts | null = null;
  #loadingTexts: Promise<Texts | null> | null = null;
  #link: Link = { state: 'connecting' };
  /** The wire that syncs or is live. */
  #wire: Wire | null = null;
  #syncing: Promise<void> | null = null;
  /** The log's clock minus this device's. */
  #ahead = 0;
  #lastHeard = 0;
  #lastSeen: number | null = null;
  #known = false;
  #waitingToEnter: ((outcome: Outcome) => void)[] = [];
  #snapshot: Snapshot | null = null;
  #frameDue = false;
  #copyDue: (() => void) | null = null;
  #over = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    const around = (this.#around = options.around);
    const touch = (): void => this.#touch();
    const tab = newId('device', around.randomBytes);
    this.#keeper = new Keeper(options.keep, options.board, tab, around, touch);
    this.#identity = new Identity(options.board, options.entry);
    this.#drafts = new Drafts(this.#keeper, touch);
    this.#presence = new Presence(around, touch);
    this.#replica = new Replica(
      () => {
        this.#outbox.reached(this.#replica.seq);
        this.#copyLater();
        touch();
      },
      () => void this.#resync(),
    );
    this.#sender = new Sender(this.#outbox, around, {
      now: () => this.now(),
      sending: (entry) => this.#keep(entry),
      applied: (entry, reply, sent) => this.#applied(entry, reply, sent),
      refused: (entry, refusal) => this.#refused(entry, refusal),
      stranded: (entry) => this.#toDraft(entry),
    });
    this.#connection = new Connection(options.openWire, around, {
      auth: () => this.#identity.auth(),
      another: (code) => code === 'noEntry' && this.#identity.refused(),
      sync: (wire) => this.#syncFresh(wire),
      changed: (link) => this.#linkChanged(link),
      bug: options.bug,
      events: this.#events(),
    });
    void this.#begin();
  }

  // what screens read

  get snapshot(): Snapshot {
    this.#snapshot ??= this.#build();
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  now(): number {
    return this.#around.now() + this.#ahead;
  }

  newId(kind: 'card' | 'help' | 'introduction' | 'comment' | 'notice'): string {
    return newId(kind, this.#around.randomBytes);
  }

  get links(): Partial<Record<Role, string>> {
    const { server, board } = this.#options;
    return Object.fromEntries(
      [...this.#identity.keys].map(([role, key]) => [role, `${server}/b/${board}#key=${key}`]),
    );
  }

  // what people do

  async run(command: Command): Promise<Outcome> {
    const refusal = this.check(command);
    if (refusal && refusal.code !== 'checking') return this.#notSent(command, refusal);
    if (new TextEncoder().encode(JSON.stringify(command)).length > limits.command)
      return this.#notSent(command, { code: 'tooLong', retry: 'never' });
    if (this.#outbox.unsaved >= limits.outbox)
      return this.#notSent(command, { code: 'slowDown', retry: 'later' });
    const back = this.#rules?.inverse(command, this.snapshot.state);
    const entry = this.#outbox.add(
      command,
      newId('command', this.#around.randomBytes),
      this.now(),
      command.type === 'card.create' ? textState(command.body) : undefined,
    );
    if (back) this.#undo.did(entry.id, command, back);
    this.#keep(entry);
    this.#touch();
    if (this.#link.state !== 'live') return { type: 'kept' };
    const outcome = new Promise<Outcome>((resolve) => entry.waiting.push(resolve));
    this.#sender.pump();
    return outcome;
  }

  check(command: Command): Refusal | null {
    const me = this.snapshot.me;
    if (me.type === 'looking' || me.type === 'pass') return { code: 'viewersOnlyLook', retry: 'never' };
    if (!this.#rules) return null;
    const { state } = this.snapshot;
    const decision = this.#rules.decide(state, this.#identity.actor(), command, this.now());
    if (decision.ok) return null;
    return this.#rules.isHidden(state, command, decision.refusal.code)
      ? { code: 'checking', retry: 'later' }
      : decision.refusal;
  }

  get canUndo(): boolean {
    const last = this.#undo.last;
    return last !== undefined && this.check(last.back) === null;
  }

  async undo(): Promise<Command | null> {
    for (let act = this.#undo.last; act; act = this.#undo.last) {
      this.#undo.forget(act.id);
      if (this.check(act.back) !== null) continue;
      const before = this.#undo.last;
      const running = this.run(act.back);
      // taking back is not itself an act to take back
      if (this.#undo.last && this.#undo.last !== before) this.#undo.forget(this.#undo.last.id);
      const outcome = await running;
      return outcome.type === 'refused' ? null : act.done;
    }
    return null;
  }

  join(name: string): Promise<Outcome> {
    return this.#enterAs(name);
  }

  usePass(): Promise<Outcome> {
    return this.#enterAs(undefined);
  }

  async access(request: AccessRequestBody): Promise<AccessReply> {
    const later: AccessReply = { ok: false, refusal: { code: 'notNow', retry: 'later' } };
    if (this.#link.state !== 'live') return later;
    try {
      const reply = await this.#link.wire.request('access', {
        ...request,
        id: newId('command', this.#around.randomBytes),
      });
      if (reply.ok && reply.type === 'link' && 'role' in request) this.#learn(request.role, reply.key);
      return reply;
    } catch {
      return later;
    }
  }

  openText(text: string): OpenText {
    if (this.#texts) return this.#texts.open(text);
    return this.#openSoon(text);
  }

  look(card: string | null, writing: boolean): void {
    this.#presence.look(card, writing);
  }

  typed(input: string): string {
    return this.#typed.get(input) ?? '';
  }

  keepTyped(input: string, words: string): void {
    if (this.typed(input) === words) return;
    if (words === '') {
      this.#typed.delete(input);
      this.#keeper.drop('typed', input);
    } else {
      this.#typed.set(input, words);
      this.#keeper.put('typed', input, words);
    }
  }

  dropDraft(id: string): void {
    this.#drafts.drop(id);
  }

  keepDraft(command: Command, body?: string): void {
    this.#drafts.add(newId('command', this.#around.randomBytes), this.now(), command, body);
  }

  retry(): void {
    this.#identity.reopen();
    this.#connection.connect();
  }

  async forget(): Promise<void> {
    this.#end();
    await this.#keeper.forget();
    this.#outbox.clear();
    this.#typed.clear();
    this.#drafts.clear();
    this.#replica.clear();
    await this.#keeper.close();
  }

  close(): void {
    this.#writeCopy();
    this.#saw();
    this.#end();
    void this.#keeper.close();
  }

  // beginning and end

  async #begin(): Promise<void> {
    const { listen } = this.#around;
    this.#stop.push(
      listen('wake', () => this.#wake()),
      listen('hide', () => {
        this.#writeCopy();
        this.#saw();
        void this.#keeper.flush();
      }),
      listen('leave', () => {
        this.#writeCopy();
        this.#saw();
        this.#keeper.leave();
      }),
      listen('active', () => this.#presence.beat()),
    );
    this.#restore(await this.#keeper.load((rows) => this.#restoreLate(rows)));
    if (this.#over) return;
    this.#connection.connect();
    this.#adoptLater();
    try {
      this.#rules = await import('./rules.ts');
      this.#touch();
    } catch (error) {
      // without its rules a page shows no results beforehand; the server's verdict still comes
      this.#options.bug(error);
    }
  }

  #end(): void {
    this.#over = true;
    this.#copyDue?.();
    for (const stop of this.#stop.splice(0)) stop();
    this.#connection.end();
    this.#lostWire();
    this.#texts?.destroy();
  }

  #restore(rows: readonly Row[]): void {
    for (const row of rows) {
      switch (row.kind) {
        case 'copy':
          if (this.#replica.restore(row.value)) {
            this.#identity.you ??= row.value.you;
            this.#ahead = row.value.ahead;
            this.#known = true;
          }
          break;
        case 'outbox':
          // a row that is not what it should be must not end the page
          if (typeof row.value?.command?.type === 'string') this.#outbox.adopt(row.value);
          break;
        case 'text':
          void this.#withTexts((texts) => {
            texts.adopt(row.value);
            // it lies under this tab's name now, or among the drafts
            if (row.id !== this.#textRow(row.value.text)) this.#keeper.drop('text', row.id);
          });
          break;
        case 'draft':
          if (typeof row.value?.command?.type === 'string') this.#drafts.restore(row.value);
          break;
        case 'typed':
          if (!this.#typed.has(row.id)) this.#typed.set(row.id, row.value);
          break;
        case 'device':
          this.#identity.device ??= row.value;
          break;
        case 'entering':
          this.#identity.entering ??= row.value;
          break;
        case 'key':
          if (!this.#identity.keys.has(row.value.role))
            this.#identity.keys.set(row.value.role, row.value.key);
          break;
        case 'seen':
          this.#lastSeen ??= row.value;
          break;
        case 'lease':
          break;
      }
    }
    this.#touch();
  }

  /** The storage answered after all: go on as whom it says this device is. */
  #restoreLate(rows: readonly Row[]): void {
    this.#restore(rows);
    if (this.#identity.you?.type !== 'member' && this.#identity.device) this.retry();
    else this.#sender.pump();
  }

  #adoptLater(): void {
    const cancel = this.#around.after(adoptEvery, () => {
      this.#stop.splice(this.#stop.indexOf(cancel), 1);
      void this.#keeper.adopt().then((rows) => {
        if (this.#over) return;
        this.#restore(rows);
        this.#sender.pump();
        this.#adoptLater();
      });
    });
    this.#stop.push(cancel);
  }

  /** The person or the network is back. */
  #wake(): void {
    this.#keeper.stay();
    this.#connection.wake();
    if (this.#link.state === 'live' && this.#around.now() - this.#lastHeard > quietFor) void this.#resync();
    // a page that slept may find its commands taken over by another
    const before = this.#outbox.entries.filter(({ state }) => state.is === 'queued');
    void this.#keeper.own().then((own) => {
      if (!own || this.#over) return;
      for (const entry of before) {
        if (own.has(entry.id) || entry.state.is !== 'queued') continue;
        this.#outbox.remove(entry);
        settle(entry, { type: 'kept' });
      }
      this.#touch();
    });
  }

  // the connection

  #linkChanged(link: Link): void {
    this.#link = link;
    switch (link.state) {
      case 'live':
        for (const entry of this.#outbox.endsAt(this.#replica.seq)) this.#keep(entry);
        this.#presence.use(link.wire);
        if (this.#identity.you?.type === 'member') this.#sender.use(link.wire);
        this.#texts?.use(link.wire);
        break;
      case 'connecting':
        break;
      case 'offline':
      case 'closed':
        this.#lostWire();
        break;
    }
    this.#touch();
  }

  #lostWire(): void {
    this.#wire = null;
    this.#syncing = null;
    this.#replica.giveUp();
    this.#sender.use(null);
    this.#presence.use(null);
    this.#texts?.use(null);
    for (const entry of this.#outbox.lost()) this.#keep(entry);
    for (const entry of this.#outbox.entries) settle(entry, { type: 'kept' });
    for (const resolve of this.#waitingToEnter.splice(0)) resolve({ type: 'kept' });
  }

  #events(): ServerEvents {
    const heard =
      <A extends unknown[]>(run: (...args: A) => void) =>
      (...args: A): void => {
        this.#lastHeard = this.#around.now();
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
      standing: heard((standing) => this.#replica.setStanding(standing)),
      text: heard((...args) => this.#texts?.remote(...args)),
      textReset: heard((text) => this.#texts?.reset(text)),
      presence: heard((rows) => this.#presence.take(rows)),
      resync: heard(() => void this.#resync()),
      bye: heard((code) => this.#bye(code)),
    };
  }

  async #syncFresh(wire: Wire): Promise<void> {
    this.#wire = wire;
    await this.#sync(wire);
    if (!this.#identity.entering) return;
    await this.#enter(wire, this.#identity.entering);
  }

  async #sync(wire: Wire): Promise<void> {
    const reply = await wire.request('sync', this.#replica.ask());
    if (!reply.ok) throw new WireLost(reply.code);
    const packed = new Uint8Array(reply.updates);
    const updates = reply.gzip ? await this.#around.gunzip(packed) : packed;
    if (wire !== this.#wire) throw new WireLost('another connection took over');
    this.#lastHeard = this.#around.now();
    this.#ahead = reply.now - this.#around.now();
    const learnt = this.#identity.welcome(reply.you);
    if (learnt) this.#keeper.put('key', learnt.role, learnt);
    this.#replica.take(reply, updates);
    this.#known = true;
    if (reply.you.type === 'member' && this.#identity.entering) this.#enteredAs();
    this.#touch();
  }

  /** Brings the copy up to date over the wire that is open, once for all who ask meanwhile. */
  async #resync(): Promise<void> {
    const wire = this.#wire;
    if (!wire || this.#link.state !== 'live' || this.#syncing) return;
    const syncing = (this.#syncing = this.#sync(wire).then(() => {
      for (const entry of this.#outbox.endsAt(this.#replica.seq)) this.#keep(entry);
      this.#sender.pump();
    }));
    try {
      await syncing;
    } catch (error) {
      if (!(error instanceof WireLost)) this.#options.bug(error);
      if (wire === this.#wire) this.#connection.lose();
    } finally {
      if (this.#syncing === syncing) this.#syncing = null;
    }
  }

  #bye(code: ByeCode): void {
    switch (code) {
      case 'restarting':
      case 'tooSlow':
        return this.#connection.lose();
      case 'tooMany':
        return this.#connection.close('tooMany');
      case 'revoked':
      case 'removed':
      case 'erased':
        return this.#shutOut(code);
    }
  }

  /** This device may not have the board any more: only its person's own words stay here, as drafts. */
  #shutOut(why: 'revoked' | 'removed' | 'erased'): void {
    this.#connection.close(why);
    this.#texts?.giveUp();
    for (const entry of this.#outbox.entries.slice())
      this.#toDraft(entry, { code: 'notAMember', retry: 'never' });
    this.#replica.clear();
    this.#known = false;
    this.#copyDue?.();
    this.#copyDue = null;
    this.#keeper.drop('copy', 'copy');
    this.#keeper.drop('device', 'device');
    this.#identity.device = null;
    if (why !== 'erased') return;
    for (const role of this.#identity.keys.keys()) this.#keeper.drop('key', role);
    this.#identity.keys.clear();
  }

  // becoming a member

  #enterAs(name: string | undefined): Promise<Outcome> {
    const { randomBytes } = this.#around;
    const entering = {
      id: newId('command', randomBytes),
      ...(name !== undefined && { name }),
      secret: newSecret(randomBytes),
    };
    this.#identity.entering = entering;
    // kept before it is sent: the answer may get lost, and the membership with it
    this.#keeper.put('entering', 'entering', entering);
    this.#touch();
    if (this.#link.state !== 'live') return Promise.resolve({ type: 'kept' });
    const { wire } = this.#link;
    const outcome = new Promise<Outcome>((resolve) => this.#waitingToEnter.push(resolve));
    this.#enter(wire, entering).then(
      () => {
        if (this.#identity.you?.type === 'member') this.#sender.use(wire);
      },
      (error: unknown) => {
        if (!(error instanceof WireLost)) this.#options.bug(error);
        if (wire === this.#wire) this.#connection.lose();
      },
    );
    return outcome;
  }

  async #enter(wire: Wire, entering: NonNullable<Identity['entering']>): Promise<void> {
    const reply = await wire.request('enter', entering);
    if (reply.ok) return this.#sync(wire);
    if (reply.refusal.code === 'slowDown' || reply.refusal.code === 'notNow')
      throw new WireLost(reply.refusal.code);
    this.#identity.entering = null;
    this.#keeper.drop('entering', 'entering');
    for (const resolve of this.#waitingToEnter.splice(0))
      resolve({ type: 'refused', refusal: reply.refusal });
    this.#touch();
  }

  /** A sync that calls us a member answers a request to enter. What an earlier member left unsent is not this one's. */
  #enteredAs(): void {
    for (const entry of this.#outbox.entries.slice()) this.#toDraft(entry);
    this.#identity.entered();
    this.#keeper.drop('entering', 'entering');
    if (this.#identity.device) this.#keeper.put('device', 'device', this.#identity.device);
    for (const resolve of this.#waitingToEnter.splice(0)) resolve({ type: 'applied' });
  }

  #learn(role: Role, key: string): void {
    this.#identity.keys.set(role, key);
    this.#keeper.put('key', role, { role, key });
    this.#touch();
  }

  // what became of commands

  #applied(entry: Entry, reply: CommandReply & { ok: true }, sent: Uint8Array | undefined): void {
    entry.state = { is: 'acked', seq: reply.seq };
    this.#keeper.drop('outbox', entry.id);
    // had it been applied before, an earlier text went with it
    if (entry.command.type === 'card.create')
      this.#texts?.created(entry.command.card, sent, reply.again === true);
    settle(entry, { type: 'applied', ...(reply.outcome && { outcome: reply.outcome }) });
    this.#outbox.reached(this.#replica.seq);
    this.#touch();
  }

  #refused(entry: Entry, refusal: Refusal): void {
    this.#undo.forget(entry.id);
    // nobody would hear of it otherwise
    const unheard = entry.waiting.length === 0;
    if (unheard || hasWords(entry.command)) this.#toDraft(entry, refusal);
    else this.#drop(entry);
    settle(entry, { type: 'refused', refusal });
  }

  #toDraft(entry: Entry, refusal?: Refusal): void {
    const { id, command, text } = entry;
    this.#drafts.add(id, this.now(), command, text && plainText(text), refusal);
    if (command.type === 'card.create') this.#texts?.notCreated(command.card);
    this.#drop(entry);
    settle(entry, refusal ? { type: 'refused', refusal } : { type: 'kept' });
  }

  #drop(entry: Entry): void {
    this.#outbox.remove(entry);
    this.#keeper.drop('outbox', entry.id);
    this.#touch();
  }

  #notSent(command: Command, refusal: Refusal): Outcome {
    if (hasWords(command)) {
      const body = command.type === 'card.create' ? command.body : undefined;
      this.#drafts.add(newId('command', this.#around.randomBytes), this.now(), command, body, refusal);
    }
    return { type: 'refused', refusal };
  }

  #keep({ id, at, command, text, sent, losses }: Entry): void {
    this.#keeper.put('outbox', id, { id, at, command, ...(text && { text }), sent, losses });
  }

  // texts, loaded when the first is opened

  #withTexts(use: (texts: Texts) => void): Promise<void> {
    this.#loadingTexts ??= import('./texts.ts').then(
      ({ Texts }) => (this.#over ? null : this.#startTexts(Texts)),
      (error: unknown) => {
        this.#options.bug(error);
        this.#loadingTexts = null;
        return null;
      },
    );
    return this.#loadingTexts.then((texts) => {
      if (texts) use(texts);
    });
  }

  #startTexts(make: typeof Texts): Texts {
    const texts = new make(this.#around, {
      changed: () => this.#touch(),
      keep: (text, kept) => {
        if (kept) this.#keeper.put('text', this.#textRow(text), kept);
        else this.#keeper.drop('text', this.#textRow(text));
      },
      draft: (text, words, refusal) =>
        this.#drafts.add(
          newId('command', this.#around.randomBytes),
          this.now(),
          { type: 'card.edit', card: text },
          words,
          refusal,
        ),
      mayEdit: (text) => {
        if (!this.#rules) return false;
        return this.#rules.mayText(this.snapshot.state, this.#identity.actor(), text) === 'edit';
      },
      settled: (text) => {
        const { state } = this.snapshot;
        return (text === 'notes' ? state.meta.get('board')?.notes : state.cards.get(text)?.body) ?? '';
      },
      createOf: (card) => this.#outbox.createOf(card),
      begun: (entry, state) => {
        entry.text = state;
        this.#keep(entry);
      },
    });
    this.#texts = texts;
    if (this.#link.state === 'live') texts.use(this.#link.wire);
    return texts;
  }

  /** Two tabs may have unsent typing in one text. */
  #textRow(text: string): string {
    return `${text} ${this.#keeper.tab}`;
  }

  /** Stands for a text until the code for texts is here. */
  #openSoon(text: string): OpenText {
    let open: OpenText | null = null;
    let closed = false;
    const listeners = new Map<Parameters<OpenText['onChange']>[0], () => void>();
    void this.#withTexts((texts) => {
      if (closed) return;
      open = texts.open(text);
      for (const listener of listeners.keys()) {
        listeners.set(listener, open.onChange(listener));
        listener(null);
      }
    });
    return {
      get value() {
        return open?.value ?? '';
      },
      get mayEdit() {
        return open?.mayEdit ?? false;
      },
      get state() {
        return open?.state ?? 'opening';
      },
      splice: (index, remove, insert) => open?.splice(index, remove, insert),
      onChange: (listener) => {
        listeners.set(listener, open?.onChange(listener) ?? (() => undefined));
        return () => {
          listeners.get(listener)?.();
          listeners.delete(listener);
        };
      },
      undo: () => open?.undo(),
      redo: () => open?.redo(),
      close: () => {
        closed = true;
        open?.close();
      },
    };
  }

  // telling

  #touch(): void {
    this.#snapshot = null;
    if (this.#frameDue || this.#over) return;
    this.#frameDue = true;
    this.#around.frame(() => {
      this.#frameDue = false;
      for (const listener of this.#listeners) {
        try {
          listener();
        } catch (error) {
          this.#options.bug(error);
        }
      }
    });
  }

  #build(): Snapshot {
    const { entries } = this.#outbox;
    const words = [...(this.#texts?.unsaved() ?? [])];
    const state = viewOf(this.#replica.state, this.#identity.actor(), entries, words, this.#rules);
    return {
      board: this.#options.board,
      connection: this.#shown(this.#outbox.unsaved + words.length),
      keeping: this.#keeper.keeping,
      known: this.#known,
      me: this.#identity.me(state),
      state,
      pending: pendingOf(entries, words, this.#link.state === 'live'),
      drafts: this.#drafts.all,
      standing: this.#replica.standing,
      people: this.#presence.people,
      lastSeen: this.#lastSeen,
    };
  }

  #shown(unsaved: number): Shown {
    const link = this.#link;
    switch (link.state) {
      case 'connecting':
        return { state: 'connecting' };
      case 'live':
        return { state: 'live', unsaved };
      case 'offline':
        return { state: 'offline', unsaved, since: link.since };
      case 'closed':
        return { state: 'closed', why: link.why };
    }
  }

  // the device's copy

  #copyLater(): void {
    if (!this.#options.keep || this.#over) return;
    this.#copyDue ??= this.#around.after(copyEvery, () => this.#writeCopy());
  }

  #writeCopy(): void {
    if (!this.#copyDue) return;
    this.#copyDue();
    this.#copyDue = null;
    const { you } = this.#identity;
    const copy = you && this.#replica.copy(you, this.#ahead);
    if (copy) this.#keeper.put('copy', 'copy', copy);
  }

  /** The person has seen the board as it is now. */
  #saw(): void {
    if (this.#link.state === 'live') this.#keeper.put('seen', 'seen', this.now());
  }
}

/** Tells everyone who waits for a command, once. */
function settle(entry: Entry, outcome: Outcome): void {
  for (const resolve of entry.waiting.splice(0)) resolve(outcome);
}

/** The state of a text document that holds `body`, to travel with a create; none for an empty one. */
function textState(body: string): Uint8Array | undefined {
  if (body === '') return undefined;
  const doc = newTextDoc();
  spliceText(doc, 0, 0, body, null);
  const state = encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}
