/**
 * A server in memory for tests: one board over the real `decide`, the real documents and the real text gate, behind the
 * same protocol. What it acknowledged it never forgets; connections may be cut at any moment.
 */
import { forWire, isFor, mayText, recordsFor, roleOf } from '#shared/board/access.ts';
import type { Actor, AnyCommand, Command } from '#shared/board/commands.ts';
import { decide } from '#shared/board/decide.ts';
import type { Refusal, RefusalCode } from '#shared/board/decision.ts';
import { newId } from '#shared/board/ids.ts';
import { standing } from '#shared/board/promotion.ts';
import { applyFacts, emptyState } from '#shared/board/state.ts';
import type { Facts, Op } from '#shared/board/types.ts';
import { applyToDoc, newBoardDoc } from '#shared/doc/board.ts';
import { compactText, emptyText, gateText, type TextRecord } from '#shared/doc/gate.ts';
import { packBytes, toBase64 } from '#shared/doc/pack.ts';
import { rowShape, StateHash } from '#shared/doc/state-hash.ts';
import { fnv1a, plainText } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import type { ClientEvents, HandshakeAuth, ServerEvents, WireRecord, You } from '#shared/protocol.ts';
import * as Y from 'yjs';
import {
  type Answered,
  type Asked,
  type OpenWire,
  type RequestName,
  type Wire,
  type WireListener,
  WireLost,
} from '../wire.ts';
import type { World } from './world.ts';

export const keys = { facilitator: 'key-f', member: 'key-m', viewer: 'key-v' } as const;

interface Socket {
  listener: WireListener;
  you: You;
  texts: Set<string>;
  reading: boolean;
  alive: boolean;
  /** Requests whose answers would never come. */
  waiting: Set<(error: WireLost) => void>;
  /** When the last message in each direction arrives: nothing overtakes. */
  up: number;
  down: number;
  /** What its token says, if it came by one. */
  visit: Visit | null;
  /** The network of one client: `false` keeps it from connecting. */
  network: Network;
  page: object;
}

/** What a token says here: `header.claims.signature`, of which only the claims are read. */
export interface Visit {
  sub: string;
  name: string;
  role: 'member' | 'viewer';
  /** Of use once. */
  jti: string;
  /** Its end, seconds since 1970. */
  exp: number;
}

/** The network between one device and the server. */
export interface Network {
  up: boolean;
}

export class BoardServer {
  state = emptyState();
  doc: Y.Doc;
  epoch = 1;
  seq = 0;
  readonly texts = new Map<string, TextRecord>();
  /** Times that each command was applied. */
  readonly applied = new Map<string, { seq: number; times: number; outcome?: 'live' | 'waiting' }>();
  /** Ids of commands in the order in which they were applied. */
  readonly log: string[] = [];
  /** While set, everything asked is answered so. */
  busy: 'slowDown' | 'notNow' | null = null;
  /** While set, every push of a text is refused so. */
  refuseText: RefusalCode | null = null;
  /** While set, the connection stays open and nothing is answered. */
  mute = false;
  /** A command that brings its connection down before it is judged. */
  poison: (command: Command) => boolean = () => false;
  /** How many copies were said to differ. */
  divergences = 0;
  /** How many pulses were sent to somebody. */
  pulses = 0;
  /** How this server reads rows; another version's may differ. */
  shape = rowShape;
  /** While set, its pulses are wrong. */
  raving = false;
  readonly #hash = new StateHash();
  #sockets = new Set<Socket>();
  #devices = new Map<string, { member: string; device: string; until?: number }>();
  /** Members by whom a site calls them, and tokens that were used. */
  #visitors = new Map<string, string>();
  readonly #used = new Set<string>();
  /** Tokens that were taken, and those that were refused. */
  readonly tokens = { taken: 0, refused: 0 };
  #frameFrom = 0;
  #pendingUpdates: Uint8Array[] = [];

  constructor(readonly world: World) {
    this.doc = newBoardDoc(this.epoch);
    this.#append('create', { type: 'system' }, { type: 'board.create', title: 'Our street', links: [] });
    this.#beat();
  }

  #beat(): void {
    this.world.after(limits.pulseEvery, () => {
      this.#flush();
      const { epoch, seq, shape } = this;
      const hash = this.raving ? 0 : (this.#hash.of(this.state) ?? 0);
      for (const socket of this.#sockets) {
        if (!socket.reading) continue;
        this.pulses += 1;
        this.#tell(socket, (events) => events.pulse(epoch, seq, shape, hash));
      }
      this.#beat();
    });
  }

