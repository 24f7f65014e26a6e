/** What facilitators see of the sites that may show the board, and of the keys by which those bring their visitors in. */
import type { SiteRole } from '#shared/board/types.ts';
import type { Scene } from '#client/view/detail/scene.ts';

export interface KnownKey {
  key: string;
  site: string;
  /** What visitors of the site may be at most. */
  role: SiteRole;
  alg: 'EdDSA' | 'HS256';
  made: number;
}

export interface OnSite {
  title: string;
  /** Origins, in order. */
  sites: readonly string[];
  /** By site, and the older first. */
  keys: readonly KnownKey[];
}

export function onSite({ state }: Scene): OnSite {
  const found: { sites: readonly string[]; keys: KnownKey[] } = { sites: [], keys: [] };
  for (const { body } of state.records.values()) {
    if (body.type === 'sites') found.sites = body.origins;
    else if (body.type === 'siteKey') {
      const { key, site, role, alg, made } = body;
      found.keys.push({ key, site, role, alg, made });
    }
  }
  return {
    title: state.meta.get('board')?.title ?? '',
    sites: found.sites,
    keys: found.keys.sort((a, b) => a.site.localeCompare(b.site) || a.made - b.made),
  };
}
