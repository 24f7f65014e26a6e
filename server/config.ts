/**
 * Everything that the environment decides, read once. `parseConfig` is type, parser and documentation in one; the table
 * in .env.example follows it (a test compares them).
 */
import { networkInterfaces } from 'node:os';
import { limits } from '#shared/limits.ts';

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Where boards lie that several nodes serve; null: in the data folder, of this process alone. */
  redisUrl: string | null;
  /** `relaxed`: take what this Redis gives, even if it may lose what it acknowledged. */
  redisDurability: 'strict' | 'relaxed';
  /** Origin under which people reach the server, without a slash at the end; null: whatever address it listens on. */
  publicUrl: string | null;
  logLevel: LogLevel;
  /** Further origins whose pages may open a socket. */
  allowedOrigins: readonly string[];
  /** Proxies in front of the server that set X-Forwarded-For; 0: nobody else's word is taken for an address. */
  trustProxy: number;
  /** Who shows it may read /metrics from anywhere; without it only this machine may. */
  metricsToken: string | null;
  /** Commands a second that one member may send (the bench lifts it). */
  commandsPerSecond: number;
  /** Sockets that one address may have; a quarter of them may be on their way in. */
  socketsPerAddress: number;
  /** Boards that one address may make in an hour. */
  boardsPerHour: number;
  /** Vite serves the pages, with reloading. */
  development: boolean;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A setting that cannot be used; the message names it and says what it must be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Setting<T> {
  /** As in .env.example. */
  default: string;
  about: string;
  /** Undefined: it cannot be read. */
  read(value: string): T | undefined;
  must: string;
  /** Its value is never shown. */
  secret?: true;
}

export const settings = {
  PORT: {
    default: '3000',
    about: 'Port to listen on; 0 takes a free one.',
    read: whole(0, 65_535),
    must: 'must be a whole number from 0 to 65535',
  },
  HOST: {
    default: '127.0.0.1',
    about:
      'Address to listen on. 127.0.0.1 is this machine alone; 0.0.0.0 lets phones on the same network join (the links then name this machine by its network address).',
    read: (value: string) => (/^[0-9A-Za-z.:-]+$/.test(value) ? value : undefined),
    must: 'must be an address or a host name',
  },
  DATA_DIR: {
    default: './data',
    about: 'Folder that holds everything Tilth keeps.',
    read: (value: string) => value,
    must: 'must be a folder',
  },
  REDIS_URL: {
    default: '',
    about:
      'Redis that holds the boards instead of the data folder, so that several nodes can serve them: redis://name:password@host:6379, or rediss:// for TLS. It must write everything to its disk at once (appendonly yes, appendfsync always).',
    read: (value: string) => (value === '' ? null : /^rediss?:$/.test(protocolOf(value)) ? value : undefined),
    must: 'must be an address like redis://host:6379',
    secret: true,
  },
  REDIS_DURABILITY: {
    default: 'strict',
    about: 'relaxed takes any Redis, also one that may lose the last seconds of what people saved.',
    read: (value: string) => (value === 'strict' || value === 'relaxed' ? value : undefined),
    must: 'must be strict or relaxed',
  },
  PUBLIC_URL: {
    default: '',
    about:
      'Address under which people reach the server, such as https://board.example.org; links begin with it.',
    read: (value: string) => (value === '' ? null : origin(value)),
    must: 'must be an address like https://board.example.org, without a path',
  },
  LOG_LEVEL: {
    default: 'info',
    about: `One of ${logLevels.join(', ')}.`,
    read: (value: string) => logLevels.find((level) => level === value),
    must: `must be one of ${logLevels.join(', ')}`,
  },
  ALLOWED_ORIGINS: {
    default: '',
    about: 'Further origins whose pages may connect, separated by commas.',
    read: (value: string) => {
      const origins = value.split(',').flatMap((each) => (each.trim() === '' ? [] : [origin(each.trim())]));
      return origins.every((each) => each !== undefined) ? origins : undefined;
    },
    must: 'must be origins like https://example.org, separated by commas',
  },
  TRUST_PROXY: {
    default: '0',
    about: 'How many proxies stand in front of the server and set X-Forwarded-For.',
    read: whole(0, 10),
    must: 'must be a whole number from 0 to 10',
  },
  METRICS_TOKEN: {
    default: '',
    about: 'Bearer token for /metrics; without one only this machine may read it.',
    read: (value: string) => (value === '' ? null : value.length >= 16 ? value : undefined),
    must: 'must be at least 16 characters long',
  },
  COMMANDS_PER_SECOND: {
    default: '20',
    about: 'Commands a second that one member may send.',
    read: whole(1, 100_000),
    must: 'must be a whole number from 1 to 100000',
  },
  SOCKETS_PER_ADDRESS: {
    default: `${limits.socketsPerAddress}`,
    about:
      'Sockets that one address may have open. People in one hall often share one; raise it for larger crowds.',
    read: whole(8, 100_000),
    must: 'must be a whole number from 8 to 100000',
  },
  BOARDS_PER_HOUR: {
    default: `${limits.boardsPerHourAndAddress}`,
    about: 'Boards that one address may make in an hour.',
    read: whole(1, 100_000),
    must: 'must be a whole number from 1 to 100000',
  },
  NODE_ENV: {
    default: 'production',
    about: 'development lets Vite serve the pages, with reloading.',
    read: (value: string) => (['production', 'development', 'test'].includes(value) ? value : undefined),
    must: 'must be production, development or test',
  },
} satisfies Record<string, Setting<unknown>>;

