/** Where a board is served from and kept, with nodes that can be killed: one on a data folder, or two on a Redis. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildServer,
  endProcess,
  freePort,
  type ServerProcess,
  startProcess,
} from '#server/testing/process.ts';
import { Nodes } from '../processes/nodes.ts';

/** What tokens of other sites are made out to. */
export const publicUrl = 'https://tilth.example';

/** Everything is logged that can be, and a person of these tests writes faster than one would. */
const settings = { LOG_LEVEL: 'trace', COMMANDS_PER_SECOND: '200', PUBLIC_URL: publicUrl };

export interface Place {
  /** Where the bytes are. */
  folders: readonly string[];
  /** The origin of a node that runs. */
  url(): string;
  /** Kills the node at {@link url} with -9; afterwards another one is there, or the same again. */
  kill(): Promise<void>;
  /** All nodes end as they are asked to, and come back. */
  restart(): Promise<void>;
  /** All that any of them printed. */
  output(): string;
  stop(): Promise<void>;
}

export async function embedded(): Promise<Place> {
  await buildServer();
  const folder = await mkdtemp(join(tmpdir(), 'tilth-erase-'));
  const port = await freePort();
  const start = (): Promise<ServerProcess> => startProcess(port, folder, settings);
  let server = await start();
  let printed = '';
  const again = async (signal: NodeJS.Signals): Promise<void> => {
    await endProcess(server, signal);
    printed += server.output();
    server = await start();
  };
  return {
    folders: [folder],
    url: () => `http://127.0.0.1:${port}`,
    kill: () => again('SIGKILL'),
    restart: () => again('SIGTERM'),
    output: () => printed + server.output(),
    async stop() {
      await endProcess(server, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function twoOnRedis(): Promise<Place> {
  const nodes = await Nodes.start(2, settings);
  let printed = '';
  let here = nodes.all[0]!;
  return {
    folders: [nodes.redis.folder],
    url: () => here.url,
    async kill() {
      const dead = here;
      await nodes.end(dead, 'SIGKILL');
      printed += dead.process.output();
      here = nodes.all.find((node) => node !== dead)!;
      // what was left undone is done by the node that lives: the dead one comes back only when it is needed again
      if (here.process.child.exitCode !== null || here.process.child.signalCode !== null)
        await nodes.startAgain(here);
    },
    async restart() {
      for (const node of nodes.all) {
        await nodes.end(node, 'SIGTERM');
        printed += node.process.output();
        await nodes.startAgain(node);
      }
    },
    output: () => printed + nodes.all.map((node) => node.process.output()).join(''),
    stop: () => nodes.stop(),
  };
}
