/** Several nodes of Tilth as they are run: processes of their own on one Redis, each over a wire that can be cut. */
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
import { TestRedis } from '#server/testing/redis.ts';
import { TcpProxy } from '#server/testing/tcp-proxy.ts';

export interface Node {
  port: number;
  url: string;
  /** Between this node and Redis, unless it was started `direct`. */
  wire: TcpProxy;
  settings: Record<string, string>;
  process: ServerProcess;
}

export class Nodes {
  readonly redis: TestRedis;
  readonly all: readonly Node[];
  readonly #folder: string;

  private constructor(redis: TestRedis, all: readonly Node[], folder: string) {
    this.redis = redis;
    this.all = all;
    this.#folder = folder;
  }

  /**
   * @param environment further settings of every node
   * @param way `direct`: for what keeps this process busy, which would make the wires slow
   */
  static async start(
    count: number,
    environment: Record<string, string> = {},
    way: 'wired' | 'direct' = 'wired',
  ): Promise<Nodes> {
    await buildServer();
    const redis = await TestRedis.start();
    const folder = await mkdtemp(join(tmpdir(), 'tilth-nodes-'));
    const all = await Promise.all(
      Array.from({ length: count }, async (): Promise<Node> => {
        const [port, wire] = await Promise.all([freePort(), TcpProxy.listen(redis.port)]);
        const settings = {
          ...environment,
          REDIS_URL: `redis://127.0.0.1:${way === 'wired' ? wire.port : redis.port}`,
        };
        const process = await startProcess(port, folder, settings);
        return { port, url: `http://127.0.0.1:${port}`, wire, settings, process };
      }),
    );
    return new Nodes(redis, all, folder);
  }

  /** Ends a node by a signal. @returns its exit code */
  end(node: Node, signal: NodeJS.Signals): Promise<number | null> {
    return endProcess(node.process, signal);
  }

  /** Starts an ended node again, on its port. */
  async startAgain(node: Node): Promise<void> {
    node.process = await startProcess(node.port, this.#folder, node.settings);
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.all.map(async (node) => {
        node.process.child.kill('SIGCONT');
        await endProcess(node.process, 'SIGKILL');
        await node.wire.close();
      }),
    );
    await this.redis.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
