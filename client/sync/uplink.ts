/**
 * Over which wire each part speaks: over none while there is none, and only to ask while the server says that nothing can
 * be saved.
 */
import type { Connection as Shown } from '#client/session/port.ts';
import { type ShutOut, shutsOut } from './admission.ts';
import type { Link } from './connection.ts';
import type { Parts } from './parts.ts';
import type { Wire } from './wire.ts';

type Speakers = Pick<
  Parts,
  'identity' | 'membership' | 'replica' | 'following' | 'deeds' | 'texts' | 'presence' | 'showing'
>;

export class Uplink {
  #link: Link = { state: 'connecting' };
  /** A server is there, and says that nothing can be saved now. */
  #away = false;
  /** What it last said of that over the newest wire. */
  #canSave = true;

  /** @param shutOut this device may not have the board any more */
  constructor(
    private readonly parts: Speakers,
    private readonly shutOut: (why: ShutOut) => void,
  ) {}

  /** The wire that is live. */
  get wire(): Wire | null {
    return this.#link.state === 'live' ? this.#link.wire : null;
  }

  /** A wire was opened: its server can save until it says otherwise. */
  opened(): void {
    this.#canSave = true;
  }

  changed(link: Link): void {
    this.#link = link;
    switch (link.state) {
      case 'live':
        this.parts.presence.use(link.wire);
        this.#write(link.wire);
        this.parts.following.live();
        break;
      case 'connecting':
      case 'offline':
        this.lost();
        break;
      case 'closed':
        if (shutsOut(link.why)) this.shutOut(link.why);
        this.lost();
        break;
    }
    this.parts.showing.tell();
  }

  /** A server answers that it cannot serve now, or none is reached. */
  away(answers: boolean): void {
    this.#away = answers;
    this.parts.showing.tell();
  }

  /** The server says whether anything can be saved. */
  saving(can: boolean): void {
    this.#canSave = can;
    if (this.wire) this.#write(this.wire);
    this.parts.showing.tell();
  }

  /** Sends what members wrote. */
  speak(wire: Wire): void {
    const { deeds, identity, replica } = this.parts;
    deeds.endsAt(replica.seq);
    if (identity.you?.type === 'member') deeds.use(wire);
  }

  lost(): void {
    const { following, deeds, presence, texts, membership } = this.parts;
    following.lost();
    deeds.use(null);
    presence.use(null);
    texts.use(null);
    membership.lost();
  }

  /** @param unsaved how much is not saved */
  shown(unsaved: number): Shown {
    const link = this.#link;
    switch (link.state) {
      case 'connecting':
        return { state: 'connecting' };
      case 'live':
      case 'offline':
        if (this.#away) return { state: 'away', unsaved };
        return link.state === 'live'
          ? { state: 'live', unsaved }
          : { state: 'offline', unsaved, since: link.since };
      case 'closed':
        return { state: 'closed', why: link.why };
    }
  }

  /** Over a live wire goes what was written, unless nothing can be saved. */
  #write(wire: Wire): void {
    this.#away = !this.#canSave;
    this.parts.texts.use(this.#away ? null : wire);
    if (this.#away) this.parts.deeds.use(null, false);
    else this.speak(wire);
  }
}
