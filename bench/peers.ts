/** What the peers need: their packages, a newer Node, a compiled relay; fetched or made when first asked for. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'peers');
const said = new Set<string>();

export function peerFile(file: string): string {
  return join(folder, file);
}

/** Installs the peers' packages beside them. @throws if that fails */
export function installPeers(): void {
  if (existsSync(peerFile('node_modules'))) return;
  console.log('Installing the peers in bench/peers …');
  // A peer's store that Tilth does not ask for would compile itself.
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  if (spawnSync('npm', args, { cwd: folder, stdio: 'inherit' }).status !== 0)
    throw new Error('The peers could not be installed.');
}

let newerNode: string | null | undefined;

/** A Node of that major version: this one if it is, else the one that npm fetches; null if it cannot. */
export function nodeOf(major: 24 | undefined): string | null {
  if (major === undefined || Number(process.versions.node.split('.')[0]) >= major) return process.execPath;
  if (newerNode === undefined) {
    const args = ['exec', '--yes', `--package=node@${major}`, '--', 'node', '-p', 'process.execPath'];
    const path = spawnSync('npm', args, { encoding: 'utf8' }).stdout?.trim().split('\n').at(-1) ?? '';
    newerNode = existsSync(path) ? path : null;
    if (newerNode === null) once(`Node ${major} could not be fetched: what needs it is left out.`);
  }
  return newerNode;
}

/** Compiles a relay; null if there is no compiler. */
export function compiled(file: string): string | null {
  mkdirSync(peerFile('built'), { recursive: true });
  const to = peerFile(join('built', file.replace(/\.c$/, '')));
  const { status } = spawnSync('cc', ['-O2', '-o', to, peerFile(file)], { stdio: 'inherit' });
  if (status === 0) return to;
  once('There is no C compiler here: the C relay is left out.');
  return null;
}

function once(words: string): void {
  if (said.has(words)) return;
  said.add(words);
  console.log(words);
}
