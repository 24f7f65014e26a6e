/** Who is acting, looked up at the moment they act: what someone came in with may have been taken back since. */
import type { Actor } from '#shared/board/commands.ts';
import type { State } from '#shared/board/types.ts';
import type { Credential } from './keys.ts';

export type Admission =
  | { type: 'in'; actor: Actor }
  /** The link, device or pass is gone, or the door is closed. */
  | { type: 'revoked' }
  /** They come in when somebody lets them in. */
  | { type: 'asks' }
  /** The member is gone. */
  | { type: 'removed' }
  /** The token by which they came has ended. */
  | { type: 'ended' };

/** @param at the log's clock, ms since 1970 */
export function actorOf(state: State, credential: Credential, at: number): Admission {
  switch (credential.type) {
    case 'link': {
      const body = state.records.get(`link:${credential.link}`)?.body;
      return body?.type === 'link'
        ? { type: 'in', actor: { type: 'link', role: body.role } }
        : { type: 'revoked' };
    }
    case 'device': {
      const body = state.records.get(`device:${credential.device}`)?.body;
      const gone = state.members.get(body?.type === 'device' ? body.member : credential.member)?.gone;
      if (gone && gone !== 'merged') return { type: 'removed' };
      const until = body?.type === 'device' ? body.until : credential.until;
      if (until !== undefined && until <= at) return { type: 'ended' };
      if (body?.type !== 'device') return { type: 'revoked' };
      return { type: 'in', actor: { type: 'member', member: body.member } };
    }
    case 'pass': {
      const body = state.records.get(`pass:${credential.hash}`)?.body;
      // Until it is used, a pass lets its holder look, and nothing else.
      return body?.type === 'pass' && body.until > at
        ? { type: 'in', actor: { type: 'link', role: 'viewer' } }
        : { type: 'revoked' };
    }
    case 'door': {
      const { session, hash } = credential;
      const body = state.records.get(`door:${session}`)?.body;
      const opens = body?.type === 'door' && body.until > at && (body.key === hash || body.code === hash);
      if (!opens) return { type: 'revoked' };
      if (state.sessions.get(session)?.door?.asks) return { type: 'asks' };
      return { type: 'in', actor: { type: 'link', role: 'member' } };
    }
    case 'token': {
      const { key, subject, until } = credential;
      if (!state.records.has(`siteKey:${key}`)) return { type: 'revoked' };
      const visitor = state.records.get(`visitor:${subject}`)?.body;
      const known = visitor?.type === 'visitor' ? state.members.get(visitor.member) : undefined;
      if (known?.gone) return { type: 'removed' };
      // Until they enter, a token lets its bearer look, and nothing else.
      return until > at ? { type: 'in', actor: { type: 'link', role: 'viewer' } } : { type: 'ended' };
    }
  }
}