  /** The store was lost, or is there again. */
  saves(can: boolean): void {
    this.busy = can ? null : 'notNow';
    for (const socket of this.#sockets)
      if (socket.reading) this.#tell(socket, (events) => events.saving(can));
  }

  /** One reader gets a frame with something in it that never was. */
  mislead(network: Network, ops: readonly Op[]): void {
    this.#flush();
    this.#settle('notes', `Settled at ${this.seq}`);
    const wrong = new Y.Doc();
    Y.applyUpdate(wrong, Y.encodeStateAsUpdate(this.doc));
    applyToDoc(wrong, ops);
    const update = toBase64(Y.encodeStateAsUpdate(wrong));
    const from = this.#frameFrom;
    const { epoch, seq } = this;
    for (const socket of this.#sockets) {
      if (socket.network === network && socket.reading)
        this.#tell(socket, (events) => events.frame(epoch, from, seq, update));
    }
    this.#flush();
  }

  /** How a device connects, over its own network. */
  opener(network: Network, page: object = {}): OpenWire {
    return (auth, listener) => this.#open(auth, listener, network, page);
  }

  /** A page is gone without a word, and hears nothing more. */
  vanish(page: object): void {
    for (const socket of Array.from(this.#sockets)) if (socket.page === page) this.#close(socket);
  }

  /** Is there such a card, in whoever's sight? */
  knows(card: string): boolean {
    const { cards, records } = this.state;
    return cards.has(card) || records.has(`waiting:${card}`) || records.has(`held:${card}`);
  }

  /** Ends connections without a word: all of a network, or all. */
  cut(network?: Network): void {
    for (const socket of Array.from(this.#sockets))
      if (!network || socket.network === network) this.#end(socket);
  }

  /** Another epoch: the board's document is made anew. */
  rebuild(): void {
    this.#flush();
    this.epoch += 1;
    this.doc = newBoardDoc(this.epoch);
    applyToDoc(
      this.doc,
      (['meta', 'members', 'cards', 'helps', 'introductions', 'comments', 'notices'] as const).flatMap(
        (table) =>
          [...this.state[table].values()].map((row) => ({ op: 'put', table, id: row.id, row }) as never),
      ),
    );
    for (const socket of this.#sockets) if (socket.reading) this.#tell(socket, (events) => events.resync());
  }

  /** Lays a text down afresh, in its next epoch. */
  compact(text: string): void {
    const record = this.texts.get(text);
    if (!record) return;
    this.texts.set(text, compactText(record));
    for (const socket of this.#sockets)
      if (socket.texts.has(text)) this.#tell(socket, (events) => events.textReset(text));
  }

  /** Something the system or somebody elsewhere does. */
  act(actor: Actor, command: AnyCommand): void {
    this.#append(
      newId('command', (length) => Uint8Array.from({ length }, () => this.world.int(256))),
      actor,
      command,
    );
  }

  /** Sends one reader of a text something that the server itself does not have. */
  whisper(network: Network, text: string, update: Uint8Array): void {
    const { epoch, rev } = this.texts.get(text)!;
    for (const socket of this.#sockets)
      if (socket.network === network && socket.texts.has(text)) {
        const hash = fnv1a(`stray ${this.textOf(text)}`);
        this.#tell(socket, (events) => events.text(text, epoch, rev, packBytes([update]), hash));
      }
  }

  bye(member: string, code: Parameters<ServerEvents['bye']>[0]): void {
    for (const socket of this.#sockets)
      if (socket.you.type === 'member' && socket.you.member === member)
        this.#tell(socket, (events) => events.bye(code));
  }

  /** The words of a text as the server has them. */
  textOf(text: string): string {
    const record = this.texts.get(text);
    return record ? plainText(record.state) : '';
  }

  get connections(): number {
    return this.#sockets.size;
  }

  #open(auth: HandshakeAuth, listener: WireListener, network: Network, page: object): Wire {
    const socket: Socket = {
      listener,
      you: { type: 'pass' },
      visit: null,
      texts: new Set(),
      reading: false,
      alive: true,
      waiting: new Set(),
      up: 0,
      down: 0,
      network,
      page,
    };
    this.world.after(this.#latency(), () => {
      if (!socket.alive) return;
      const you = network.up ? this.#youOf(auth, socket) : null;
      if (!network.up || !you) {
        socket.alive = false;
        listener.refused(network.up ? 'noEntry' : null);
        return;
      }
      socket.you = you;
      this.#sockets.add(socket);
      this.#endInTime(socket);
      listener.opened();
    });
    const end = (): void => this.#end(socket);
    return {
      request: (event, payload) => this.#request(socket, event, payload, end),
      send: (event, payload) => this.#up(socket, () => this.#sent(socket, event, payload)),
      close: () => this.#close(socket),
    };
  }

  #youOf(auth: HandshakeAuth, socket: Socket): You | null {
    if (auth.token !== undefined) {
      socket.visit = this.#take(auth.token);
      return socket.visit && { type: 'link', role: 'viewer', until: socket.visit.exp * 1_000 };
    }
    if (auth.device !== undefined) {
      const device = this.#devices.get(auth.device);
      return device && (device.until ?? Infinity) > this.world.now ? { type: 'member', ...device } : null;
    }
    for (const role of ['facilitator', 'member', 'viewer'] as const)
      if (auth.key === keys[role]) return { type: 'link', role };
    return null;
  }

  /** Uses a token up; null: it is wrong. */
  #take(token: string): Visit | null {
    const visit = JSON.parse(atob(token.split('.')[1] ?? '')) as Visit;
    const wrong = this.#used.has(visit.jti) || visit.exp * 1_000 <= this.world.now;
    this.#used.add(visit.jti);
    this.tokens[wrong ? 'refused' : 'taken'] += 1;
    return wrong ? null : visit;
  }

  /** Sends somebody away when their token ends, unless another came meanwhile. */
  #endInTime(socket: Socket): void {
    const until = (): number => ('until' in socket.you ? (socket.you.until ?? Infinity) : Infinity);
    if (until() === Infinity) return;
    this.world.after(until() - this.world.now, () => {
      if (!socket.alive) return;
      if (until() > this.world.now) return this.#endInTime(socket);
      this.#tell(socket, (events) => events.bye('ended'));
    });
  }

  #request<E extends RequestName>(
    socket: Socket,
    event: E,
    payload: Asked<E>,
    end: () => void,
  ): Promise<Answered<E>> {
    return new Promise((resolve, reject) => {
      if (!socket.alive) return reject(new WireLost('over'));
      socket.waiting.add(reject);
      const cancel = this.world.after(limits.ackTimeout, end);
      const sent = structuredClone(payload);
      this.#up(socket, () => {
        if (this.mute) return;
        if (event === 'command' && this.poison((sent as Asked<'command'>).command)) return this.#end(socket);
        const answer = structuredClone(this.#answer(socket, event, sent));
        this.#down(socket, () => {
          cancel();
          socket.waiting.delete(reject);
          resolve(answer);
        });
      });
    });
  }

  #answer<E extends RequestName>(socket: Socket, event: E, payload: Asked<E>): Answered<E> {
    const handlers: { [N in RequestName]: (payload: Asked<N>) => Answered<N> } = {
      sync: (asked) => this.#sync(socket, asked),
      enter: (asked) => this.#enter(socket, asked),
      command: ({ id, command, text }) => {
        if (this.busy) return { ok: false, refusal: { code: this.busy, retry: 'later' } };
        return this.#append(id, this.#actor(socket), command, text);
      },
      access: () => ({ ok: true, type: 'link', link: 'l_0000000000', key: 'minted' }),
      textOpen: ({ text, epoch, stateVector }) => {
        const may = mayText(this.state, this.#actor(socket), text);
        if (!may) return { ok: false, refusal: { code: 'noCard', retry: 'never' } };
        socket.texts.add(text);
        const record = this.texts.get(text) ?? emptyText(text);
        const delta = epoch === record.epoch && stateVector ? Y.diffUpdate(record.state, stateVector) : null;
        return {
          ok: true,
          epoch: record.epoch,
          rev: record.rev,
          mode: delta ? 'delta' : 'full',
          updates: packBytes([delta ?? record.state]),
          mayEdit: may === 'edit',
        };
      },
      time: () => ({ ok: true, now: this.world.now }),
      textPush: ({ text, epoch, update }) => this.#push(socket, text, epoch, update),
    };
    return handlers[event](payload);
  }

  #sync(socket: Socket, { epoch, stateVector, differs }: Asked<'sync'>): Answered<'sync'> {
    if (differs) this.divergences += 1;
    if (this.busy === 'notNow')
      this.world.after(0, () => this.#tell(socket, (events) => events.saving(false)));
    this.#flush();
    socket.reading = true;
    const known = epoch === this.epoch && stateVector;
    const { you } = socket;
    const member = you.type === 'member' ? you.member : null;
    return {
      ok: true,
      epoch: this.epoch,
      seq: this.seq,
      now: this.world.now,
      you,
      mode: known ? 'delta' : 'full',
      updates: packBytes([
        known ? Y.encodeStateAsUpdate(this.doc, known) : Y.encodeStateAsUpdateV2(this.doc),
      ]),
      gzip: false,
      records: member === null ? [] : recordsFor(this.state, member).map(forWire),
      standing: member === null ? null : standing(this.state, member, this.world.now),
    };
  }

  #enter(socket: Socket, { name, secret, token }: Asked<'enter'>): Answered<'enter'> {
    if (token !== undefined) return this.#renew(socket, secret, token);
    if (socket.visit) return this.#visit(socket, socket.visit, secret);
    const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => this.world.int(256));
    let device = this.#devices.get(secret);
    if (!device) {
      device = { member: newId('member', random), device: newId('device', random) };
      if (socket.you.type !== 'link' || socket.you.role === 'viewer')
        return { ok: false, refusal: { code: 'viewersOnlyLook', retry: 'never' } };
      const reply = this.#append(newId('command', random), this.#actor(socket), {
        type: 'member.join',
        ...device,
        name: name ?? '',
        role: socket.you.role,
        hash: secret,
      });
      if (!reply.ok) return reply;
      this.#devices.set(secret, device);
    }
    socket.you = { type: 'member', ...device };
    return { ok: true, member: device.member };
  }

  /** Whoever came by a token enters: as the member whom the site means, or as a new one. */
  #visit(socket: Socket, { sub, name, role, exp }: Visit, secret: string): Answered<'enter'> {
    if (role === 'viewer') return { ok: false, refusal: { code: 'viewersOnlyLook', retry: 'never' } };
    if (this.busy) return { ok: false, refusal: { code: this.busy, retry: 'later' } };
    const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => this.world.int(256));
    const member = this.#visitors.get(sub) ?? newId('member', random);
    const device = { member, device: newId('device', random), until: exp * 1_000 };
    if (!this.#visitors.has(sub)) {
      const link: Actor = { type: 'link', role: 'member' };
      const join = { type: 'member.join', ...device, name, role: 'member', hash: secret } as const;
      const reply = this.#append(newId('command', random), link, join);
      if (!reply.ok) return reply;
    }
    this.#visitors.set(sub, member);
    this.#devices.set(secret, device);
    socket.you = { type: 'member', ...device };
    return { ok: true, member, until: device.until };
  }

  #renew(socket: Socket, secret: string, token: string): Answered<'enter'> {
    const device = this.#devices.get(secret);
    const visit = this.#take(token);
    if (!device || !visit) return { ok: false, refusal: { code: 'linkGone', retry: 'never' } };
    device.until = visit.exp * 1_000;
    socket.you = { type: 'member', ...device };
    return { ok: true, member: device.member, until: device.until };
  }

  #push(socket: Socket, text: string, epoch: number, update: Uint8Array): Answered<'textPush'> {
    const refuse = (refusal: Refusal): Answered<'textPush'> => ({ ok: false, refusal });
    if (this.busy) return refuse({ code: this.busy, retry: 'later' });
    if (this.refuseText) return refuse({ code: this.refuseText, retry: 'never' });
    const actor = this.#actor(socket);
    if (actor.type !== 'member' || mayText(this.state, actor, text) !== 'edit')
      return refuse({ code: 'notYours', retry: 'never' });
    const record = this.texts.get(text) ?? emptyText(text);
    if (epoch !== record.epoch) return refuse({ code: 'textStale', retry: 'later' });
    const verdict = gateText(record, update, actor.member, limits.body);
    if (!verdict.ok) return refuse({ code: verdict.code, retry: 'never' });
    if (verdict.record === record) return { ok: true, seq: this.seq, rev: record.rev };
    this.texts.set(text, verdict.record);
    const hash = fnv1a(verdict.value);
    const packed = packBytes([verdict.diff]);
    for (const reader of this.#sockets)
      if (reader.texts.has(text))
        this.#tell(reader, (events) => events.text(text, epoch, verdict.record.rev, packed, hash));
    this.#settle(text, verdict.value);
    return { ok: true, seq: this.seq, rev: verdict.record.rev };
  }

  #settle(text: string, body: string): void {
    this.act({ type: 'system' }, { type: 'text.settle', text, body });
  }

  #append(id: string, actor: Actor, command: AnyCommand, text?: Uint8Array): Answered<'command'> {
    const before = this.applied.get(id);
    if (before)
      return { ok: true, seq: before.seq, again: true, ...(before.outcome && { outcome: before.outcome }) };
    let judged = command;
    let record: TextRecord | null = null;
    if (command.type === 'card.create' && text) {
      const member = actor.type === 'member' ? actor.member : '';
      const verdict = gateText(emptyText(command.card), text, member, limits.body);
      if (!verdict.ok) return { ok: false, refusal: { code: verdict.code, retry: 'never' } };
      record = verdict.record;
      judged = { ...command, body: verdict.value };
    }
    const decision = decide(this.state, actor, judged, this.world.now);
    if (!decision.ok) return decision;
    if (record) this.texts.set(record.text, record);
    this.seq += 1;
    this.applied.set(id, {
      seq: this.seq,
      times: 1,
      ...(decision.outcome && { outcome: decision.outcome }),
    });
    this.log.push(id);
    this.#apply(decision.facts);
    return { ok: true, seq: this.seq, ...(decision.outcome && { outcome: decision.outcome }) };
  }

  #apply(facts: Facts): void {
    const roles = new Map(
      [...this.#sockets].map((socket) => [socket, roleOf(this.state, this.#actor(socket))]),
    );
    applyFacts(this.state, facts);
    const keep = (update: Uint8Array): void => void this.#pendingUpdates.push(update);
    this.doc.on('update', keep);
    applyToDoc(this.doc, facts.ops);
    this.doc.off('update', keep);
    const { seq } = this;
    for (const [socket, role] of roles) {
      const { you } = socket;
      if (you.type !== 'member' || !socket.reading) continue;
      const changes = facts.records.map(({ id, record }): WireRecord => {
        return record && isFor(record, you.member, role) ? forWire(record) : { id, body: null };
      });
      if (changes.length > 0) this.#tell(socket, (events) => events.records(seq, changes));
      const now = standing(this.state, you.member, this.world.now);
      this.#tell(socket, (events) => events.standing(now));
    }
    if (this.#frameFrom === 0) {
      this.#frameFrom = seq;
      this.world.after(this.world.int(50), () => this.#flush());
    }
  }

  #flush(): void {
    if (this.#frameFrom === 0) return;
    const [from, to, epoch] = [this.#frameFrom, this.seq, this.epoch];
    const updates = this.#pendingUpdates;
    this.#frameFrom = 0;
    this.#pendingUpdates = [];
    const update = updates.length === 0 ? '' : toBase64(Y.mergeUpdates(updates));
    for (const socket of this.#sockets)
      if (socket.reading) this.#tell(socket, (events) => events.frame(epoch, from, to, update));
  }

  #actor({ you }: Socket): Actor {
    switch (you.type) {
      case 'member':
        return { type: 'member', member: you.member };
      case 'link':
        return { type: 'link', role: you.role };
      case 'pass':
        return { type: 'link', role: 'viewer' };
    }
  }

  #sent(
    socket: Socket,
    event: 'textClose' | 'here',
    payload: Parameters<ClientEvents['textClose' | 'here']>[0],
  ): void {
    if (event === 'textClose' && typeof payload === 'string') socket.texts.delete(payload);
  }

  #tell(socket: Socket, tell: (events: ServerEvents) => void): void {
    this.#down(socket, () => tell(socket.listener.events));
  }

  #latency(): number {
    return 5 + this.world.int(60);
  }

  #up(socket: Socket, run: () => void): void {
    socket.up = Math.max(socket.up, this.world.now + this.#latency());
    this.world.after(socket.up - this.world.now, () => {
      if (socket.alive) run();
    });
  }

  #down(socket: Socket, run: () => void): void {
    socket.down = Math.max(socket.down, this.world.now + this.#latency());
    this.world.after(socket.down - this.world.now, () => {
      if (socket.alive) run();
    });
  }

  /** The client's end. */
  #close(socket: Socket): boolean {
    if (!socket.alive) return false;
    socket.alive = false;
    this.#sockets.delete(socket);
    for (const reject of socket.waiting) reject(new WireLost('closed'));
    return true;
  }

  #end(socket: Socket): void {
    if (this.#close(socket)) socket.listener.closed();
  }
}
