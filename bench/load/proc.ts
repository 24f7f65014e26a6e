/** What a process and its descendants have used, as Linux tells in /proc (proc(5)). Elsewhere nothing is known: NaN. */
import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ, the unit of times in /proc: 100 on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;
const PAGE = 4_096;

export interface Usage {
  /** User and system time, s. */
  cpu: number;
  /** Resident memory, bytes. */
  rss: number;
}

export function usageOf(pid: number): Usage {
  const processes = readAll();
  if (!processes.has(pid)) return { cpu: Number.NaN, rss: Number.NaN };
  let cpu = 0;
  let rss = 0;
  for (const [each, process] of processes) {
    if (!descends(processes, each, pid)) continue;
    cpu += process.ticks / TICKS_A_SECOND;
    rss += process.pages * PAGE;
  }
  return { cpu, rss };
}

interface Stat {
  parent: number;
  ticks: number;
  pages: number;
}

function readAll(): Map<number, Stat> {
  const all = new Map<number, Stat>();
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return all;
  }
  for (const name of names) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name of the program, in brackets, may hold anything; the fields after it are numbers.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      all.set(Number(name), {
        parent: Number(fields[1]),
        ticks: Number(fields[11]) + Number(fields[12]),
        pages: Number(fields[21]),
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  return all;
}

function descends(processes: ReadonlyMap<number, Stat>, pid: number, from: number): boolean {
  for (let at = pid; at > 0; at = processes.get(at)?.parent ?? 0) if (at === from) return true;
  return false;
}
