/**
 * One connection to Redis, kept up. A call ends within its time whatever Redis does: without a connection it fails at
 * once, and an answer that does not come means that the connection is given up and a new one is tried.
 *
 * node-redis could reconnect by itself, but would let a call wait for a peer that says nothing for as long as TCP likes.
 */
import { createClient, ErrorReply, RESP_TYPES } from 'redis';
import { late, within } from '#server/store/patience.ts';
import { limits } from '#shared/limits.ts';

export type Reply = null | number | string | Buffer | readonly Reply[];
export type Argument = string | Buffer;
export type Call = <T extends Reply = Reply>(
  args: readonly Argument[],
  /** Longest wait, ms. */
  patience?: number,
) => Promise<T>;

/** Redis cannot be reached or does not answer. What was asked may have happened or not. */
export class RedisAway extends Error {
  override readonly name = 'RedisAway';
}

export interface LinkOptions {
  /** redis:// or rediss://, with name and password if it has them. */
  url: string;
  /** Runs on every new connection before anything else may use it; a rejection means that it may not be used. */
  prepare?: (call: Call) => Promise<void>;
  /** Longest wait for an answer, ms. */
  patience?: number;
  /** Hears when Redis went away, with the reason, and when it is back (null). */
  tell?: ((why: Error | null) => void) | undefined;
}

const RETRY_FIRST = 100;
const RETRY_LONGEST = 1_000;
/** A connection that was only cut is back within milliseconds; one that takes longer is waited for by nobody. */
const RETURN_SOON = 100;

/** Bytes stay bytes, and a map is a flat list of its keys and values. */
const replies = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.MAP]: Array } };

type Client = ReturnType<typeof makeClient>;

function makeClient(url: string, patience: number) {
  return createClient({
    url,
    RESP: 3,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: { connectTimeout: patience, reconnectStrategy: false },
  });
}

