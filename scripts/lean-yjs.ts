/**
 * Yjs as pages need it: from its own modules, so that a bundle can do without what no page uses, and undoing comes with the
 * texts; and without the types and contents that no board and no text holds. One that came all the same is refused.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const source = fileURLToPath(new URL('../node_modules/yjs/src/index.js', import.meta.url));
const unheld = /\/yjs\/src\/(types\/(YXml|YArray)|structs\/Content(Doc|Binary|Embed|Format|JSON))\w*\.js$/;

/** What a module exports, by names that stand for nothing. @param code whose exports are constants and classes */
function emptied(code: string): string {
  const exported = [...code.matchAll(/^export (const|class) (\w+)/gm)];
  return exported
    .map(([, kind, name]) =>
      kind === 'class'
        ? `export class ${name} {}`
        : `export const ${name} = () => { throw new Error('No board holds this.'); };`,
    )
    .join('\n');
}

export const leanYjs: Plugin = {
  name: 'lean-yjs',
  apply: 'build',
  enforce: 'pre',
  resolveId: (id) => (id === 'yjs' ? source : null),
  transform: (code, id) => (unheld.test(id) ? emptied(code) : null),
};
