/** The command line of the bench. */
import { others } from './contestants.ts';
import { workloads } from './workloads.ts';

export interface Options {
  workloads: typeof workloads;
  peers: typeof others;
  quick: boolean;
  rounds: number;
}

const usage = `npm run bench -- [workload …] [--peers=all|none|name,…] [--rounds=3] [--quick]
workloads: ${workloads.map(({ name }) => name).join(', ')}
peers:     ${others.map(({ name }) => name).join(', ')}
--quick    a smoke of each workload in a minute, without peers`;

/** @throws with the usage when something is asked for that there is not */
export function parse(args: readonly string[]): Options {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const given = new Map<string, string>();
  for (const arg of args.filter((arg) => arg.startsWith('--'))) {
    const [name = '', value = ''] = arg.slice(2).split('=', 2);
    given.set(name, value);
  }
  for (const name of given.keys()) if (!['peers', 'rounds', 'quick'].includes(name)) throw new Error(usage);
  const quick = given.has('quick');
  const rounds = Number(given.get('rounds') ?? (quick ? 1 : 3));
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 9) throw new Error(usage);
  return {
    workloads: names.length === 0 ? workloads : names.map((name) => find(workloads, name)),
    peers: chosen(given.get('peers') ?? (quick ? 'none' : 'all')),
    quick,
    rounds,
  };
}

function chosen(peers: string): typeof others {
  if (peers === 'all') return others;
  return peers === 'none' ? [] : peers.split(',').map((name) => find(others, name));
}

function find<T extends { name: string }>(among: readonly T[], name: string): T {
  const found = among.find((each) => each.name === name);
  if (!found) throw new Error(usage);
  return found;
}
