import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ConfigError, parseConfig, publicOrigin, settings } from './config.ts';

test('an empty environment gives the defaults', () => {
  expect(parseConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: './data',
    redisUrl: null,
    redisDurability: 'strict',
    publicUrl: null,
    logLevel: 'info',
    allowedOrigins: [],
    trustProxy: 0,
    metricsToken: null,
    commandsPerSecond: 20,
    socketsPerAddress: 400,
    boardsPerHour: 30,
    development: false,
  });
});

test.each([
  ['PORT', '8080', 'port', 8080],
  ['PORT', '0', 'port', 0],
  ['HOST', '0.0.0.0', 'host', '0.0.0.0'],
  ['DATA_DIR', '/srv/tilth', 'dataDir', '/srv/tilth'],
  ['REDIS_URL', 'redis://redis:6379', 'redisUrl', 'redis://redis:6379'],
  ['REDIS_URL', 'rediss://ana:word@10.0.0.7/2', 'redisUrl', 'rediss://ana:word@10.0.0.7/2'],
  ['REDIS_DURABILITY', 'relaxed', 'redisDurability', 'relaxed'],
  ['PUBLIC_URL', 'https://board.example.org/', 'publicUrl', 'https://board.example.org'],
  ['LOG_LEVEL', 'debug', 'logLevel', 'debug'],
  [
    'ALLOWED_ORIGINS',
    'https://a.example, http://b.example:8080',
    'allowedOrigins',
    ['https://a.example', 'http://b.example:8080'],
  ],
  ['TRUST_PROXY', '2', 'trustProxy', 2],
  ['METRICS_TOKEN', 'sixteen-letters-', 'metricsToken', 'sixteen-letters-'],
  ['COMMANDS_PER_SECOND', '500', 'commandsPerSecond', 500],
  ['SOCKETS_PER_ADDRESS', '4000', 'socketsPerAddress', 4000],
  ['BOARDS_PER_HOUR', '300', 'boardsPerHour', 300],
  ['NODE_ENV', 'development', 'development', true],
] as const)('%s=%s is read', (name, value, field, expected) => {
  expect(parseConfig({ [name]: value })[field]).toEqual(expected);
});

test.each([
  ['PORT', 'x'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['HOST', 'no host'],
  ['REDIS_URL', 'redis'],
  ['REDIS_URL', 'http://redis:6379'],
  ['REDIS_DURABILITY', 'some'],
  ['PUBLIC_URL', 'board.example.org'],
  ['PUBLIC_URL', 'https://board.example.org/path'],
  ['PUBLIC_URL', 'ftp://board.example.org'],
  ['PUBLIC_URL', 'https://ana@board.example.org'],
  ['LOG_LEVEL', 'loud'],
  ['ALLOWED_ORIGINS', 'https://a.example,nonsense'],
  ['TRUST_PROXY', 'true'],
  ['METRICS_TOKEN', 'short'],
  ['COMMANDS_PER_SECOND', '0'],
  ['SOCKETS_PER_ADDRESS', '0'],
  ['BOARDS_PER_HOUR', '0'],
  ['NODE_ENV', 'staging'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => parseConfig({ [name]: value })).toThrow(ConfigError);
  expect(() => parseConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be .+ but it is`));
});

test('a refusal does not show a password', () => {
  expect(() => parseConfig({ REDIS_URL: 'http://ana:secret@redis' })).toThrow(/^REDIS_URL must be [^@]+$/);
});

test('.env.example holds every setting, its default and what it is for', async () => {
  const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
  const blocks = example.trim().split('\n\n').slice(1);
  const told = blocks.map((block) => {
    const lines = block.split('\n');
    const about = lines
      .slice(0, -1)
      .map((line) => line.slice(2))
      .join(' ');
    return [about, lines.at(-1)];
  });
  expect(told).toEqual(
    Object.entries(settings).map(([name, { about, default: value }]) => [about, `${name}=${value}`]),
  );
});

test.each([
  [{}, 'http://localhost:3000'],
  [{ HOST: '192.168.0.7' }, 'http://192.168.0.7:3000'],
  [{ HOST: '::1' }, 'http://[::1]:3000'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://board.example.org' }, 'https://board.example.org'],
])('links of %o begin with %s', (environment, origin) => {
  expect(publicOrigin(parseConfig(environment), 3000)).toBe(origin);
});
