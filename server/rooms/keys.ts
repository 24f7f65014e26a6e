/** Who may come in: the links, devices and passes of a board, found by the hash of the secret that someone shows. */
import type { PrivateRecord, RecordBody, Role } from '#shared/board/types.ts';
import { sameHash } from './secrets.ts';

/** What someone showed at the door. It stays true only as long as the record behind it does. */
export type Credential =
  | { type: 'link'; link: string; role: Role }
  | { type: 'device'; device: string; member: string }
  | { type: 'pass'; hash: string; member: string; until: number };

type Door = Extract<RecordBody, { type: 'link' | 'device' | 'pass' }>;

/** An index over the private records of one board; {@link Keys.change} keeps it current. */
export class Keys {
  /** By kind and hash: whoever takes a link's key for their device's secret must not take the link's place. */
  readonly #doors = new Map<string, Door>();
  readonly #known = new Map<string, string>();

  constructor(records: Iterable<PrivateRecord>) {
    for (const record of records) this.change(record.id, record);
  }

  change(id: string, record: PrivateRecord | null): void {
    const old = this.#known.get(id);
    if (old !== undefined) {
      this.#known.delete(id);
      this.#doors.delete(old);
    }
    if (!record) return;
    const { body } = record;
    if (body.type !== 'link' && body.type !== 'device' && body.type !== 'pass') return;
    const key = `${body.type} ${body.hash}`;
    this.#known.set(id, key);
    this.#doors.set(key, body);
  }

  /**
   * The link, device or pass of that kind with that hash, or null. A lookup by hash tells a guesser nothing about the
   * secret, since they cannot choose the hash; the comparison after it is constant in time all the same.
   */
  find(type: Credential['type'], hash: string): Credential | null {
    const body = this.#doors.get(`${type} ${hash}`);
    if (!body || !sameHash(body.hash, hash)) return null;
    switch (body.type) {
      case 'link':
        return { type: 'link', link: body.link, role: body.role };
      case 'device':
        return { type: 'device', device: body.device, member: body.member };
      case 'pass':
        return { type: 'pass', hash: body.hash, member: body.member, until: body.until };
    }
  }
}
