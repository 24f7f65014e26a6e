/** One connection to a server, whatever carries it: typed requests with an answer each, and the server's events. */
import type {
  ClientEvents,
  GuestEvents,
  HandshakeAuth,
  HandshakeRefusal,
  ServerEvents,
} from '#shared/protocol.ts';

export type RequestName = 'sync' | 'enter' | 'command' | 'access' | 'textOpen' | 'textPush' | 'time';
export type Asked<E extends RequestName> = Parameters<ClientEvents[E]>[0];
export type Answered<E extends RequestName> = Parameters<Parameters<ClientEvents[E]>[1]>[0];

export interface Wire {
  /** Rejects with {@link WireLost} when the connection ends, or no answer comes in `limits.ackTimeout`. */
  request<E extends RequestName>(event: E, payload: Asked<E>): Promise<Answered<E>>;
  send<E extends 'textClose' | 'here'>(event: E, payload: Parameters<ClientEvents[E]>[0]): void;
  /** Ends it without calling `closed`. */
  close(): void;
}

/** Nothing is called after `refused` or `closed`. */
export interface WireListener {
  opened(): void;
  /** Not let in; null: the server was not reached. */
  refused(code: HandshakeRefusal | null): void;
  closed(): void;
  events: ServerEvents & Partial<GuestEvents>;
}

export type OpenWire = (auth: HandshakeAuth, listener: WireListener) => Wire;

/** The connection ended before an answer came: whether the request arrived is not known. */
export class WireLost extends Error {
  override name = 'WireLost';
}
