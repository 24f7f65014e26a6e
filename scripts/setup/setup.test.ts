import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newest } from './build.mjs';
import { agree } from './dependencies.mjs';

describe('agree', () => {
  const lock = {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/other-platform': { version: '1.0.0', integrity: 'y', optional: true },
  };
  const a = { version: '1.0.0', integrity: 'x' };

  test.each([
    ['the same', { 'node_modules/a': a }, true],
    ['one missing', {}, false],
    ['another version', { 'node_modules/a': { ...a, version: '1.0.1' } }, false],
    ['another content', { 'node_modules/a': { ...a, integrity: 'z' } }, false],
    ['one too many', { 'node_modules/a': a, 'node_modules/b': a }, false],
  ])('%s', (_, installed, fresh) => {
    expect(agree(lock, installed)).toBe(fresh);
  });
});

describe('newest', () => {
  let folder = '';
  const past = new Date(1_000_000);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tilth-setup-'));
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'a'), '');
    for (const path of ['deep/a', 'deep', '.']) utimesSync(join(folder, path), past, past);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is the oldest when nothing changed', () => expect(newest(folder)).toBe(1_000_000));

  test('sees a file that changed deep inside', () => {
    utimesSync(join(folder, 'deep/a'), past, new Date(2_000_000));
    expect(newest(folder)).toBe(2_000_000);
  });

  test('sees a file that was taken away', () => {
    rmSync(join(folder, 'deep/a'));
    expect(newest(folder)).toBeGreaterThan(1_000_000);
  });

  test('is 0 for what is not there', () => expect(newest(join(folder, 'none'))).toBe(0));
});
