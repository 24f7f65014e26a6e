/**
 * The whole server on one page: what there is, what each part is given, and in which order it ends. Main and tests share
 * it.
 */
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { publicOrigin } from './config.ts';
import { httpRoutes, httpServer } from './http/server.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { openPresence } from './presence/open.ts';
import type { PresencePort } from './presence/port.ts';
import { Arrivals } from './realtime/arrivals.ts';
import { Codes } from './realtime/codes.ts';
import { guard } from './realtime/guard.ts';
import { Inbound } from './realtime/inbound.ts';
import { originAllowed } from './realtime/origin.ts';
import { Realtime } from './realtime/realtime.ts';
import { socketServer } from './realtime/server.ts';
import { Tokens } from './realtime/tokens.ts';
import { Tries } from './realtime/tries.ts';
import { Feeds } from './public/feeds.ts';
import { Forgetting } from './rooms/forgetting.ts';
import { Rooms } from './rooms/rooms.ts';
import { limits } from '#shared/limits.ts';
import { openStore } from './store/open.ts';
import type { LogStore } from './store/port.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';

/** What tests replace. */
export interface Parts {
  store?: LogStore;
  presence?: PresencePort;
  around?: Surroundings;
  /** Where log lines go. */
  logTo?: NodeJS.WritableStream;
  /** How long a board stays in memory when nobody is there, ms. */
  idleFor?: number;
}

export interface App {
  readonly rooms: Rooms;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Answers a request without a network. */
  readonly inject: ReturnType<typeof httpServer>['inject'];
  /** Begins to listen. @returns the origin that links begin with */
  listen(): Promise<string>;
  /** Port that it listens on. */
  port(): number;
  /** Ends everything in order; what was acknowledged stays. Idempotent. */
  close(): Promise<void>;
}

/** Opens the store and puts the server together. Rejects with a StoreError that a person can read. */
export async function createApp(config: Config, parts: Parts = {}): Promise<App> {
  const http = httpServer(config, parts.logTo);
  const { log } = http;
  const { around = realSurroundings } = parts;
  const tellStore = (why: Error | null): void => {
    if (why) log.error({ err: why }, 'the store is away: nothing can be saved');
    else log.info('the store is back');
    rooms.storeAway(why !== null);
  };
  const store = parts.store ?? (await openStore(config, tellStore));
  const metrics = createMetrics();
  const rooms = new Rooms({ store, log, metrics, around }, parts.idleFor);
  const forgetting = new Forgetting(rooms, { store, log, metrics, around });
  const presence = parts.presence ?? (await openPresence(config));

  const tries = new Tries(around);
  const codes = new Codes(rooms, tries, around);

  let closing: Promise<void> | null = null;
  const port = (): number => (http.server.address() as AddressInfo | null)?.port ?? config.port;
  const origin = (): string => publicOrigin(config, port());

  const tokens = new Tokens({ origin, tries, metrics, log });

  await httpRoutes(http, config, {
    rooms,
    codes,
    feeds: new Feeds(rooms, around),
    origin,
    store,
    metrics,
    socketsPerAddress: config.socketsPerAddress,
    boardsPerHour: config.boardsPerHour,
    trustProxy: config.trustProxy,
    metricsToken: config.metricsToken,
    stopping: () => closing !== null,
  });
  const allowedOrigins = new Set([...config.allowedOrigins, ...(config.publicUrl ? [config.publicUrl] : [])]);
  const { trustProxy, commandsPerSecond, socketsPerAddress, development } = config;
  const io = socketServer(http.server, allowedOrigins);
  const arrivals = new Arrivals({ around, metrics, socketsPerAddress, trustProxy });
  const inbound = new Inbound({ around, metrics, lifted: commandsPerSecond / limits.commandsPerSecond });
  const fromHere = (request: IncomingMessage): boolean => originAllowed(request, allowedOrigins);
  guard(io, http.server, { arrivals, inbound, fromHere, development });
  const realtime = new Realtime({
    io,
    rooms,
    presence,
    metrics,
    log,
    around,
    tries,
    codes,
    tokens,
    trustProxy,
    commandsPerSecond,
    socketsPerAddress,
  });
  // Open sockets would keep the HTTP server from ending.
  http.addHook('preClose', () => realtime.close());

  return {
    rooms,
    metrics,
    log,
    inject: http.inject.bind(http),
    port,
    async listen() {
      await http.listen({ port: config.port, host: config.host });
      return origin();
    },
    close() {
      closing ??= (async () => {
        await http.close();
        await forgetting.close();
        await rooms.close();
        await store.close();
      })();
      return closing;
    },
  };
}
