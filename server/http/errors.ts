/** The one boundary for errors over HTTP: everything is logged, what is ours to explain is explained, the rest is not told. */
import { StoreError } from '#server/store/port.ts';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';

export interface Problem {
  error: string;
  message: string;
}

const notFound: Problem = {
  error: 'notFound',
  message: 'There is nothing here. Perhaps the link is incomplete.',
};

const known: Record<number, Problem> = {
  400: { error: 'words', message: 'Something in the request is missing or is not as it should be.' },
  404: notFound,
  413: { error: 'tooLong', message: 'That is more than fits. Please send less.' },
  415: { error: 'words', message: 'Please send JSON, with the content type application/json.' },
  429: { error: 'slowDown', message: 'That was a lot at once. Please try again in a little while.' },
};

const away: Problem = {
  error: 'notNow',
  message: 'The boards cannot be reached just now. Please try again in a moment.',
};

const broken: Problem = {
  error: 'notNow',
  message: 'Something went wrong here. Nothing was changed. Please try again.',
};

export function speakPlainly(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = statusOf(error);
    const line = { err: error, route: request.routeOptions.url ?? 'none', status };
    if (status >= 500) app.log.error(line, 'a request failed');
    else app.log.info(line, 'a request was refused');
    if (status === 503) return reply.code(status).send(away);
    return reply.code(status).send(status >= 500 ? broken : (known[status] ?? known[400]));
  });
}

function statusOf(error: FastifyError): number {
  if (error instanceof StoreError) return 503;
  return error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
}

export function sayNotFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send(notFound);
}
