/** Sees everything that passes between somebody and a node, writes it down, and judges it at that very moment. */
import { createHash } from 'node:crypto';
import { isCode } from '#server/rooms/secrets.ts';
import { HereTable } from '#server/testing/here.ts';
import type {
  CommandMessage,
  CommandReply,
  EnterMessage,
  EnterReply,
  HandshakeAuth,
  Here,
  PresenceNews,
  SocketEvents,
  SyncReply,
  SyncRequest,
} from '#shared/protocol.ts';
import { codeHash } from './life.ts';
import type { Page, Person } from './people.ts';
import type { Reader } from './secrecy.ts';
import type { Street } from './street.ts';
import type { Watcher } from './wire.ts';

export class Watch implements Watcher {
  readonly #street: Street;
  readonly #page: Page | null;
  readonly #name: string;
  readonly #reader: Reader;
  /** Somebody at the door of a session, who is told nothing but what becomes of it. */
  readonly #waits: boolean;
  /** Who is here, as this connection was told. */
  readonly #here = new HereTable();

  /**
   * @param page null: something of an attacker's
   * @param auth with what they came in
   */
  constructor(
    street: Street,
    person: Person,
    page: Page | null,
    auth: Pick<HandshakeAuth, 'key' | 'device' | 'pass' | 'secret'>,
  ) {
    this.#street = street;
    this.#page = page;
    this.#name = page?.name ?? person.name;
    const shown = auth.device ?? auth.key ?? auth.pass ?? '';
    this.#reader = { person, door: isCode(shown) ? codeHash(shown) : hash(shown) };
    if (auth.secret !== undefined) street.knocks(hash(auth.secret), person, page);
    this.#waits = auth.secret !== undefined && street.doors.includes(shown);
  }

  asks(event: string, payload: unknown): void {
    this.#street.trace.say(`${this.#name} asks ${event} ${brief(payload)}`);
    this.#asks(event, payload);
  }

  answers(event: string, payload: unknown, reply: unknown): void {
    this.#street.trace.say(`${this.#name} is answered ${event} ${brief(reply)}`);
    if (this.#waits) this.#street.fail(`${this.#name} waits, and is answered ${event}`);
    this.#answers(event, payload, reply);
  }

  told<E extends keyof SocketEvents>(event: E, args: Parameters<SocketEvents[E]>): void {
    const { trace, secrecy } = this.#street;
    if (this.#waits && event !== 'knock') this.#street.fail(`${this.#name} waits, and is told ${event}`);
    trace.say(`${this.#name} is told ${event} ${brief(event === 'frame' ? args.slice(0, 3) : args)}`);
    if (event === 'frame') secrecy.frame(this.#reader, String(args[3]));
    else if (event === 'presence') this.#toldWhoIsHere(args as PresenceNews);
    else secrecy.said(this.#reader, event, args);
  }

  #toldWhoIsHere(news: PresenceNews): void {
    try {
      this.#here.take(...news);
    } catch (error) {
      return this.#street.fail(`who is here cannot be read: ${String(error)}`);
    }
    this.#street.secrecy.presence(this.#here.rows, this.#here.lead);
  }

  #asks(event: string, payload: unknown): void {
    const { person } = this.#reader;
    const page = this.#page;
    switch (event) {
      case 'command': {
        const { id, command } = (payload ?? {}) as CommandMessage;
        if (typeof id === 'string' && !this.#street.truth.ids.has(id))
          this.#street.sent.set(id, {
            by: person,
            member: memberAt(page) ?? [...person.members].at(-1),
            command,
          });
        if (page) this.#street.overheard.push({ page, event, payload });
        break;
      }
      case 'textPush':
        if (page) this.#street.overheard.push({ page, event, payload });
        break;
      case 'here': {
        const card = (payload as Here | undefined)?.card;
        if (typeof card === 'string') this.#street.secrecy.looks(person, card);
        break;
      }
      case 'sync': {
        const { stateVector, differs } = (payload ?? {}) as SyncRequest;
        if (page && differs) this.#street.fail(`${page.name} found by the heartbeat that its copy differs`);
        if (page) this.#street.vectors.set(page, Buffer.from(stateVector ?? []).toString('hex'));
        break;
      }
    }
  }

  #answers(event: string, payload: unknown, reply: unknown): void {
    const reader = this.#reader;
    switch (event) {
      case 'sync':
        return this.#street.secrecy.sync(reader, reply as SyncReply);
      case 'command': {
        const answer = reply as CommandReply;
        if (!answer.ok) break;
        // an acknowledgement is a promise: the entry is in the log, there and nowhere else
        const { id } = payload as CommandMessage;
        if (this.#street.truth.ids.get(id) !== answer.seq)
          this.#street.fail(
            `${id} was acknowledged at ${answer.seq}; the log has it at ${this.#street.truth.ids.get(id)}`,
          );
        break;
      }
      case 'enter': {
        const answer = reply as EnterReply;
        if (!answer.ok) break;
        this.#street.becomes(reader.person, answer.member);
        reader.door = hash((payload as EnterMessage).secret);
        break;
      }
      case 'textPush': {
        const answer = reply as { ok: boolean; rev?: number };
        const known = answer.ok && this.#street.truth.texts.get((payload as { text: string }).text);
        if (known && (answer.rev ?? 0) > known.rev)
          this.#street.fail(
            `a push to ${known.text} was acknowledged at ${answer.rev}; the log has ${known.rev}`,
          );
        break;
      }
    }
    this.#street.secrecy.said(reader, event, reply);
  }
}

/** Whom the page takes its person for. */
function memberAt(page: Page | null): string | undefined {
  const me = page?.session.snapshot.me;
  return me?.type === 'member' ? me.member : undefined;
}

function hash(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** A payload in so few words that a trace can be read, and so many that two different ones differ. */
function brief(what: unknown): string {
  const written = JSON.stringify(what, (name, value: unknown) => {
    if (value instanceof Uint8Array) return `${value.length} bytes`;
    return name === 'records' && Array.isArray(value) ? value.length : value;
  });
  return written === undefined ? '' : written.slice(0, 200);
}
