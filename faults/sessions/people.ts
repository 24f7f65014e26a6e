/** Who is at an evening, with their devices, over sockets that are listened to. */
import { RawClient, type RawAuth } from '#server/testing/raw-client.ts';
import { Wiretap } from './wiretap.ts';

export class Person {
  readonly name: string;
  readonly role: 'viewer' | 'member' | 'facilitator';
  readonly taps: Wiretap[] = [];
  /** '' for who only looks. */
  member = '';
  secret = '';
  /** Words that came to them, and were found. */
  readonly heard = new Set<string>();

  constructor(name: string, role: Person['role']) {
    this.name = name;
    this.role = role;
  }

  get here(): boolean {
    return this.taps.length > 0;
  }

  get clients(): RawClient[] {
    return this.taps.map(({ client }) => client);
  }

  /** Their first device. */
  get client(): RawClient {
    const [tap] = this.taps;
    if (!tap) throw new Error(`${this.name} is not here`);
    return tap.client;
  }

  /** Comes in with what they have, listened to from the first byte about the board. */
  async connect(url: string, auth: RawAuth): Promise<RawClient> {
    const client = await RawClient.connect(url, auth);
    this.taps.push(new Wiretap(client));
    await client.sync();
    return client;
  }

  async join(url: string, board: { id: string; key: string }, secret: string): Promise<void> {
    const client = await this.connect(url, { board: board.id, key: board.key });
    if (this.role === 'viewer') return;
    this.member = await client.enter(this.name, secret);
    this.secret = secret;
    await client.sync();
  }

  leave(): void {
    for (const { client } of this.taps.splice(0)) client.close();
  }
}
