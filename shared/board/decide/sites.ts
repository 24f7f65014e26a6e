/** Other people's sites: which may show the board, and with which keys they say who their visitors are. */
import { limits } from '../../limits.ts';
import type { Change } from '../change.ts';
import type { ServerCommand } from '../commands.ts';
import { bodiesBy, bodyOf, recordsBy } from '../keys.ts';
import type { State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';

type Of<T extends ServerCommand['type']> = Extract<ServerCommand, { type: T }>;

/** The origins a facilitator opened the board to; none: it is shown nowhere. */
export function sitesOf(state: State): readonly string[] {
  return bodyOf(state, 'sites', 'sites')?.origins ?? [];
}

/**
 * Opens the board to other people's sites, or (none) closes it to all. What an origin is, its caller has checked. The
 * keys of a site that is taken off end with it.
 */
export function openToSites(change: Change, command: Of<'board.sites'>): Verdict {
  const origins = [...new Set(command.origins)].sort();
  if (origins.length > limits.sites) return no('tooLong');
  if (origins.length === 0) change.forget('sites');
  else change.keep('sites', [], { type: 'sites', origins }, { facilitators: true });
  for (const { key, site } of bodiesBy(change.state, 'siteKey', 'type:siteKey')) {
    if (!origins.includes(site)) forgetKey(change, key);
  }
  return 'applied';
}

export function addSiteKey(change: Change, command: Of<'siteKey.add'>): Verdict {
  const { state, at } = change;
  const { key, site } = command;
  if (!sitesOf(state).includes(site)) return no('wrongState');
  if (state.records.has(`siteKey:${key}`)) return no('exists');
  if (bodiesBy(state, 'siteKey', 'type:siteKey').length >= limits.siteKeys) return no('boardFull', 'later');
  change.keep(`siteKey:${key}`, [], { ...command, type: 'siteKey', made: at }, { facilitators: true });
  return 'applied';
}

export function revokeSiteKey(change: Change, command: Of<'siteKey.revoke'>): Verdict {
  if (!bodyOf(change.state, 'siteKey', `siteKey:${command.key}`)) return no('linkGone');
  forgetKey(change, command.key);
  return 'applied';
}

/** The key, and the devices that came by it. Whom the site meant stays known, for when it gets another key. */
function forgetKey(change: Change, key: string): void {
  change.forget(`siteKey:${key}`);
  for (const { id } of recordsBy(change.state, `came:${key}`)) change.forget(id);
}
