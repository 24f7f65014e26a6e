/** Who may come in: the links, devices, passes and doors of a board, found by the hash of the secret that someone shows. */
import type { PrivateRecord, RecordBody, Role } from '#shared/board/types.ts';
import { sameHash } from './secrets.ts';
import type { Visit } from './token.ts';

/** What someone showed at the door. It stays true only as long as the record behind it does. */
export type Credential =
  | { type: 'link'; link: string; role: Role }
  /** `until`: it came by a token, and was theirs until then when it was last looked up. */
  | { type: 'device'; device: string; member: string; until?: number }
  | { type: 'pass'; hash: string; member: string; until: number }
  /** The key or the code of a session's door. */
  | { type: 'door'; hash: string; session: string }
  /** A token of another site, which was used up for this. */
  | ({ type: 'token' } & Visit);

/** What is found by its secret. */
export type Shown = Exclude<Credential['type'], 'token'>;

type Holder = Extract<RecordBody, { type: 'link' | 'device' | 'pass' | 'door' | 'knock' }>;

/** An index over the private records of one board; {@link Keys.change} keeps it current. */
export class Keys {
  /** By kind and hash: whoever takes a link's key for their device's secret must not take the link's place. */
  readonly #holders = new Map<string, Holder>();
  readonly #known = new Map<string, string[]>();

  constructor(records: Iterable<PrivateRecord>) {
    for (const record of records) this.change(record.id, record);
  }

  change(id: string, record: PrivateRecord | null): void {
    for (const old of this.#known.get(id) ?? []) this.#holders.delete(old);
    this.#known.delete(id);
    if (!record || !isHolder(record.body)) return;
    const { body } = record;
    const keys = hashesOf(body).map((hash) => `${body.type} ${hash}`);
    this.#known.set(id, keys);
    for (const key of keys) this.#holders.set(key, body);
  }

  /**
   * The link, device, pass or door with that hash, or null. A lookup by hash tells a guesser nothing about the
   * secret, since they cannot choose the hash; the comparison after it is constant in time all the same.
   */
  find(type: Shown, hash: string): Credential | null {
    const body = this.#held(type, hash);
    switch (body?.type) {
      case 'link':
        return { type: 'link', link: body.link, role: body.role };
      case 'device':
        return {
          type: 'device',
          device: body.device,
          member: body.member,
          ...(body.until !== undefined && { until: body.until }),
        };
      case 'pass':
        return { type: 'pass', hash: body.hash, member: body.member, until: body.until };
      case 'door':
        return { type: 'door', hash, session: body.session };
      case 'knock':
      case undefined:
        return null;
    }
  }

  /** Who waits to be let in with that device. */
  waiting(hash: string): Extract<RecordBody, { type: 'knock' }> | null {
    const body = this.#held('knock', hash);
    return body?.type === 'knock' ? body : null;
  }

  #held(type: Holder['type'], hash: string): Holder | null {
    const body = this.#holders.get(`${type} ${hash}`);
    return body && hashesOf(body).some((own) => sameHash(own, hash)) ? body : null;
  }
}

function isHolder(body: RecordBody): body is Holder {
  return ['link', 'device', 'pass', 'door', 'knock'].includes(body.type);
}

function hashesOf(body: Holder): string[] {
  return body.type === 'door' ? [body.key, body.code] : [body.hash];
}
