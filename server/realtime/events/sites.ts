/** Opening the board to other sites, and making keys for them. */
import { originOf } from '#server/public/sites.ts';
import { newSiteKey } from '#server/rooms/site-keys.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { AccessRequest } from '#shared/protocol.ts';
import type { Plan } from './plan.ts';

type Of<T extends AccessRequest['type']> = Extract<AccessRequest, { type: T }>;

export function planSites({ origins }: Of<'sites.set'>): Plan | Refusal {
  const known: string[] = [];
  for (const each of origins) {
    const origin = originOf(each);
    if (origin === null) return noSite(each);
    known.push(origin);
  }
  return { commands: () => [{ type: 'board.sites', origins: known }], reply: { ok: true, type: 'done' } };
}

export function planSiteKey(
  request: Of<'siteKey.add'>,
  randomBytes: Surroundings['randomBytes'],
): Plan | Refusal {
  const site = originOf(request.site);
  if (site === null) return noSite(request.site);
  const { add, told } = newSiteKey({ ...request, site }, randomBytes);
  return { commands: () => [add], reply: { ok: true, type: 'siteKey', ...told } };
}

/** Says which of them is no origin. */
function noSite(text: string): Refusal {
  return { code: 'words', retry: 'never', theirs: text };
}
