/** The player as one script, made afresh for each run: it begins sooner so, and no loader's answer takes a turn of its own. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
/** Inside node_modules, so that the script finds its packages. */
const cache = join(root, 'node_modules/.cache');

export interface Bundle {
  script: string;
  remove(): Promise<void>;
}

/** @param file beside this one */
export async function bundled(file: string): Promise<Bundle> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'tilth-simulator-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    // what an import from outside brings is there before anything inside: too early for `chance.ts`
    ssr: { noExternal: ['yjs', 'lib0'] },
    build: {
      ssr: join(import.meta.dirname, file),
      outDir: folder,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'script.js', codeSplitting: false } },
    },
  });
  return { script: join(folder, 'script.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}
