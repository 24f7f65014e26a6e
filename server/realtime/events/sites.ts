/** Opening the board to other sites, and making keys for them. */
import { originOf } from '#server/public/sites.ts';
import { newSiteKey } from '#server/rooms/site-keys.ts';
import type { Surroundings } from '#server/surroundings.ts';
import { sitesOf } from '#shared/board/decide/sites.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { State } from '#shared/board/types.ts';
import type { AccessRequest } from '#shared/protocol.ts';
import type { Plan } from './plan.ts';

type Of<T extends AccessRequest['type']> = Extract<AccessRequest, { type: T }>;

/** One at a time, from the list as it then is: a screen that lags must not take off what somebody else just added. */
export function planSite({ type, site }: Of<'site.add' | 'site.remove'>): Plan | Refusal {
  const origin = originOf(site);
  if (origin === null) return noSite(site);
  const changed = (state: State): string[] => {
    const others = sitesOf(state).filter((other) => other !== origin);
    return type === 'site.add' ? [...others, origin] : others;
  };
  return {
    commands: (state) => [{ type: 'board.sites', origins: changed(state) }],
    reply: { ok: true, type: 'done' },
  };
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
