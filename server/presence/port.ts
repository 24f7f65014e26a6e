/**
 * The presence port: who is here, leased and forgotten (docs/decisions/0007). What is shown of a person is stamped by the server
 * from its own member record; a client only ever says where it looks.
 */
import type { Looking } from '#shared/protocol.ts';

export interface Presence {
  /** One per connection. */
  socket: string;
  /** '' for someone who only looks. */
  member: string;
  card: string;
  writing: boolean;
  /** What they look for; null: all, or it is nobody's business. */
  looking: Looking | null;
  /** Last sign of life that was the person's own, ms. */
  active: number;
}

export interface PresencePort {
  /** Says or renews that a connection is here; it is forgotten `limits.presenceLease` after the last call. */
  beat(board: string, presence: Presence): void;
  leave(board: string, socket: string): void;
  /** Everyone who is here now, on any node. */
  list(board: string): readonly Presence[];
  /** Called when someone came, went or moved, at most once a `limits.presenceTick`. Returns the unsubscriber. */
  subscribe(board: string, listener: () => void): () => void;
  close(): Promise<void>;
}
