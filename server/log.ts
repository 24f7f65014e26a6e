/**
 * Structured logs by an allow-list: what a person wrote, names, keys, addresses and URLs never reach a log, because
 * nothing but the fields below is ever taken from a request or an error.
 */
import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify';
import { StoreError } from '#server/store/port.ts';

export type Log = FastifyBaseLogger;

interface ErrorFields {
  type: string;
  code?: string;
  message?: string;
  stack?: string[];
  cause?: ErrorFields;
}

/**
 * An error without its message: a message may quote what it choked on (a JSON parser quotes the body). The store's own
 * messages are written for operators and quote nothing; they stay.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(error instanceof StoreError ? { message: error.message } : {}),
    ...(stack ? { stack: stack.map((line) => line.trim()) } : {}),
    ...(error.cause !== undefined && depth < 3 ? { cause: errorFields(error.cause, depth + 1) } : {}),
  };
}

/** The logger of the whole server, as Fastify takes it. */
export function loggerOptions(level: string): Exclude<FastifyServerOptions['logger'], undefined> {
  return {
    level,
    base: null,
    serializers: {
      err: errorFields as never,
      // Requests and replies are logged by hand (http/access-log.ts); whatever else would log one says nothing of it.
      req: () => ({}),
      res: () => ({}),
    },
  };
}
