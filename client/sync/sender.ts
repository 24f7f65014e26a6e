/** Sends the outbox over a live wire, and tells what became of each command. */
import { limits } from '#shared/limits.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { CommandReply } from '#shared/protocol.ts';
import type { Entry, Outbox } from './outbox.ts';
import type { Surroundings } from './surroundings.ts';
import type { Wire } from './wire.ts';

/** Commands in flight at once. */
const atOnce = 16;
/** A little below what the server takes, because another tab of the same person counts, too. */
const perSecond = limits.commandsPerSecond * 0.9;
const burst = limits.commandBurst * 0.9;
/** After so many connections that ended while it was in flight, a command is taken for the cause. */
const mostLosses = 3;
/** How long to wait after "slow down" or "not now", ms. */
const pause = 1_000;

/** The server has no time for anything. An instant is named for what the board's rules refuse until then, and that alone. */
function isBusy({ code, until }: Refusal): boolean {
  return (code === 'slowDown' || code === 'notNow') && until === undefined;
}

export interface SenderHooks {
  /**
   * Saved.
   * @param sent the text that travelled with it; the entry's own may have grown since
   */
  applied(entry: Entry, reply: CommandReply & { ok: true }, sent: Uint8Array | undefined): void;
  refused(entry: Entry, refusal: Refusal): void;
  /** It was in flight in three connections that ended, or waited for longer than the server remembers ids. */
  stranded(entry: Entry): void;
  sending(entry: Entry): void;
  now(): number;
}

export class Sender {
  #wire: Wire | null = null;
  #tokens = burst;
  #filled = 0;
  #cancelPause: (() => void) | null = null;

  constructor(
    private readonly outbox: Outbox,
    private readonly around: Surroundings,
    private readonly hooks: SenderHooks,
  ) {}

  /** From now on over this wire; null: not at all. */
  use(wire: Wire | null): void {
    this.#wire = wire;
    this.#cancelPause?.();
    this.#cancelPause = null;
    if (wire) this.pump();
  }

  /** Sends what may be sent. */
  pump(): void {
    const wire = this.#wire;
    if (!wire || this.#cancelPause) return;
    for (const entry of this.outbox.ready(atOnce)) {
      if (entry.losses >= mostLosses || this.hooks.now() - entry.at > limits.outboxFor) {
        this.hooks.stranded(entry);
        // the list has changed under us
        return this.pump();
      }
      if (!this.#takeToken()) return this.#rest(1_000 / perSecond);
      void this.#send(wire, entry);
    }
  }

  async #send(wire: Wire, entry: Entry): Promise<void> {
    entry.state = { is: 'inFlight' };
    entry.sent = true;
    this.hooks.sending(entry);
    const { id, command, text } = entry;
    let reply: CommandReply;
    try {
      reply = await wire.request('command', { id, command, ...(text && { text }) });
    } catch {
      // the end of the connection puts it back
      return;
    }
    if (wire !== this.#wire) return;
    if (reply.ok) this.hooks.applied(entry, reply, text);
    else if (isBusy(reply.refusal)) {
      entry.state = { is: 'queued' };
      return this.#rest(pause);
    } else this.hooks.refused(entry, reply.refusal);
    this.pump();
  }

  #rest(delay: number): void {
    this.#cancelPause ??= this.around.after(delay, () => {
      this.#cancelPause = null;
      this.pump();
    });
  }

  #takeToken(): boolean {
    const now = this.around.now();
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, now - this.#filled) / 1_000) * perSecond);
    this.#filled = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
