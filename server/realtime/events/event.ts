/** What every inbound event has in common. */
import type { Actor } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { Connection } from '../connection.ts';
import type { Allowance, Live } from '../live.ts';
import type { Check } from '../schemas/messages.ts';

export interface Context {
  live: Live;
  connection: Connection;
  /** Who acts, looked up for this very event. */
  actor: Actor;
}

export interface Event<Name extends string, Message, Reply> {
  name: Name;
  check: Check<Message>;
  allowance: Allowance;
  /** The answer when the payload fits no schema, the allowance is used up, or something broke. */
  refuse(refusal: Refusal): Reply;
  /** Calls `answer` once; what it does afterwards comes after the answer on the wire. */
  run(context: Context, message: Message, answer: (reply: Reply) => void): void | Promise<void>;
}
