/** Somebody in a race for a place: asks until there is an answer, over whatever connections that takes. */
import type { Command } from '#shared/board/commands.ts';
import type { CommandReply, SyncReply } from '#shared/protocol.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { RawClient } from '#server/testing/raw-client.ts';

/** How long to wait after "not now" and between two attempts to connect, ms. */
const PAUSE = 25;
const PATIENCE = 20_000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export class Contender {
  client: RawClient;
  readonly #url: string;
  readonly #board: string;
  readonly reads: boolean;
  /** How often the connection was cut. */
  cuts = 0;
  #cutsTaken = 0;
  #comingBack: Promise<void> | null = null;

  private constructor(client: RawClient, url: string, board: string, reads: boolean) {
    this.client = client;
    this.#url = url;
    this.#board = board;
    this.reads = reads;
  }

  /**
   * @param auth key of a link, with the name to join by, or the secret of a device
   * @param reads false: frames are taken down as they come and not applied, which costs a crowd too much
   */
  static async join(
    url: string,
    board: string,
    auth: { key: string; name: string } | { device: string },
    reads: boolean,
  ): Promise<Contender> {
    const client = await RawClient.connect(
      url,
      'key' in auth ? { board, key: auth.key } : { board, device: auth.device },
    );
    if ('key' in auth) await client.enter(auth.name);
    else client.secret = auth.device;
    const contender = new Contender(client, url, board, reads);
    await contender.#begin();
    return contender;
  }

  async #begin(): Promise<void> {
    const { client } = this;
    // A line that is cut meanwhile is noticed elsewhere.
    client.socket.on('resync', () => void this.#sync(client).catch(() => undefined));
    await this.#sync(client);
  }

  /** Syncs are one a second in the long run. */
  async #sync(client: RawClient): Promise<void> {
    for (;;) {
      try {
        await (this.reads ? client.sync() : this.#syncUnread(client));
        return;
      } catch (error) {
        if (!client.socket.connected) throw error;
        await pause(10 * PAUSE);
      }
    }
  }

  /** As a sync, but the board is not read: a hundred copies of a large one take this process half a minute. */
  async #syncUnread(client: RawClient): Promise<void> {
    const reply = await client.ask<SyncReply>('sync', {});
    if (!reply.ok) throw new Error(reply.code);
    client.seq = reply.seq;
  }

  /** Sends the same message until it is answered with more than "not now". */
  async ask(command: Command): Promise<CommandReply> {
    const message = { id: freshId('command'), command };
    for (;;) {
      const reply = await this.#askOnce(message);
      if (reply && (reply.ok || reply.refusal.code !== 'notNow')) return reply;
      if (!this.client.socket.connected) await this.#comeBack();
      else await pause(PAUSE);
    }
  }

  async #askOnce(message: object): Promise<CommandReply | null> {
    const { client } = this;
    if (!client.socket.connected) return null;
    const cut = new Promise<null>((resolve) => client.socket.once('disconnect', () => resolve(null)));
    return Promise.race([client.ask<CommandReply>('command', message).catch(() => null), cut]);
  }

  /** However many wait for it. */
  #comeBack(): Promise<void> {
    this.#comingBack ??= this.#connectAgain().finally(() => (this.#comingBack = null));
    return this.#comingBack;
  }

  async #connectAgain(): Promise<void> {
    this.cuts += 1;
    const { secret } = this.client;
    for (;;) {
      try {
        this.client = await RawClient.connect(this.#url, { board: this.#board, device: secret });
        this.client.secret = secret;
        return await this.#begin();
      } catch {
        await pause(PAUSE);
      }
    }
  }

  /** The last position that this one was told of. */
  get toldOf(): number {
    const frame = this.client.heard.findLast(({ event }) => event === 'frame');
    const told = frame?.event === 'frame' ? frame.args[2] : 0;
    return Math.max(told, this.client.seq);
  }

  /** Resolves when something is so on this one's screen, whatever becomes of its connection. */
  async until(so: () => boolean, what: string): Promise<void> {
    const until = performance.now() + PATIENCE;
    while (!so()) {
      if (performance.now() > until) throw new Error(`waited in vain for ${what}`);
      if (!this.client.socket.connected) await this.#comeBack();
      else await pause(PAUSE);
    }
  }

  /**
   * The frames since the last time this was asked, by where they begin and end. Whoever synced again meanwhile, or came
   * back, was sent what nobody else was: `alone`.
   */
  takeFrames(): { frames: Map<string, string>; alone: boolean } {
    const heard = this.client.heard.splice(0);
    const frames = new Map<string, string>();
    for (const { event, args } of heard) if (event === 'frame') frames.set(`${args[1]}-${args[2]}`, args[3]);
    const cameBack = this.cuts > this.#cutsTaken;
    this.#cutsTaken = this.cuts;
    return { frames, alone: cameBack || heard.some(({ event }) => event === 'resync') };
  }
}
