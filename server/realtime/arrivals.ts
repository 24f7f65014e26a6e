/**
 * Those on their way in, from the request for a WebSocket until somebody showed what lets them in. Nothing is known of
 * them, so everything is bounded: how many there are, of one address and in all, how many an address may begin, how
 * long it takes, and how many bytes are read. They are let on in slices ({@link Turns}).
 */
import type { IncomingMessage } from 'node:http';
import type { Metrics } from '#server/metrics.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { limits } from '#shared/limits.ts';
import { addressOf } from './address.ts';
import { Buckets } from './buckets.ts';
import { Turns } from './turns.ts';

export interface ArrivalOptions {
  around: Surroundings;
  metrics: Metrics;
  /** How many sockets one address may have; a quarter of them may be on their way in. */
  socketsPerAddress: number;
  /** Proxies in front that tell the address. */
  trustProxy: number;
}

/** Why somebody is not let on: a label of the metrics, and told to nobody. */
type Turned =
  /** A connection that exists would be carried by another socket: nothing here does that. */
  'second socket' | 'full' | 'address full' | 'address too often' | 'left' | 'bytes' | 'time';

type Socket = IncomingMessage['socket'];

interface Arrival {
  address: string;
  /** Ends the counting of time and bytes. */
  stop: () => void;
}

/** socket.io closes who came no further in time; who does not take that is cut off a little later, ms. */
const PATIENCE = 1_000;
/** An address that used all its beginnings has them again after this long, s. */
const REFILL = 40;

export class Arrivals {
  readonly #options: ArrivalOptions;
  readonly #turns: Turns;
  readonly #perAddress: number;
  readonly #beginnings: Buckets;
  readonly #arrivals = new Map<Socket, Arrival>();
  readonly #addresses = new Map<string, number>();

  constructor(options: ArrivalOptions) {
    const { around, socketsPerAddress } = options;
    this.#options = options;
    this.#turns = new Turns(around);
    this.#perAddress = Math.ceil(socketsPerAddress / 4);
    this.#beginnings = new Buckets({ perSecond: socketsPerAddress / REFILL, burst: socketsPerAddress });
  }

  /** May this request become a WebSocket? Resolves when it is its turn. */
  async mayBegin(request: IncomingMessage): Promise<boolean> {
    const { metrics, trustProxy } = this.#options;
    const { socket } = request;
    const address = addressOf(request, trustProxy);
    let turned = this.#turnedAway(request, address);
    if (!turned) {
      this.#arrived(socket, address);
      await this.#turns.take();
      if (socket.destroyed) turned = 'left';
    }
    if (turned) metrics.turnedAway.inc({ why: turned });
    return turned === null;
  }

  #turnedAway({ url = '' }: IncomingMessage, address: string): Turned | null {
    if (/[?&]sid=/.test(url)) return 'second socket';
    if (this.#arrivals.size >= limits.unauthenticated) return 'full';
    if ((this.#addresses.get(address) ?? 0) >= this.#perAddress) return 'address full';
    return this.#beginnings.take(address, this.#options.around.mono()) ? null : 'address too often';
  }

  #arrived(socket: Socket, address: string): void {
    this.#arrivals.set(socket, { address, stop: () => undefined });
    this.#options.metrics.arrivals.inc();
    this.#addresses.set(address, (this.#addresses.get(address) ?? 0) + 1);
    socket.once('close', () => this.cameIn(socket));
  }

  /** The WebSocket is open: from now on time and bytes are counted. */
  begun(socket: Socket): void {
    const arrival = this.#arrivals.get(socket);
    if (!arrival) return;
    const late = (): void => this.#cut(socket, 'time');
    const cancel = this.#options.around.after(limits.unauthenticatedFor + PATIENCE, late);
    let read = 0;
    const count = (chunk: Buffer): void => {
      read += chunk.length;
      if (read > limits.unauthenticatedBytes) this.#cut(socket, 'bytes');
    };
    socket.prependListener('data', count);
    arrival.stop = () => {
      cancel();
      socket.off('data', count);
    };
  }

  /** Somebody showed what lets them in, or is gone: no concern of this place any more. */
  cameIn(socket: Socket): void {
    const arrival = this.#arrivals.get(socket);
    if (!arrival) return;
    this.#arrivals.delete(socket);
    this.#options.metrics.arrivals.dec();
    arrival.stop();
    const others = (this.#addresses.get(arrival.address) ?? 0) - 1;
    if (others > 0) this.#addresses.set(arrival.address, others);
    else this.#addresses.delete(arrival.address);
  }

  #cut(socket: Socket, why: Turned): void {
    this.#options.metrics.turnedAway.inc({ why });
    socket.destroy();
  }
}
