/**
 * A client without a page, for tests, benches and the demo: the same session over the same wire, kept in memory, with
 * raw counters and with promises to wait on.
 */
import type { BoardSession, Snapshot } from '#client/session/port.ts';
import { hostWire } from './host-wire.ts';
import type { HostWay } from './identity.ts';
import { memoryKeep } from './keep/memory.ts';
import type { KeepPort } from './keep/port.ts';
import { Session } from './session.ts';
import { plainSurroundings, type Surroundings } from './surroundings.ts';
import { socketIoWire } from './socket-io-wire.ts';
import type { OpenWire, WireListener } from './wire.ts';

export interface HeadlessOptions {
  /** Origin of the server, such as `http://127.0.0.1:3000`. */
  url: string;
  board: string;
  /** One of these, as in a link's fragment, the secret of a device that is a member, or a site that vouches. */
  key?: string;
  pass?: string;
  device?: string;
  host?: HostWay;
  /** Left out: memory of its own. null: nothing is kept, and nothing is spent on it. */
  keep?: KeepPort | null;
  around?: Surroundings;
  openWire?: OpenWire;
  bug?: (error: unknown) => void;
}

export interface Counters {
  /** Connections that were opened. */
  connections: number;
  frames: number;
  /** Characters of frames, base64. */
  frameChars: number;
  records: number;
  textEvents: number;
  presenceEvents: number;
  commands: number;
  textPushes: number;
}

export interface HeadlessSession extends BoardSession {
  readonly counters: Readonly<Counters>;
  /** Resolves when the snapshot is as wanted; rejects after `timeout` ms. */
  until(wanted: (snapshot: Snapshot) => boolean, timeout?: number): Promise<Snapshot>;
  /** Resolves when the connection is live. */
  live(timeout?: number): Promise<Snapshot>;
  /** Resolves when everything written here is saved. */
  saved(timeout?: number): Promise<Snapshot>;
  /** Joins by the link and resolves as a member. */
  joinAs(name: string): Promise<string>;
}

export function headless(options: HeadlessOptions): HeadlessSession {
  const counters: Counters = {
    connections: 0,
    frames: 0,
    frameChars: 0,
    records: 0,
    textEvents: 0,
    presenceEvents: 0,
    commands: 0,
    textPushes: 0,
  };
  const { key, pass, device, host, around = plainSurroundings() } = options;
  const wire = counted(options.openWire ?? socketIoWire(options.url), counters);
  const session = new Session({
    server: options.url,
    board: options.board,
    entry: { ...(key && { key }), ...(pass && { pass }), ...(device && { device }), ...(host && { host }) },
    keep: options.keep === undefined ? memoryKeep() : options.keep,
    around,
    openWire: host ? hostWire(wire, host, around) : wire,
    bug:
      options.bug ??
      ((error) => {
        throw error;
      }),
  });
  const until = (wanted: (snapshot: Snapshot) => boolean, timeout = 10_000): Promise<Snapshot> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const { snapshot } = session;
        if (!wanted(snapshot)) return;
        clearTimeout(timer);
        stop();
        resolve(snapshot);
      };
      const stop = session.subscribe(look);
      const timer = setTimeout(() => {
        stop();
        const { connection, me } = session.snapshot;
        reject(new Error(`not so within ${timeout} ms: ${JSON.stringify({ connection, me })}`));
      }, timeout);
      look();
    });
  const live = (timeout?: number): Promise<Snapshot> =>
    until(({ connection }) => connection.state === 'live', timeout);
  return Object.assign(session, {
    counters,
    until,
    live,
    saved: (timeout?: number) =>
      until(({ connection }) => connection.state === 'live' && connection.unsaved === 0, timeout),
    async joinAs(name: string) {
      await live();
      const outcome = await session.join(name);
      if (outcome.type !== 'applied') throw new Error(`could not join: ${JSON.stringify(outcome)}`);
      const { me } = await until((snapshot) => snapshot.me.type === 'member');
      return me.type === 'member' ? me.member : '';
    },
  });
}

function counted(openWire: OpenWire, counters: Counters): OpenWire {
  return (auth, listener) => {
    counters.connections += 1;
    const { events } = listener;
    const counting: WireListener = {
      ...listener,
      events: {
        ...events,
        frame: (...args) => {
          counters.frames += 1;
          counters.frameChars += args[3].length;
          events.frame(...args);
        },
        records: (...args) => {
          counters.records += 1;
          events.records(...args);
        },
        text: (...args) => {
          counters.textEvents += 1;
          events.text(...args);
        },
        presence: (...news) => {
          counters.presenceEvents += 1;
          events.presence(...news);
        },
      },
    };
    const wire = openWire(auth, counting);
    return {
      ...wire,
      request: (event, payload) => {
        if (event === 'command') counters.commands += 1;
        if (event === 'textPush') counters.textPushes += 1;
        return wire.request(event, payload);
      },
    };
  };
}
