/**
 * Four builds from one file: `vite build` makes the pages in dist/client, `--mode embed` the script that other people's
 * pages load (dist/client/embed.js), `--mode embed-more` what it loads once somebody writes there, and `--ssr` the server
 * in dist/server.
 * The server imports Vite only in development, and all but one of its own packages stay in node_modules.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { leanYjs } from './scripts/lean-yjs.ts';
import { limits } from './shared/limits.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Yjs prints one warning, through a module for colourful consoles that brings a DOM toolkit and a schema language along:
 * more than 5 kB of a first load. A plain console does.
 */
const plainWarnings: Plugin = {
  name: 'plain-warnings',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === 'lib0/logging' && importer?.includes('/yjs/') ? '\0plain-warnings' : null,
  load: (id) =>
    id === '\0plain-warnings'
      ? "export const print = (...words) => console.log(...words), warn = (...words) => console.warn(...words), BOLD = '', UNBOLD = '', RED = '', ORANGE = '';"
      : null,
};

/**
 * Two questions of lib0 about where it runs, which it answers for any place there is, from the page's address and storage.
 * Here it is a page.
 */
const plainPlace: Plugin = {
  name: 'plain-place',
  apply: 'build',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === 'lib0/environment' || (source === './environment.js' && importer?.includes('/lib0/'))
      ? '\0plain-place'
      : null,
  load: (id) => (id === '\0plain-place' ? 'export const isBrowser = true, getVariable = () => null;' : null),
};

/**
 * What a script asks for later comes with its own imports at once. Vite's own way of that also waits for style sheets and
 * tells of failures by an event; here the one style sheet stands in the page, and who asks hears of the failure.
 */
const plainPreload: Plugin = {
  name: 'plain-preload',
  apply: 'build',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js'
      ? `const asked = new Set();
        export function __vitePreload(load, files = []) {
          for (const file of files) {
            if (asked.has(file) || !file.endsWith('.js')) continue;
            asked.add(file);
            const link = document.createElement('link');
            Object.assign(link, { rel: 'modulepreload', crossOrigin: '', href: '/' + file });
            document.head.append(link);
          }
          return load();
        }`
      : null,
};

/** Styles and pages inside components are text to a minifier: their indentation is taken out here. */
const leanTemplates: Plugin = {
  name: 'lean-templates',
  apply: 'build',
  transform: (code, id) =>
    /\/client\/.*\.ts$/.test(id)
      ? code
          .replace(/\bcss`[^`]*`/g, (style) =>
            style
              .replace(/\/\*[^*]*\*\//g, '')
              .replace(/\s+/g, ' ')
              // what comes from the script keeps the space behind it
              .replace(
                /(\$\{[^}]*\})| ?([{};]) /g,
                (_all, value?: string, mark?: string) => value ?? mark ?? '',
              ),
          )
          .replace(/\n[ \t]+/g, '\n')
      : null,
};

/** The style sheets of the embedded board are plain text: the ends of lines are taken out here. */
const leanStyles: Plugin = {
  name: 'lean-styles',
  apply: 'build',
  transform: (code, id) =>
    id.endsWith('/style.ts')
      ? code.replace(/\bcss = `[^`]*`/, (style) => style.replace(/(?<=[{};`])\s+/g, ''))
      : null,
};

/** Pages get the numbers that they use, and not the table of all limits, most of which are the server's. */
const plainLimits: Plugin = {
  name: 'plain-limits',
  apply: 'build',
  transform: (code, id) =>
    /\/(client|shared)\/.*\.ts$/.test(id) && code.includes('limits.')
      ? code.replace(/\blimits\.(\w+)/g, (use, name: string) =>
          Object.hasOwn(limits, name) ? `(${limits[name as keyof typeof limits]})` : use,
        )
      : null,
};

/** Each page, script and style lies beside itself compressed, so that the server only has to send it. */
const compressed: Plugin = {
  name: 'compressed',
  async writeBundle({ dir = '' }, bundle) {
    const texts = Object.keys(bundle).filter((file) => /\.(html|js|css|svg)$/.test(file));
    await Promise.all(
      texts.map(async (file) => {
        const path = join(dir, file);
        const bytes = await readFile(path);
        await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
        await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes));
      }),
    );
  },
};

const client: UserConfig = {
  plugins: [plainWarnings, plainPlace, leanYjs, plainPreload, leanTemplates, plainLimits, compressed],
  root: at('client'),
  publicDir: false,
  // Pages and assets are always served from the origin's root; links in pages carry the board in their path.
  base: '/',
  // In development: shared code and fonts lie beside the client's folder.
  server: { fs: { allow: [at('.')] } },
  build: {
    outDir: at('dist/client'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // The page's CSP allows neither inline scripts nor data: URLs.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What is there before a script can ask for more is not named to it again: that would lengthen the first load. A
      // wall, and what opens over a board, find all but their own words there already.
      resolveDependencies: (file, parts, { hostType }) => {
        if (hostType === 'html') return parts;
        return /tilth-(wall|find)|refusal/.test(file)
          ? []
          : parts.filter((part) => !/\/(lit|yjs|preload)-/.test(part));
      },
    },
    rolldownOptions: {
      input: { index: at('client/index.html'), board: at('client/board.html') },
      output: {
        codeSplitting: {
          // In one file each. Left to itself the bundler makes several small ones: 350 B more to load, and 200 B.
          groups: [
            { name: 'lit', test: /node_modules.(@lit|lit)/, tags: ['$initial'] },
            { name: 'yjs', test: /node_modules.(yjs|lib0)/, tags: ['$initial'] },
          ],
        },
      },
      checks: { bundlerTimings: false },
    },
  },
};

/** What the script on the page fetches later lies beside it, as a file of its own. */
const beside: Plugin = {
  name: 'beside',
  enforce: 'pre',
  resolveId: (source) => (source === './embed-more.ts' ? { id: './embed-more.js', external: true } : null),
};

/** One file that needs no other, under a name that stays. As a library, so that what it imports later is not dressed up. */
const embed = (name: string): UserConfig => ({
  plugins: [beside, leanStyles, plainLimits, compressed],
  root: at('client'),
  publicDir: false,
  build: {
    outDir: at('dist/client'),
    // the pages are there already
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: at(`client/embed/${name}.ts`), formats: ['es'], fileName: () => `${name}.js` },
    rolldownOptions: {
      output: { codeSplitting: false, minify: true, comments: false },
      checks: { bundlerTimings: false },
    },
  },
});

const server: UserConfig = {
  root: at('.'),
  publicDir: false,
  // Hundreds of small files otherwise: reading them took a quarter of a start.
  ssr: { noExternal: ['typebox'] },
  build: {
    ssr: true,
    outDir: at('dist/server'),
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: { input: { main: at('server/main.ts') } },
  },
};

export default defineConfig(({ isSsrBuild, mode }) =>
  isSsrBuild ? server : mode.startsWith('embed') ? embed(mode) : client,
);
