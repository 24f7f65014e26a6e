/** Devices of people in a small world, for tests: each a session with a network, a storage and surroundings of its own. */
import { expect, onTestFinished } from 'vitest';
import type { Snapshot } from '#client/session/port.ts';
import { headless, type HeadlessSession } from '../headless.ts';
import type { HostWay } from '../identity.ts';
import { memoryKeep } from '../keep/memory.ts';
import type { KeepPort } from '../keep/port.ts';
// loaded beforehand: their loading would not take the world's time
import '../comparing.ts';
import '../deeds-in-session.ts';
import '../knocking.ts';
import '../measuring.ts';
import '../texts-in-session.ts';
import { type BoardServer, keys, type Network } from './board-server.ts';
import { type FakeSurroundings, keepWhile, surroundingsIn } from './world.ts';

export const boardId = 'b_0000000000';

export interface Device {
  session: HeadlessSession;
  network: Network;
  around: FakeSurroundings;
  keep: KeepPort;
  readonly snapshot: Snapshot;
  /** The network goes, as in a tunnel. */
  offline(): void;
  online(): void;
  /** The page is gone without a word. */
  crash(): void;
}

export interface DeviceOptions {
  key?: string | null;
  /** Comes by this site's word, and by no key. */
  host?: HostWay;
  network?: Network;
  keep?: KeepPort | null;
  skew?: number;
}

export function device(server: BoardServer, options: DeviceOptions = {}): Device {
  const { network = { up: true }, host, key = host ? null : keys.member, skew } = options;
  const keep = options.keep === undefined ? memoryKeep() : options.keep;
  const around = surroundingsIn(server.world, skew);
  const bugs: unknown[] = [];
  const session = headless({
    url: 'http://tilth.test',
    board: boardId,
    ...(key !== null && { key }),
    ...(host && { host }),
    keep: keep && keepWhile(around, keep),
    around,
    openWire: server.opener(network, around),
    bug: (error) => bugs.push(error),
  });
  onTestFinished(() => {
    session.close();
    expect(bugs).toEqual([]);
  });
  return {
    session,
    network,
    around,
    keep: keep ?? memoryKeep(),
    get snapshot() {
      return session.snapshot;
    },
    offline() {
      network.up = false;
      server.cut(network);
    },
    online() {
      network.up = true;
    },
    crash() {
      around.die();
      server.vanish(around);
    },
  };
}

/** A device whose person has joined. */
export async function member(
  server: BoardServer,
  name: string,
  options: DeviceOptions = {},
): Promise<Device> {
  const made = device(server, options);
  await server.world.until(() => made.snapshot.connection.state === 'live');
  const joining = made.session.join(name);
  await server.world.until(() => made.snapshot.me.type === 'member');
  expect(await joining).toEqual({ type: 'applied' });
  return made;
}

/** A card that somebody posts and that is saved. */
export async function card(
  server: BoardServer,
  { session }: Device,
  title: string,
  body = '',
): Promise<string> {
  const id = session.newId('card');
  const running = session.run({ type: 'card.create', card: id, kind: 'need', title, body, chips: {} });
  await server.world.pass(500);
  expect(await running).toEqual({ type: 'applied' });
  return id;
}
