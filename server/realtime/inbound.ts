/**
 * What a connection may send once it came in, whatever it is: also pings and pongs, names that nobody knows, and packets
 * whose other half never comes. Events have allowances of their own; this is about what never becomes an event.
 */
import type { Metrics } from '#server/metrics.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { limits } from '#shared/limits.ts';
import { Buckets } from './buckets.ts';

/** As much of an engine.io socket as is listened to. */
export interface Engine {
  readonly transport: unknown;
  on(event: 'packet', heard: (packet: { data?: unknown }) => void): unknown;
}

/** The WebSocket below it. */
interface Wire {
  on(event: 'ping', heard: () => void): unknown;
  terminate(): void;
}

export interface InboundOptions {
  around: Surroundings;
  metrics: Metrics;
  /** By how much members' allowances are raised; 1: not at all. */
  lifted: number;
}

export class Inbound {
  readonly #options: InboundOptions;
  readonly #messages: Buckets;

  constructor(options: InboundOptions) {
    const { lifted } = options;
    this.#options = options;
    this.#messages = new Buckets({
      perSecond: limits.messagesPerSecond * lifted,
      burst: limits.messageBurst * lifted,
    });
  }

  /** @param id of the connection, which no other has */
  watch(id: string, engine: Engine): void {
    const { around, metrics } = this.#options;
    const wire = (engine.transport as { socket: Wire }).socket;
    let over = false;
    const cut = (why: 'messages' | 'attachments'): void => {
      if (!over) metrics.floods.inc({ why });
      over = true;
      wire.terminate();
    };
    const count = (bytes: number): void => {
      const cost = 1 + Math.floor(bytes / limits.messageUnit);
      if (!this.#messages.take(id, around.mono(), cost)) cut('messages');
    };
    // A WebSocket answers pings by itself, and whoever does not read the answers would let them pile up.
    wire.on('ping', () => count(0));
    /** Bytes of attachments since the last text: they wait in memory until the packet they belong to is whole. */
    let attached = 0;
    engine.on('packet', ({ data }) => {
      const binary = data instanceof Uint8Array;
      const bytes = binary || typeof data === 'string' ? data.length : 0;
      count(bytes);
      attached = binary ? attached + bytes : 0;
      if (attached > limits.message) cut('attachments');
    });
  }
}
