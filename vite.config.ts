/**
 * Two builds from one file: `vite build` makes the pages in dist/client, `vite build --ssr` the server in dist/server.
 * The server imports Vite only in development, and its own packages stay in node_modules.
 */
import { fileURLToPath } from 'node:url';
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

const client: UserConfig = {
  plugins: [onlyWebSocket],
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
