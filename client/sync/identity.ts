/** Who this device is on a board, and with what it may come in. */
import type { Me } from '#client/session/port.ts';
import type { Actor } from '#shared/board/commands.ts';
import type { Role, State } from '#shared/board/types.ts';
import { type EnterMessage, type HandshakeAuth, protocolVersion, type You } from '#shared/protocol.ts';

/** What a person came with. `device`: a secret kept elsewhere (benches, tests). */
export interface EntryWays {
  key?: string;
  pass?: string;
  device?: string;
  /** Another site says who they are. */
  host?: HostWay;
}

export interface HostWay {
  /** Its origin, as the browser says it. */
  site: string;
  /** A fresh token for whoever is signed in there. '', or a rejection: it has none. Settles in the end. */
  token: () => Promise<string>;
}

/** A node that is asked may not yet have heard whom another one let in: so often it is asked again. */
const tries = 5;

type Way = 'host' | 'pass' | 'device' | 'key';

export class Identity {
  you: You | null = null;
  /** A membership that was asked for and not answered. */
  entering: EnterMessage | null = null;
  /** Keys of links that this device has seen, by role. */
  readonly keys = new Map<Role, string>();
  #device: string | null;
  /** Ways that were not let in. */
  readonly #closed = new Set<Way>();
  /** How often a new device may still be unknown. */
  #unheard = 0;

  constructor(
    private readonly board: string,
    private readonly entry: EntryWays,
  ) {
    this.#device = entry.device ?? null;
  }

  set device(secret: string | null) {
    this.#device = secret;
    this.#closed.delete('device');
  }

  get device(): string | null {
    return this.#device;
  }

  /**
   * Another site's word goes first, then a pass: it says whom its holder wants to be. Then this device's secret, then a
   * key. A request to enter may have been answered without our hearing it, so its secret is tried once the pass or the key
   * opens nothing. null: there is nothing to come in with.
   */
  auth(): HandshakeAuth | null {
    const base = { v: protocolVersion, board: this.board };
    switch (this.#way()) {
      case 'host':
        // the wire asks the site
        return base;
      case 'pass':
        return { ...base, pass: this.entry.pass! };
      case 'device':
        return { ...base, device: this.#secret()! };
      case 'key':
        return { ...base, key: this.#key()! };
      case null:
        return null;
    }
  }

  /** Not let in that way. May it be different in a moment? */
  soon(): boolean {
    if (this.#unheard === 0 || this.#way() !== 'device') return false;
    this.#unheard -= 1;
    return true;
  }

  /** Not let in that way. Is there another? */
  refused(): boolean {
    const way = this.#way();
    if (way) this.#closed.add(way);
    // a door may have let this device in, and closed: not every node has heard of the first when it has of the second
    if (way !== 'device' && this.entering) this.#unheard = tries;
    return this.#way() !== null;
  }

  /** The board is closed to this device. Returns the roles whose keys it is to forget. */
  shutOut(why: 'revoked' | 'removed' | 'erased' | 'banned'): Role[] {
    this.device = null;
    const gone: Role[] = [];
    for (const role of this.keys.keys())
      if (why === 'erased' || (why === 'revoked' && this.you?.type === 'link' && this.you.role === role))
        gone.push(role);
    for (const role of gone) this.keys.delete(role);
    return gone;
  }

  /** Every way is worth a try again: somebody asked for it. */
  reopen(): void {
    this.#closed.clear();
  }

  /** The server said who this is. Returns the link's key and role if they are new to this device, and last. */
  welcome(you: You): { role: Role; key: string } | null {
    this.you = you;
    if (you.type === 'member') this.#unheard = 0;
    const key = this.#key();
    if (
      you.type !== 'link' ||
      you.session ||
      this.#way() !== 'key' ||
      !key ||
      this.keys.get(you.role) === key
    )
      return null;
    return { role: you.role, key };
  }

  /** The request to enter was granted: from now on this device comes in by its own secret. */
  entered(): void {
    this.device = this.entering?.secret ?? null;
    this.#unheard = tries;
    this.entering = null;
    this.#closed.add('pass');
  }

  actor(): Actor {
    switch (this.you?.type) {
      case 'member':
        return { type: 'member', member: this.you.member };
      case 'link':
        return { type: 'link', role: this.you.role };
      case 'pass':
      case undefined:
        return { type: 'link', role: 'viewer' };
    }
  }

  me(state: State): Me {
    const { you } = this;
    switch (you?.type) {
      case undefined:
        return { type: 'unknown' };
      case 'link':
        return { type: 'looking', role: you.role };
      case 'pass':
        return { type: 'pass' };
      case 'member': {
        const role = state.members.get(you.member)?.role ?? 'member';
        return { type: 'member', member: you.member, role, device: you.device };
      }
    }
  }

  #way(): Way | null {
    if (this.entry.host && !this.#closed.has('host')) return 'host';
    if (this.entry.pass && !this.#closed.has('pass')) return 'pass';
    if (this.#secret() && !this.#closed.has('device')) return 'device';
    if (this.#key() && !this.#closed.has('key')) return 'key';
    return null;
  }

  /**
   * A fresh request is sent over the link or the pass. When that opens nothing any more, the request may have been granted
   * without our hearing of it: then its secret does.
   */
  #secret(): string | null {
    const unheard = this.#closed.has('pass') || this.#closed.has('key');
    return this.#device ?? (unheard ? (this.entering?.secret ?? null) : null);
  }

  /** The key of the address, else the best one this device knows. */
  #key(): string | null {
    return (
      this.entry.key ??
      this.keys.get('facilitator') ??
      this.keys.get('member') ??
      this.keys.get('viewer') ??
      null
    );
  }
}