export class RedisLink {
  /** Where Redis is, in words that may be shown: without a password. */
  readonly place: string;
  readonly #options: LinkOptions;
  readonly #patience: number;
  readonly #channels = new Map<string, Set<(message: string) => void>>();
  readonly #onUp = new Set<() => void>();
  #client: Client | null = null;
  #why: Error = new RedisAway('Redis was not asked yet.');
  /** The attempt that follows a loss at once: calls wait for it. Later attempts are waited for by nobody. */
  #returning: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #waiting = 0;
  #connections = 0;
  #started = false;
  #closed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#patience = options.patience ?? limits.redisTimeout;
    this.place = new URL(options.url).host;
  }

  /** Connects for the first time. Rejects with the reason if that fails; then the link is of no further use. */
  async open(): Promise<void> {
    this.#started = true;
    try {
      await this.#connect();
    } catch (error) {
      this.#closed = true;
      throw error;
    }
  }

  /** Connects in the background, for as long as it takes. Idempotent. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#comeBack();
  }

  /** Starts, and resolves when there is a connection. @throws RedisAway if the first attempt fails */
  async ready(): Promise<void> {
    this.start();
    await this.call(['PING']);
  }

  /** How many connections were made so far: as long as it stays the same, so does the process at the other end. */
  get connections(): number {
    return this.#connections;
  }

  /** Calls back after every connection that was made. */
  onUp(listener: () => void): void {
    this.#onUp.add(listener);
  }

  /**
   * Sends one command.
   * @throws RedisAway without a connection or without an answer in time
   * @throws ErrorReply what Redis itself answered
   */
  readonly call: Call = async (args, patience = this.#patience) => {
    const until = performance.now() + patience;
    if (!this.#client && this.#returning) await within(Math.min(patience, RETURN_SOON), this.#returning);
    if (!this.#client) throw this.#why;
    const left = until - performance.now();
    // What is asked with hardly any time left would cost the new connection its life.
    if (left < patience / 4) throw new RedisAway(`Redis at ${this.place} is only just back.`);
    if (this.#waiting >= limits.redisQueue) throw new RedisAway('Too much waits for Redis already.');
    const client = this.#client;
    this.#waiting += 1;
    try {
      return await this.#send(client, args, left);
    } catch (error) {
      if (!(error instanceof ErrorReply)) this.#lose(client, error);
      // A primary that became a replica: the address may lead to the new one by now.
      else if (error.message.startsWith('READONLY')) this.#lose(client, error);
      throw error;
    } finally {
      this.#waiting -= 1;
    }
  };

  /** Listens on a channel, now and after every reconnection. Returns the unsubscriber. */
  subscribe(channel: string, listener: (message: string) => void): () => void {
    const listeners = this.#channels.get(channel) ?? new Set();
    this.#channels.set(channel, listeners.add(listener));
    if (listeners.size === 1) this.#listen(channel);
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      this.#channels.delete(channel);
      this.#inBackground((client) => client.unsubscribe(channel, this.#heard));
    };
  }

  /** Waits for the answers that are on their way, for a while. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#why = new RedisAway('The connection to Redis was closed.');
    if (this.#timer) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    if (!client) return;
    await within(
      this.#patience,
      client.close().catch(() => undefined),
    );
    client.destroy();
  }

  #send<T extends Reply>(client: Client, args: readonly Argument[], patience: number): Promise<T> {
    return this.#inTime(client.sendCommand<T>([...args], replies), patience);
  }

  async #inTime<T>(work: Promise<T>, patience: number = this.#patience): Promise<T> {
    try {
      const answered = await within(patience, work);
      if (answered !== late) return answered;
    } catch (error) {
      if (error instanceof ErrorReply) throw error;
      throw this.#away(error);
    }
    throw new RedisAway(`Redis at ${this.place} did not answer in time.`);
  }

  #away(cause: unknown): RedisAway {
    return new RedisAway(`Redis at ${this.place} cannot be reached.`, { cause });
  }

  async #connect(): Promise<void> {
    const client = makeClient(this.#options.url, this.#patience);
    const listening = new Set<string>();
    let broken: unknown = null;
    // Without a listener an error of the socket would end the process.
    client.on('error', (error: unknown) => {
      broken = error;
      this.#lose(client, error);
    });
    try {
      await this.#inTime(client.connect());
      await this.#options.prepare?.((args, patience = this.#patience) => this.#send(client, args, patience));
      const channels = [...this.#channels.keys()];
      if (channels.length > 0) await this.#inTime(client.subscribe(channels, this.#heard));
      for (const channel of channels) listening.add(channel);
      if (broken) throw this.#away(broken);
      if (this.#closed) throw this.#why;
    } catch (error) {
      client.destroy();
      throw error;
    }
    this.#client = client;
    this.#connections += 1;
    // Those that were asked for meanwhile.
    for (const channel of this.#channels.keys()) if (!listening.has(channel)) this.#listen(channel);
    for (const listener of this.#onUp) listener();
  }

  #lose(client: Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#why = error instanceof RedisAway || error instanceof ErrorReply ? error : this.#away(error);
    client.destroy();
    this.#options.tell?.(this.#why);
    this.#comeBack();
  }

  #comeBack(): void {
    this.#returning = this.#tryAgain(RETRY_FIRST).finally(() => (this.#returning = null));
  }

  /** @param wait before the next attempt if this one fails, ms */
  async #tryAgain(wait: number): Promise<void> {
    try {
      await this.#connect();
      this.#options.tell?.(null);
    } catch (error) {
      if (this.#closed) return;
      this.#why = error as Error;
      // Not all nodes at the same moment.
      const soon = wait * (0.5 + Math.random() / 2);
      this.#timer = setTimeout(() => void this.#tryAgain(Math.min(2 * wait, RETRY_LONGEST)), soon);
      this.#timer.unref();
    }
  }

  readonly #heard = (message: string, channel: string): void => {
    for (const listener of this.#channels.get(channel) ?? []) listener(message);
  };

  #listen(channel: string): void {
    this.#inBackground((client) => client.subscribe(channel, this.#heard));
  }

  /** For what is done again on the next connection if it fails on this one. */
  #inBackground(run: (client: Client) => Promise<void>): void {
    const client = this.#client;
    if (client) this.#inTime(run(client)).catch((error: unknown) => this.#lose(client, error));
  }
}
