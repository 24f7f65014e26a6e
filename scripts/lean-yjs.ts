/**
 * Yjs as pages need it. It comes as one file, and what its classes can do stays in a bundle whether anybody calls it or
 * not: 4 kB of a first load. Undoing is for texts alone, and their script comes later. A name that a later Yjs no longer
 * has ends the build. The server has Yjs whole.
 */
import { readFile } from 'node:fs/promises';
import { parseAst, type Plugin } from 'vite';

/** What no page calls, by class. */
const uncalled: Readonly<Record<string, readonly string[]>> = {
  Doc: ['getArray', 'getXmlElement', 'getXmlFragment', 'getSubdocs', 'getSubdocGuids', 'load', 'toJSON'],
  YEvent: ['keys', 'changes'],
  YMap: ['clone', 'toJSON', 'forEach', 'values', 'clear'],
  YText: [
    ...['clone', 'applyDelta', 'toDelta', 'format', 'insertEmbed'],
    ...['getAttribute', 'getAttributes', 'setAttribute', 'removeAttribute'],
  ],
  YTextEvent: ['changes'],
};

/** Readers of types that no board and no text holds. One that came would be refused. */
const unread = ['readYArray', 'readYXmlElement', 'readYXmlFragment', 'readYXmlHook', 'readYXmlText'];
const refuse = "() => { throw new Error('No board holds this.'); }";

/** What undoing needs, and nothing else does. */
const undoing = [
  ...['UndoManager', 'StackItem', 'clearUndoManagerStackItem', 'popStackItem'],
  ...['redoItem', 'isDeletedByUndoStack'],
];

/** The part of Yjs that {@link undoing} is; `client/sync/undoing.ts` is given it for the whole. */
const part = '\0lean/yjs/undoing';

export const leanYjs: Plugin = {
  name: 'lean-yjs',
  apply: 'build',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === 'yjs' && importer?.endsWith('/client/sync/undoing.ts') ? part : null,
  async load(id) {
    if (id !== part) return null;
    const whole = await this.resolve('yjs');
    return whole && divide(await readFile(whole.id, 'utf8')).undoing;
  },
  transform: (code, id) => (id.endsWith('/yjs/dist/yjs.mjs') ? divide(code).rest : null),
};

interface Piece {
  start: number;
  end: number;
}

/** @param code the one file that Yjs is */
function divide(code: string): { undoing: string; rest: string } {
  const text = ({ start, end }: Piece): string => code.slice(start, end);
  const imports: string[] = [];
  const declared = new Map<string, Piece>();
  const cuts = new Map<string, Piece & { put: string }>();
  for (const statement of parseAst(code).body) {
    if (statement.type === 'ImportDeclaration') imports.push(text(statement));
    if (statement.type === 'ClassDeclaration') {
      const name = statement.id?.name ?? '';
      declared.set(name, statement);
      for (const method of statement.body.body) {
        const called = 'key' in method ? text(method.key) : '';
        if (uncalled[name]?.includes(called)) cuts.set(`${name}.${called}`, { ...method, put: '' });
      }
    }
    if (statement.type === 'VariableDeclaration')
      for (const { id, init } of statement.declarations) {
        const name = text(id);
        declared.set(name, statement);
        if (init && unread.includes(name)) cuts.set(name, { ...init, put: refuse });
      }
  }
  const moved: string[] = [];
  for (const name of undoing) {
    const whole = declared.get(name);
    if (!whole) continue;
    declared.delete(name);
    moved.push(text(whole));
    cuts.set(name, { ...whole, put: `const ${name} = null;` });
  }
  const methods = Object.entries(uncalled).flatMap(([name, called]) => called.map((one) => `${name}.${one}`));
  const missing = [...methods, ...unread, ...undoing].filter((name) => !cuts.has(name));
  if (missing.length > 0) throw new Error(`This Yjs has no ${missing.join(', ')}.`);

  const words = new Set(moved.join('\n').match(/\w+/g));
  const lent = [...declared.keys()].filter((name) => words.has(name));
  let rest = code;
  for (const { start, end, put } of [...cuts.values()].sort((a, b) => b.start - a.start))
    rest = rest.slice(0, start) + put + rest.slice(end);
  return {
    undoing: [
      ...imports,
      `import { ${lent.map((name) => `lent_${name} as ${name}`).join(', ')} } from 'yjs';`,
      ...moved,
      'export { UndoManager };',
    ].join('\n'),
    rest: `${rest}\nexport { ${lent.map((name) => `${name} as lent_${name}`).join(', ')} };`,
  };
}
