/** How long a durable acknowledgement takes, with both engines. */
import { TestRedis } from '#server/testing/redis.ts';
import { ours } from '../contestants.ts';
import { short } from '../table.ts';
import { atMost, type Report, type Workload } from '../workload.ts';

export const acks: Workload = {
  name: 'acks',
  async run({ bench, quick }): Promise<Report> {
    const params = { listeners: 21, writers: 20, cards: 200, body: 0, edits: 100, seconds: quick ? 1 : 5 };
    const embedded = await bench.measure(ours, 'fanout', params);
    const redis = await withRedis((url) => {
      const environment = { REDIS_URL: url };
      return bench.measure(
        { ...ours, name: 'tilth on Redis', runs: { with: 'tilth', environment } },
        'fanout',
        params,
      );
    });
    const rows = Object.entries({ embedded, ...(redis && { Redis: redis }) });
    return {
      title: 'Durable acknowledgements',
      about: '20 editors, 5 titles a second each, until the server says that the edit is on the disk.',
      head: ['engine', 'p50 ms', 'p99 ms'],
      rows: rows.map(([engine, of]) => [
        engine,
        short(of['ackP50'] ?? Number.NaN),
        short(of['ackP99'] ?? Number.NaN),
      ]),
      goals: rows.flatMap(([engine, of]) => [
        atMost(`Durable acknowledgement, ${engine}: p50`, 10, of['ackP50'] ?? Number.NaN, ' ms'),
        atMost(`Durable acknowledgement, ${engine}: p99`, 50, of['ackP99'] ?? Number.NaN, ' ms'),
      ]),
    };
  },
};

async function withRedis<T>(run: (url: string) => Promise<T>): Promise<T | null> {
  let redis: TestRedis;
  try {
    redis = await TestRedis.start();
  } catch (error) {
    console.log(`Redis is left out: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  try {
    return await run(redis.url);
  } finally {
    await redis.stop();
  }
}
