/**
 * Puts together in dist/package what npm would be given as `tilth-board`: the built element, its types and its manifest.
 * It is published by nobody yet.
 */
import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const folder = 'dist/package';

/** Of the last build. */
export function makePackage() {
  rmSync(folder, { recursive: true, force: true });
  cpSync('client/embed/package', folder, { recursive: true });
  for (const file of ['embed.js', 'embed-more.js']) copyFileSync(`dist/client/${file}`, `${folder}/${file}`);
  copyFileSync('LICENSE', `${folder}/LICENSE`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) makePackage();
