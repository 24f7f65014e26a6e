/** What an access request comes to: the commands that are put to the room, and what is answered once they are durable. */
import type { AnyCommand } from '#shared/board/commands.ts';
import type { State } from '#shared/board/types.ts';
import type { AccessReply } from '#shared/protocol.ts';

export interface Plan {
  commands: (state: State) => readonly AnyCommand[];
  reply: Extract<AccessReply, { ok: true }>;
  /** Puts away what was prepared, after a refusal. */
  notDone?: () => void;
}
