/** What a page of ours needs to stand in frames of other people's sites. */
import type { FastifyReply } from 'fastify';
import type { Feeds, Opened } from '#server/public/feeds.ts';
import { time } from '#shared/limits.ts';
import { isBoardId } from './board-id.ts';

export const framesLimited = { rateLimit: { max: 240, timeWindow: time.MINUTE } };

/** A board that some site may show, or null. */
export async function openBoard(feeds: Pick<Feeds, 'open'>, id: string): Promise<Opened | null> {
  return isBoardId(id) ? feeds.open(id) : null;
}

/** Lifts what keeps every other page of ours out of frames. The policy alone says then whose. */
export function frameable(reply: FastifyReply): FastifyReply {
  return (
    reply
      .removeHeader('X-Frame-Options')
      .header('Cross-Origin-Resource-Policy', 'cross-origin')
      // what stands in it comes from here; a site that is isolated from others may frame nothing that does not say so
      .header('Cross-Origin-Embedder-Policy', 'require-corp')
  );
}

/** The line of a policy that says which sites may frame a page. */
export function ancestors(...sites: readonly string[]): string {
  return `frame-ancestors ${sites.join(' ')}`;
}
