/** Who is measured: Tilth, its peers as shipped and tuned, and the limits that a relay sets. */
import type { DialectName } from './load/job.ts';

export interface Contestant {
  name: string;
  dialect: DialectName;
  kind: 'ours' | 'peer' | 'tuned' | 'limit';
  runs:
    | { with: 'tilth'; environment?: Record<string, string> }
    /** A file in bench/peers, given the port and these arguments. `node`: a newer one than this process runs on. */
    | {
        with: 'node';
        file: string;
        args?: readonly string[];
        node?: 24;
        environment?: Record<string, string>;
      }
    | { with: 'c'; file: string; args: readonly string[] };
}

export const ours: Contestant = { name: 'tilth', dialect: 'tilth', kind: 'ours', runs: { with: 'tilth' } };

export const others: readonly Contestant[] = [
  {
    name: 'hocuspocus',
    dialect: 'hocuspocus',
    kind: 'peer',
    runs: { with: 'node', file: 'hocuspocus.mjs', node: 24 },
  },
  {
    name: 'hocuspocus-20ms',
    dialect: 'hocuspocus',
    kind: 'tuned',
    runs: { with: 'node', file: 'hocuspocus.mjs', node: 24, args: ['20'] },
  },
  {
    name: 'hocuspocus-50ms',
    dialect: 'hocuspocus',
    kind: 'tuned',
    runs: { with: 'node', file: 'hocuspocus.mjs', node: 24, args: ['50'] },
  },
  {
    name: 'y-websocket',
    dialect: 'yWebsocket',
    kind: 'peer',
    runs: {
      with: 'node',
      file: 'node_modules/@y/websocket-server/src/server.js',
      environment: { HOST: '127.0.0.1' },
    },
  },
  {
    name: 'y-socket.io',
    dialect: 'ySocketIo',
    kind: 'peer',
    runs: { with: 'node', file: 'y-socket-io.mjs' },
  },
  { name: 'tldraw', dialect: 'tldraw', kind: 'peer', runs: { with: 'node', file: 'tldraw.mjs', node: 24 } },
  { name: 'ws-relay', dialect: 'relay', kind: 'limit', runs: { with: 'node', file: 'ws-relay.mjs' } },
  {
    name: 'c-relay-20ms',
    dialect: 'relay',
    kind: 'limit',
    runs: { with: 'c', file: 'relay.c', args: ['20'] },
  },
];
