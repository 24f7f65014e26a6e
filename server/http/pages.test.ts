import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import type { Feeds } from '#server/public/feeds.ts';
import { builtPageRoutes } from './pages.ts';
import { secureHeaders } from './security.ts';

const library = 'https://library.example';
/** A board that may be shown at the library; no other board is shown anywhere. */
const shown = 'b_shown0123456789abcdef';
const feeds = {
  open: async (board: string) =>
    board === shown ? ({ sites: [library] } as unknown as Awaited<ReturnType<Feeds['open']>>) : null,
};

async function pages() {
  const folder = await mkdtemp(join(tmpdir(), 'tilth-pages-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, '.vite'));
  await writeFile(join(folder, 'index.html'), '<title>Start</title>');
  await writeFile(join(folder, 'board.html'), '<title>Board</title>');
  await writeFile(join(folder, 'assets/board-abc123.js'), 'export {};');
  await writeFile(join(folder, 'assets/board-abc123.js.br'), 'compressed');
  await writeFile(join(folder, '.vite/manifest.json'), '{}');
  const app = Fastify();
  onTestFinished(() => app.close());
  await secureHeaders(app, { secure: true, development: false });
  await builtPageRoutes(app, feeds, folder);
  return app;
}

test.each([
  ['/', 'Start'],
  ['/b/b_0123456789abcdefghijkl', 'Board'],
  ['/b/b_0123456789abcdefghijkl?view=wall', 'Board'],
])('%s is the page "%s", asked for anew each time', async (url, title) => {
  const reply = await (await pages()).inject(url);
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toMatch(/^text\/html/);
  expect(reply.headers['cache-control']).toBe('no-cache');
  expect(reply.body).toContain(title);
});

test('files named by their content are kept for ever, and sent compressed to who takes it', async () => {
  const app = await pages();
  const plain = await app.inject('/assets/board-abc123.js');
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(plain.headers['content-type']).toMatch(/javascript/);
  const small = await app.inject({ url: '/assets/board-abc123.js', headers: { 'accept-encoding': 'br' } });
  expect(small.headers['content-encoding']).toBe('br');
});

test.each([
  '/.vite/manifest.json',
  '/assets/',
  '/assets/none.js',
  '/b/a/b',
  '/..%2f..%2fetc/passwd',
  '/index.html/x',
])('%s is not there', async (url) => {
  const reply = await (await pages()).inject(url);
  expect(reply.statusCode).toBeGreaterThanOrEqual(400);
  expect(reply.statusCode).toBeLessThan(500);
});

test('the board’s page stands in frames of the sites on its list, with the policy it has everywhere', async () => {
  const app = await pages();
  const framed = await app.inject(`/embed/${shown}/live`);
  expect(framed.statusCode).toBe(200);
  expect(framed.body).toContain('Board');
  expect(framed.headers['x-frame-options']).toBeUndefined();
  const usual = await app.inject(`/b/${shown}`);
  expect(usual.headers['x-frame-options']).toBe('DENY');
  const policy = String(usual.headers['content-security-policy']);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(framed.headers['content-security-policy']).toBe(
    policy.replace("frame-ancestors 'none'", `frame-ancestors ${library}`),
  );
  // a site that is isolated from others frames nothing that does not say this
  expect(framed.headers['cross-origin-embedder-policy']).toBe('require-corp');
  expect(framed.headers['cross-origin-resource-policy']).toBe('cross-origin');
});

test.each(['b_0123456789abcdefghijkl', 'x', '__proto__'])('%s is shown in no frame', async (board) => {
  expect((await (await pages()).inject(`/embed/${board}/live`)).statusCode).toBe(404);
});
