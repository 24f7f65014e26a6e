/**
 * Tokens of other sites that people show: read, and used up through the log, so that each lets in once whichever node is
 * asked. Wrong ones are counted by address like wrong keys.
 */
import type { Log } from '#server/log.ts';
import type { Metrics } from '#server/metrics.ts';
import type { Room } from '#server/rooms/room.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { readToken, type Visit } from '#server/rooms/token.ts';
import type { AnyCommand } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { Tries } from './tries.ts';

/** A token, and from where it came. */
export interface ShownToken {
  token: string;
  site: string;
  address: string;
}

/** `linkGone`: it is wrong, or was used; which is told to nobody but the operator. */
export type Taken = { ok: true; visit: Visit } | { ok: false; refusal: Refusal };

const wrong = { ok: false, refusal: { code: 'linkGone', retry: 'never' } } as const;
const tooMany = { ok: false, refusal: { code: 'slowDown', retry: 'later' } } as const;

export interface TokenParts {
  /** The origin of this server, which tokens must be for. */
  origin: () => string;
  tries: Tries;
  metrics: Metrics;
  log: Log;
}

export class Tokens {
  readonly #parts: TokenParts;

  constructor(parts: TokenParts) {
    this.#parts = parts;
  }

  /** Uses a token up, together with what follows from it: both are done, or neither. */
  async take(
    room: Room,
    { token, site, address }: ShownToken,
    more: (visit: Visit) => readonly AnyCommand[] = () => [],
  ): Promise<Taken> {
    const { tries, metrics, log, origin } = this.#parts;
    if (!tries.mayTry(address)) return tooMany;
    const audience = origin();
    const visit = await readToken(room.state, token, { board: room.board, audience, site, now: room.now() });
    if (typeof visit === 'string') {
      log.info({ board: room.board, why: visit, audience }, 'a token of another site was refused');
      metrics.tokens.inc({ result: visit });
      tries.wrong(address);
      return wrong;
    }
    const { key, token: name, until } = visit;
    const outcome = await room.do({
      type: 'command',
      id: freshId('command'),
      actor: { type: 'system' },
      commands: () => [{ type: 'token.use', key, token: name, until }, ...more(visit)],
    });
    if (outcome.type === 'applied') {
      metrics.tokens.inc({ result: 'ok' });
      return { ok: true, visit };
    }
    const { refusal } = outcome;
    const { code } = refusal;
    metrics.tokens.inc({ result: code });
    // used already, or its key was taken back in this very moment
    if (code !== 'exists' && code !== 'linkGone') return { ok: false, refusal };
    log.info({ board: room.board, why: code }, 'a token of another site was refused');
    tries.wrong(address);
    return wrong;
  }
}
