/** What the handlers of events share. */
import type { Log } from '#server/log.ts';
import type { Metrics } from '#server/metrics.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { BoardAudience } from './board-audience.ts';
import type { Buckets } from './buckets.ts';
import type { Connection } from './connection.ts';
import type { PresenceTeller } from './presence.ts';
import type { ToldSecrets } from './told-secrets.ts';
import type { Tokens } from './tokens.ts';
import type { Turns } from './turns.ts';

/** Which allowance an event uses up; `bad`: one whose payload fits no schema. */
export type Allowance = 'sync' | 'command' | 'text' | 'here' | 'bad';

export interface Live {
  readonly metrics: Metrics;
  readonly log: Log;
  readonly around: Surroundings;
  readonly presence: PresenceTeller;
  readonly secrets: ToldSecrets;
  readonly tokens: Tokens;
  readonly allowances: Record<Allowance, Buckets>;
  /** For what all who come back at once ask for. */
  readonly turns: Turns;
  /** Everyone connected to the connection's board. */
  audience(connection: Connection): BoardAudience;
  /** The connection's holder has just become a member. */
  entered(connection: Connection): void;
}
