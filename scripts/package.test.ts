/** The types of the npm package, as a site's own compiler reads them. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** Files of a site. `complaint`: what the compiler has to say of one; left out: nothing. */
type Site = Readonly<Record<string, { code: string; complaint?: string }>>;

const react = "import type {} from 'tilth-board/react';\n";
const tag = (attributes: string): string => `${react}export const board = <tilth-board ${attributes} />;`;

/** A template's props and events, as Vue's compiler has them checked. */
const vue = (props: string, heard = ''): string => `
  import type { GlobalComponents } from 'vue';
  import type {} from 'tilth-board/vue';
  type Board = InstanceType<GlobalComponents['tilth-board']>;
  export const props: Board['$props'] = ${props};
  export const listen = (board: Board): void => { ${heard} };`;

/** The component of the documentation, its parameters typed. */
async function documented(): Promise<string> {
  const [, lines = ''] = /```jsx\n([^]*?)```/.exec(await readFile('docs/embedding.md', 'utf8')) ?? [];
  const typed = lines.replace(
    '{ board, getToken, onMatch }',
    '$&: { board: string; getToken?: GetToken; onMatch: (card: TilthCard) => void }',
  );
  return `${react}import type { GetToken, TilthCard } from 'tilth-board';\n${typed}`;
}

const compilerOptions = {
  target: 'es2022',
  lib: ['es2023', 'dom'],
  types: [],
  module: 'esnext',
  moduleResolution: 'bundler',
  jsx: 'react-jsx',
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
};
const packages = {
  'tilth-board': 'client/embed/package',
  vue: 'node_modules/vue',
  '@types': 'node_modules/@types',
};

/** @returns a folder with these files, in which a compiler finds the packages */
async function lay(site: Site): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tilth-types-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'node_modules'));
  for (const [name, path] of Object.entries(packages))
    await symlink(resolve(path), join(folder, 'node_modules', name));
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  for (const [file, { code }] of Object.entries(site)) await writeFile(join(folder, file), code);
  return folder;
}

/** @returns what the compiler says, a line for each thing */
function compile(folder: string): Promise<string[]> {
  const compiler = resolve('node_modules/typescript/bin/tsc');
  return new Promise((done) => {
    execFile(process.execPath, [compiler, '-p', '.'], { cwd: folder }, (_failed, said) =>
      done(said.split('\n').filter((line) => line.includes('error TS'))),
    );
  });
}

test('frameworks know the element: what it takes and tells passes, and nothing else does', async () => {
  const event = "new CustomEvent('tilth-match', { detail: { id: '', kind: 'need', title: '' } })";
  const site: Site = {
    'documented.tsx': { code: await documented() },
    'whole.tsx': {
      code: tag(
        'id="b" className="c" server="s" view="tabs" kinds="need" theme="dark" lang="de" join="j" withoutPromotions getToken={null}',
      ),
    },
    'misspelled.tsx': { code: tag('bord="b_1"'), complaint: 'bord: string' },
    'theme.tsx': { code: tag('theme="blue"'), complaint: '"blue"' },
    'token.tsx': { code: tag('getToken={() => 7}'), complaint: "'() => number'" },
    'detail.tsx': { code: tag('ontilth-match={(event) => event.detail.name}'), complaint: "'name'" },
    'whole.ts': {
      code: vue(
        "{ board: 'b_1', getToken: async () => '', 'without-promotions': true, class: 'c' }",
        `board.$emit('tilth-match', ${event})`,
      ),
    },
    'view.ts': { code: vue("{ view: 'list' }"), complaint: '"list"' },
    'event.ts': {
      code: vue('{}', `board.$emit('tilth-matched', ${event})`),
      complaint: 'No overload matches',
    },
  };
  const said = await compile(await lay(site));
  for (const [file, { complaint }] of Object.entries(site)) {
    const about = said.filter((line) => line.startsWith(`${file}(`)).join('\n');
    if (complaint) expect(about).toContain(complaint);
    else expect(about).toBe('');
  }
  // nor of anything besides
  expect(said.filter((line) => !Object.keys(site).some((file) => line.startsWith(`${file}(`)))).toEqual([]);
});