/**
 * Reads the environment.
 * @throws ConfigError naming the first setting that cannot be used
 */
export function parseConfig(environment: Environment): Config {
  return {
    port: get(environment, 'PORT'),
    host: get(environment, 'HOST'),
    dataDir: get(environment, 'DATA_DIR'),
    redisUrl: get(environment, 'REDIS_URL'),
    redisDurability: get(environment, 'REDIS_DURABILITY'),
    publicUrl: get(environment, 'PUBLIC_URL'),
    logLevel: get(environment, 'LOG_LEVEL'),
    allowedOrigins: get(environment, 'ALLOWED_ORIGINS'),
    trustProxy: get(environment, 'TRUST_PROXY'),
    metricsToken: get(environment, 'METRICS_TOKEN'),
    commandsPerSecond: get(environment, 'COMMANDS_PER_SECOND'),
    socketsPerAddress: get(environment, 'SOCKETS_PER_ADDRESS'),
    boardsPerHour: get(environment, 'BOARDS_PER_HOUR'),
    development: get(environment, 'NODE_ENV') === 'development',
  };
}

type Value<N extends keyof typeof settings> = Exclude<ReturnType<(typeof settings)[N]['read']>, undefined>;

function get<N extends keyof typeof settings>(environment: Environment, name: N): Value<N> {
  const setting: Setting<unknown> = settings[name];
  const given = environment[name]?.trim();
  const value = setting.read(given === undefined || given === '' ? setting.default : given);
  if (value === undefined) {
    const is = setting.secret ? 'something else' : `"${given}"`;
    throw new ConfigError(`${name} ${setting.must}, but it is ${is}.`);
  }
  return value as Value<N>;
}

function whole(least: number, most: number): (value: string) => number | undefined {
  return (value) => {
    const number = Number(value);
    return /^\d+$/.test(value) && number >= least && number <= most ? number : undefined;
  };
}

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}

function origin(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search ||
    url.hash ||
    url.username
  ) {
    return undefined;
  }
  return url.origin;
}

/** The origin that links begin with: PUBLIC_URL, or the address that others on the network would use. */
export function publicOrigin(config: Config, port: number): string {
  if (config.publicUrl) return config.publicUrl;
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = everywhere
    ? (networkAddress() ?? 'localhost')
    : config.host === '127.0.0.1'
      ? 'localhost'
      : config.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function networkAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flat()
    .find((each) => each && each.family === 'IPv4' && !each.internal)?.address;
}
