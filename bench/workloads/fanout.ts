/** Everybody sees every edit: what a delivery costs the server. */
import type { Cell } from '../bench.ts';
import { others as everyone, ours, type Contestant } from '../contestants.ts';
import type { Params } from '../load/run.ts';
import { percent, short } from '../table.ts';
import { atMost, type Goal, type Report, type Workload } from '../workload.ts';

/** Those that are worth measuring when a thousand listen; the rest are saturated at half of that. */
const strong = ['hocuspocus', 'hocuspocus-20ms', 'hocuspocus-50ms', 'c-relay-20ms'];
const atFiveHundred = everyone.map(({ name }) => name).filter((name) => name !== 'hocuspocus-50ms');

export const fanout500 = fanout('fanout', 500, atFiveHundred, (cost) => [
  atMost(
    '500 listeners: CPU a delivery, of the best peer as shipped',
    0.35,
    cost('tilth') / best(cost, 'peer'),
    '',
  ),
  atMost(
    '500 listeners: CPU a delivery, of the best tuned peer',
    0.9,
    cost('tilth') / best(cost, 'tuned'),
    '',
  ),
]);

export const fanout1000 = fanout('fanout-1000', 1_000, strong, (cost, cells) => [
  atMost(
    '1,000 listeners: CPU a delivery, of the best peer as shipped',
    0.5,
    cost('tilth') / best(cost, 'peer'),
    '',
  ),
  atMost(
    '1,000 listeners: CPU a delivery, of the best tuned peer',
    1,
    cost('tilth') / best(cost, 'tuned'),
    '',
  ),
  atMost("1,000 listeners: CPU a delivery, of the C relay's", 1.8, cost('tilth') / cost('c-relay-20ms'), ''),
  atMost('1,000 listeners: p99', 100, cells.get('tilth')?.median['p99'] ?? Number.NaN, ' ms'),
]);

type Cost = (contestant: string) => number;

function best(cost: Cost, kind: Contestant['kind']): number {
  const costs = everyone.filter((each) => each.kind === kind).map(({ name }) => cost(name));
  return Math.min(...costs.filter((each) => !Number.isNaN(each)));
}

function fanout(
  name: string,
  listeners: number,
  against: readonly string[],
  goals: (cost: Cost, cells: ReadonlyMap<string, Cell>) => Goal[],
): Workload {
  return {
    name,
    async run({ bench, others, quick }): Promise<Report> {
      const params = {
        listeners: quick ? 40 : listeners,
        cards: 200,
        body: 0,
        edits: 100,
        seconds: quick ? 1 : 4,
      };
      const all = [ours, ...others.filter((other) => against.includes(other.name))];
      const cells = await bench.compare(all, 'fanout', params);
      // Who does not keep up delivers what it can, for all of its core: that is no price.
      const cost: Cost = (contestant) => {
        const figures = cells.get(contestant)?.median;
        return figures && (figures['p99'] ?? Infinity) < 1_000
          ? (figures['cpuPer10k'] ?? Number.NaN)
          : Number.NaN;
      };
      return { ...fanoutTable(cells, params), goals: goals(cost, cells) };
    },
  };
}

export function fanoutTable(cells: ReadonlyMap<string, Cell>, params: Params): Omit<Report, 'goals'> {
  const { listeners = 0, edits = 0, cards = 0 } = params;
  return {
    title: `Fan-out, ${listeners.toLocaleString('en')} listeners`,
    about:
      `One board of ${cards} cards with empty bodies; 20 of its ${listeners.toLocaleString('en')} people write ${edits} titles ` +
      `of 7 characters a second in all, everyone sees all of them. Latency from sending to each listener.`,
    head: [
      'server',
      'CPU s / 10k deliveries',
      'core',
      'load core',
      'deliveries/s',
      'lost',
      'p50 ms',
      'p99 ms',
      'ack p99 ms',
      'B / delivery',
      'same',
    ],
    rows: [...cells.values()].map(({ contestant, median: of }) => [
      contestant.name,
      short(of['cpuPer10k'] ?? Number.NaN),
      percent(of['cpuShare'] ?? Number.NaN),
      percent(of['loadShare'] ?? Number.NaN),
      short(of['deliveriesPerSecond'] ?? Number.NaN),
      percent(of['lost'] ?? Number.NaN),
      short(of['p50'] ?? Number.NaN),
      short(of['p99'] ?? Number.NaN),
      short(of['ackP99'] ?? Number.NaN),
      short(of['bytesPerDelivery'] ?? Number.NaN),
      ['no', 'yes'][of['converged'] ?? Number.NaN] ?? '–',
    ]),
  };
}
