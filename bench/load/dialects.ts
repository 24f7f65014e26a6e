/** The protocols that load speaks. */
import type { Dialect } from './dialects/dialect.ts';
import { hocuspocus } from './dialects/hocuspocus.ts';
import { relay } from './dialects/relay.ts';
import { tilth } from './dialects/tilth.ts';
import { tldraw } from './dialects/tldraw.ts';
import { ySocketIo } from './dialects/y-socket-io.ts';
import { yWebsocket } from './dialects/y-websocket.ts';

export const dialects = { tilth, hocuspocus, yWebsocket, ySocketIo, tldraw, relay } satisfies Record<
  string,
  Dialect
>;
