/**
 * Coming in by another site's word: a wire that asks the site for a token, enters with a device made for it, and asks
 * again before that ends. To the session it is a wire like any other, over which it is a member from the start. Nothing of
 * it is kept: whoever sits at this browser next may be somebody else to the site.
 */
import { newId } from '#shared/board/ids.ts';
import { time } from '#shared/limits.ts';
import type { SyncReply } from '#shared/protocol.ts';
import type { HostWay } from './identity.ts';
import { laterWire } from './later-wire.ts';
import { newSecret } from './secret.ts';
import type { Surroundings } from './surroundings.ts';
import { type OpenWire, type Wire, type WireListener, WireLost } from './wire.ts';

/** Another token is asked for so long before the end of the one before, or (a short one) at half of what is left. */
const AHEAD = time.MINUTE;
/** With less left than this, what ends is let end: it comes back by itself. */
const TOO_LATE = 5 * time.SECOND;

/** All connections of one session. */
export function hostWire(open: OpenWire, way: HostWay, around: Surroundings): OpenWire {
  const visit = new Visit(open, way, around);
  return (auth, listener) => laterWire(() => visit.way(listener))(auth, listener);
}

class Visit {
  readonly #open: OpenWire;
  readonly #way: HostWay;
  readonly #around: Surroundings;
  /** The device that the last token brought; `until` on the log's clock, ms since 1970. */
  #device: { secret: string; until: number } | null = null;
  /** How far the log's clock is ahead of this device's, ms. */
  #ahead = 0;
  /** Whom the site meant, as it says itself: what is here is theirs, and nobody else's. */
  #subject: string | null = null;
  /** The connection over which another token will be asked for, and what stops that. */
  #renewing: { wire: Wire; stop: () => void } | null = null;

  constructor(open: OpenWire, way: HostWay, around: Surroundings) {
    this.#open = open;
    this.#way = way;
    this.#around = around;
  }

  /** How to come in now. */
  async way(listener: WireListener): Promise<OpenWire> {
    if (this.#left > 0) return this.#byDevice;
    this.#device = null;
    const token = await this.#token();
    if (token === 'none') return refusing(() => listener.refused('noEntry'));
    // somebody else is signed in on the site by now
    if (token === 'other') return refusing(() => listener.events.bye('revoked'));
    return this.#byToken(token);
  }

  /** How much of the device's time is left, ms. */
  get #left(): number {
    return this.#device ? this.#device.until - this.#around.now() - this.#ahead : 0;
  }

  /** Rejects if the site, which had a token before, has none just now. */
  async #token(): Promise<'none' | 'other' | { token: string }> {
    let token: string;
    try {
      token = await this.#way.token();
    } catch (error) {
      if (this.#subject !== null) throw error;
      return 'none';
    }
    if (token === '') return 'none';
    const subject = subjectOf(token);
    this.#subject ??= subject;
    return subject === this.#subject ? { token } : 'other';
  }

  readonly #byDevice: OpenWire = (auth, listener) =>
    this.#watched(
      this.#open(
        { ...auth, device: this.#device?.secret ?? '' },
        this.#listening(listener, {
          refused: (code) => {
            if (code !== 'noEntry') return listener.refused(code);
            // the device has ended already: at the next try a token is asked for
            this.#device = null;
            listener.refused(null);
          },
        }),
      ),
      listener,
    );

  #byToken({ token }: { token: string }): OpenWire {
    return (auth, listener) => {
      const wire = this.#open(
        { ...auth, token, site: this.#way.site },
        this.#listening(listener, {
          opened: () =>
            void this.#enter(wire).then(
              () => listener.opened(),
              () => {
                wire.close();
                listener.closed();
              },
            ),
        }),
      );
      return this.#watched(wire, listener);
    };
  }

  /** Becomes a member, before anybody is told that the wire is open. Refused for good: they look. */
  async #enter(wire: Wire): Promise<void> {
    const { randomBytes, now } = this.#around;
    const secret = newSecret(randomBytes);
    const reply = await wire.request('enter', { id: newId('command', randomBytes), secret });
    if (reply.ok) this.#device = { secret, until: reply.until ?? now() };
    else if (reply.refusal.retry === 'later') throw new WireLost(reply.refusal.code);
  }

  #listening(listener: WireListener, own: Partial<WireListener>): WireListener {
    const { events } = listener;
    return {
      ...listener,
      ...own,
      closed: () => {
        this.#stopRenewing();
        listener.closed();
      },
      events: {
        ...events,
        bye: (code) => {
          if (code === 'ended' || code === 'revoked' || code === 'removed') this.#device = null;
          events.bye(code);
        },
      },
    };
  }

  /** Sees in what the server says of them when their time is over, and has it renewed. */
  #watched(wire: Wire, listener: WireListener): Wire {
    return {
      send: (event, payload) => wire.send(event, payload),
      request: async (event, payload) => {
        const reply = await wire.request(event, payload);
        if (event === 'sync') this.#synced(reply as SyncReply, wire, listener);
        return reply;
      },
      close: () => {
        this.#stopRenewing();
        wire.close();
      },
    };
  }

  #synced(reply: SyncReply, wire: Wire, listener: WireListener): void {
    if (!reply.ok || !this.#device) return;
    const { now, you } = reply;
    this.#ahead = now - this.#around.now();
    if (you.type === 'member' && you.until !== undefined) this.#device.until = you.until;
    this.#renewInTime(wire, listener);
  }

  #renewInTime(wire: Wire, listener: WireListener): void {
    this.#stopRenewing();
    const left = this.#left;
    if (left < TOO_LATE) return;
    const soon = left > 2 * AHEAD ? left - AHEAD : left / 2;
    const stop = this.#around.after(soon, () => void this.#renew(wire, listener));
    this.#renewing = { wire, stop };
  }

  #stopRenewing(): void {
    this.#renewing?.stop();
    this.#renewing = null;
  }

  /** Whatever it comes to, what is left afterwards says when to try again. */
  async #renew(wire: Wire, listener: WireListener): Promise<void> {
    const device = this.#device;
    const current = (): boolean => this.#renewing?.wire === wire && device === this.#device;
    try {
      const token = await this.#token();
      if (!device || !current()) return;
      if (token === 'other') return listener.events.bye('revoked');
      if (token === 'none') return this.#renewInTime(wire, listener);
      const id = newId('command', this.#around.randomBytes);
      const reply = await wire.request('enter', { id, secret: device.secret, ...token });
      if (reply.ok && reply.until !== undefined) device.until = reply.until;
    } catch {
      // the site or the server could not be asked: there is time to ask again
    }
    if (current()) this.#renewInTime(wire, listener);
  }
}

/** A wire that leads nowhere. */
function refusing(refuse: () => void): OpenWire {
  return () => {
    refuse();
    return {
      request: () => Promise.reject(new WireLost('refused')),
      send: () => undefined,
      close: () => undefined,
    };
  };
}

/** Whom a token names. Whether that is so is for the server to see. */
export function subjectOf(token: string): string {
  const [, claims = ''] = token.split('.');
  try {
    const bytes = atob(claims.replaceAll('-', '+').replaceAll('_', '/'));
    return String((JSON.parse(bytes) as { sub?: unknown }).sub);
  } catch {
    return '';
  }
}
