/** `npm run bench`: measures, prints tables, and keeps all figures in bench/results. docs/bench.md says how to read them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { cores } from '#server/testing/cores.ts';
import { buildServer } from '#server/testing/process.ts';
import { Bench } from './bench.ts';
import { type Options, parse } from './options.ts';
import { installPeers } from './peers.ts';
import { fsyncProbe } from './probe.ts';
import { short, table } from './table.ts';
import type { Report } from './workload.ts';

async function main({ workloads, peers, quick, rounds }: Options): Promise<void> {
  const began = Date.now();
  if (peers.some(({ runs }) => runs.with === 'node')) installPeers();
  const bench = new Bench(await buildServer(), rounds);
  const probe = fsyncProbe();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Linux ${release()}, Node ${process.versions.node}`;
  console.log(`${machine}; a synced write takes ${short(probe.p50)} ms (p99 ${short(probe.p99)} ms).`);
  console.log(
    cores
      ? `Server on core ${cores.server}, load on core ${cores.load}.`
      : 'Nothing is pinned: there is no taskset here.',
  );
  const reports: Report[] = [];
  for (const workload of workloads) {
    const report = await workload.run({ bench, others: peers, quick });
    reports.push(report);
    console.log(`\n## ${report.title}\n\n${report.about}\n\n${table(report.head, report.rows)}`);
  }
  if (!quick) console.log(`\n## Goals\n\n${goals(reports)}`);
  const folder = join(import.meta.dirname, 'results');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${new Date(began).toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
  await writeFile(
    file,
    JSON.stringify({ machine, probe, rounds, quick, reports, cells: bench.record }, null, 1),
  );
  console.log(
    `\n${((Date.now() - began) / 60_000).toFixed(1)} min, ${rounds} round(s); all figures are in ${file}`,
  );
}

function goals(reports: readonly Report[]): string {
  const rows = reports.flatMap((report) =>
    report.goals.map(({ what, goal, measured, met }) => [what, goal, measured, met ? 'yes' : 'no']),
  );
  return table(['what', 'goal', 'measured', 'met'], rows);
}

try {
  await main(parse(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
