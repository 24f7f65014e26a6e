/**
 * Two builds from one file: `vite build` makes the pages in dist/client, `vite build --ssr` the server in dist/server.
 * The server imports Vite only in development, and its own packages stay in node_modules.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The client connects by WebSocket alone; socket.io's other ways stay out of the pages. */
const onlyWebSocket: Plugin = {
  name: 'only-websocket',
  enforce: 'pre',
  resolveId(source, importer) {
    const other = /^\.\/(polling-xhr\.node|webtransport)\.js$/.test(source);
    return other && importer?.includes('engine.io-client') ? '\0no-transport' : null;
  },
  load: (id) => (id === '\0no-transport' ? 'export const XHR = undefined, WT = undefined;' : null),
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
  plugins: [onlyWebSocket, compressed],
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
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: at('client/index.html'), board: at('client/board.html') } },
  },
};

const server: UserConfig = {
  root: at('.'),
  publicDir: false,
  build: {
    ssr: true,
    outDir: at('dist/server'),
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rollupOptions: { input: { main: at('server/main.ts') } },
  },
};

export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? server : client));
