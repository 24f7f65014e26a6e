import { expect, it } from 'vitest';
import type { Kind } from '#shared/board/types.ts';
import { time } from '#shared/limits.ts';
import { fixtureNow, fixtureState, me } from './fixture-board.ts';
import { unreadLanes } from './unread.ts';

const state = fixtureState('lived');
const seen = (...kinds: Kind[]): Map<Kind, number> => new Map(kinds.map((kind) => [kind, fixtureNow]));

it.each<[string, number | null, Kind, Map<Kind, number>, Kind[]]>([
  ['nothing to somebody who is here for the first time', null, 'need', new Map(), []],
  [
    'what came meanwhile, but not in the lane in front',
    fixtureNow - time.HOUR,
    'need',
    new Map(),
    ['offer', 'referral'],
  ],
  ['nothing in lanes that were looked at since', fixtureNow - time.HOUR, 'need', seen('offer'), ['referral']],
  ['nothing when nothing came', fixtureNow, 'offer', new Map(), []],
])('dots are for %s', (_what, lastSeen, current, looked, dots) => {
  expect([...unreadLanes({ state, lastSeen }, me, current, looked)].sort()).toEqual(dots);
});
