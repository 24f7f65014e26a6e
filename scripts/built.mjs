/**
 * Starts what was built as a person would, in a new data folder: it must be ready within 3 s, print its three links,
 * serve page and script, and end cleanly within 3 s of a SIGINT.
 */
import { spawn } from 'node:child_process';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';

const folder = await mkdtemp(join(tmpdir(), 'tilth-built-'));
const begun = Date.now();
const server = spawn(process.execPath, ['dist/server/main.js'], {
  env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, NODE_ENV: 'production' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(server, 'exit');

try {
  /** @type {Map<string, string>} */
  const links = new Map();
  for await (const line of createInterface({ input: server.stdout })) {
    const [, role, url] = /^(facilitator|member|viewer):\s*(\S+)/.exec(line) ?? [];
    if (role && url) links.set(role, url);
    if (links.size === 3) break;
  }
  server.stdout.resume();
  assert.deepEqual([...links.keys()], ['facilitator', 'member', 'viewer']);
  const link = new URL(links.get('member') ?? '');
  assert.match(link.hash, /^#key=/, 'the key stays in the fragment');

  const health = await fetch(new URL('/healthz', link));
  assert.equal(health.status, 200);
  const ready = Date.now() - begun;
  assert.ok(ready <= 3_000, `ready after ${ready} ms, more than 3 s`);

  const page = await fetch(link);
  assert.equal(page.status, 200);
  const script = /src="(\/[^"]+\.js)"/.exec(await page.text())?.[1];
  assert.ok(script, 'the page names its script');
  const code = await fetch(new URL(script, link));
  assert.equal(code.status, 200);
  assert.match(code.headers.get('content-type') ?? '', /javascript/);

  const asked = Date.now();
  server.kill('SIGINT');
  const [exit] = await ended;
  const took = Date.now() - asked;
  assert.equal(exit, 0, 'it ends with 0');
  assert.ok(took <= 3_000, `it took ${took} ms to end`);
  console.log(`The built server was ready after ${ready} ms and ended ${took} ms after SIGINT.`);
} finally {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}
