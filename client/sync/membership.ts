/** Becoming a member: asked once, kept until it is answered, and asked again with the same secret after a lost answer. */
import type { Outcome } from '#client/session/port.ts';
import { newId } from '#shared/board/ids.ts';
import type { EnterMessage } from '#shared/protocol.ts';
import type { Identity } from './identity.ts';
import type { Keeper } from './keep/keeper.ts';
import { newSecret } from './secret.ts';
import type { Surroundings } from './surroundings.ts';
import { type Wire, WireLost } from './wire.ts';

export interface MembershipHooks {
  /** Asks the server who we are now, and for what we may see. */
  sync(wire: Wire): Promise<void>;
  changed(): void;
}

export class Membership {
  #waiting: ((outcome: Outcome) => void)[] = [];

  constructor(
    private readonly identity: Identity,
    private readonly keeper: Keeper,
    private readonly around: Surroundings,
    private readonly hooks: MembershipHooks,
  ) {}

  /** @param name absent with a pass, which says whose it is */
  begin(name?: string): Promise<Outcome> {
    this.prepare(name);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** What is asked, or knocked with. Kept before it is sent: the answer may get lost, and the membership with it. */
  prepare(name?: string): EnterMessage {
    const entering = {
      id: newId('command', this.around.randomBytes),
      ...(name !== undefined && { name }),
      secret: newSecret(this.around.randomBytes),
    };
    this.identity.entering = entering;
    this.keeper.put('entering', 'entering', entering);
    return entering;
  }

  /** Nothing is asked any more. */
  drop(): void {
    this.identity.entering = null;
    this.keeper.drop('entering', 'entering');
  }

  /** Asks over a wire, if there is something to ask. */
  async ask(wire: Wire): Promise<void> {
    const { entering } = this.identity;
    if (!entering) return;
    const reply = await wire.request('enter', entering);
    if (reply.ok) return this.hooks.sync(wire);
    const { refusal } = reply;
    if (refusal.code === 'slowDown' || refusal.code === 'notNow') throw new WireLost(refusal.code);
    this.drop();
    this.#answer({ type: 'refused', refusal });
  }

  /** The server calls us a member. */
  entered(): void {
    this.identity.entered();
    this.keeper.drop('entering', 'entering');
    if (this.identity.device) this.keeper.put('device', 'device', this.identity.device);
    this.#answer({ type: 'applied' });
  }

  /** Nobody answers now; it is asked again over the next wire. */
  lost(): void {
    this.#answer({ type: 'kept' });
  }

  #answer(outcome: Outcome): void {
    for (const resolve of this.#waiting.splice(0)) resolve(outcome);
    this.hooks.changed();
  }
}
