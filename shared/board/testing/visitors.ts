/** What other sites bring: they are put on the list and taken off, get keys, and vouch for visitors whom the board may know. */
import { limits, time } from '../../limits.ts';
import type { AnyCommand } from '../commands.ts';
import { bodiesBy } from '../keys.ts';
import type { Dice } from '../../testing/dice.ts';
import type { Village } from './village.ts';

const sites = ['https://library.example', 'https://parish.example'] as const;
/** So few that the same visitors come again. */
const visitors = 4;

export function fromOtherSites(dice: Dice, village: Village): AnyCommand {
  const { state, at } = village;
  const keys = bodiesBy(state, 'siteKey', 'type:siteKey');
  if (!state.records.has('sites')) return { type: 'board.sites', origins: sites };
  if (keys.length === 0 || dice.rarely(8)) {
    const role = dice.rarely(6) ? 'viewer' : 'member';
    const site = dice.one(sites);
    return { type: 'siteKey.add', key: village.id('y'), site, role, alg: 'HS256', verifier: 'secret' };
  }
  const { key, site } = dice.one(keys);
  const subject = `${site} ${dice.below(visitors)}`;
  const until = at + dice.one([limits.tokenFor, time.SECOND, 0]);
  const role = dice.rarely(8) ? 'viewer' : 'member';
  const devices = bodiesBy(state, 'device', 'type:device').filter((device) => device.until !== undefined);
  const device = devices.length > 0 ? dice.one(devices).device : 'd_nowhere0000';
  const came = { member: village.id('m'), device: village.id('d'), hash: village.id('hash') };
  const enter = { type: 'visitor.enter', key, subject, role, name: subject, ...came, until } as const;
  return dice.one<AnyCommand>([
    enter,
    enter,
    enter,
    { type: 'token.use', key, token: String(dice.below(visitors)), until },
    { type: 'visitor.renew', key, subject, role, device, until },
    { type: 'siteKey.revoke', key },
    { type: 'board.sites', origins: dice.one([sites, sites.slice(1), []]) },
  ]);
}
