/**
 * A network that fails on demand: a TCP proxy that cuts, says nothing, delays and is narrow. With several targets it
 * deals connections out in turn and passes over those where nobody listens, as a load balancer does.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Bytes that may be under way in one direction of a connection before its sender has to wait. */
const WINDOW = 64 * 1024;

export class TcpProxy {
  /** Ports that it leads to, on this machine. */
  targets: readonly number[];
  /** Time that bytes take on their way, each way, ms. */
  delay = 0;
  /** What a connection carries in each direction. */
  bytesPerSecond = Infinity;
  readonly #server: Server;
  /** Connections as they came, and their other ends. */
  readonly #pairs = new Map<Socket, Socket | null>();
  #turn = 0;
  #silence: { over: Promise<void>; end: () => void } | null = null;

  private constructor(server: Server, targets: readonly number[]) {
    this.#server = server;
    this.targets = targets;
    server.on('connection', (socket) => void this.#take(socket));
  }

  static async listen(...targets: readonly number[]): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, targets);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Ends connections as when the other side is gone: with a reset to both ends. @param which by their number, from 0 */
  cut(which: (connection: number) => boolean = () => true): void {
    [...this.#pairs].forEach(([near, far], i) => {
      if (!which(i)) return;
      near.resetAndDestroy();
      far?.resetAndDestroy();
    });
  }

  /** From now on nothing gets through, not even that a connection ended, and nobody is told (a half-open connection). */
  silence(): void {
    if (this.#silence) return;
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    this.#silence = { over, end };
  }

  /** Everything gets through again, also what was sent meanwhile, as far as its connection is still there. */
  heal(): void {
    this.#silence?.end();
    this.#silence = null;
  }

  async close(): Promise<void> {
    this.heal();
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(near: Socket): Promise<void> {
    near.on('error', () => undefined);
    near.once('close', () => this.#pairs.delete(near));
    this.#pairs.set(near, null);
    await this.#silence?.over;
    const far = await this.#reach();
    if (!far || near.destroyed) {
      near.resetAndDestroy();
      far?.destroy();
      return;
    }
    this.#pairs.set(near, far);
    this.#lead(near, far);
    this.#lead(far, near);
  }

  /** The next target that listens; null: none does. */
  async #reach(): Promise<Socket | null> {
    const first = (this.#turn += 1);
    for (let i = 0; i < this.targets.length; i += 1) {
      const socket = connect(this.targets[(first + i) % this.targets.length]!, '127.0.0.1');
      const reached = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      socket.on('error', () => undefined);
      if (reached) return socket.setNoDelay(true);
    }
    return null;
  }

  #lead(from: Socket, to: Socket): void {
    let before = Promise.resolve();
    let underWay = 0;
    from.setNoDelay(true);
    from.on('data', (chunk: Buffer) => {
      const due = performance.now() + this.delay;
      underWay += chunk.length;
      if (underWay > WINDOW) from.pause();
      before = before.then(async () => {
        await this.#travel(due, chunk.length);
        to.write(chunk);
        underWay -= chunk.length;
        if (underWay <= WINDOW) from.resume();
      });
    });
    from.once('close', (failed) => {
      void before
        .then(() => this.#travel(0, 0))
        .then(() => (failed ? to.resetAndDestroy() : to.destroySoon()));
    });
  }

  async #travel(due: number, bytes: number): Promise<void> {
    const wait = due - performance.now() + (bytes / this.bytesPerSecond) * 1_000;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    while (this.#silence) await this.#silence.over;
  }
}
