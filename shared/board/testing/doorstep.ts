/** What happens at the door of a session: it is opened, asks, shows its code and closes; people wait at it, and are answered. */
import { doorRule } from '../../limits.ts';
import type { AnyCommand } from '../commands.ts';
import { bodiesBy } from '../keys.ts';
import type { Session } from '../types.ts';
import type { Dice } from '../../testing/dice.ts';
import type { Village } from './village.ts';

/** Devices that come to the door, so few that the same ones come again. */
const devices = 6;

export function atTheDoor(dice: Dice, village: Village, { id: session, door }: Session): AnyCommand {
  const { state, at } = village;
  const nth = dice.below(devices);
  const device = `d_guest${String(nth).padStart(8, '0')}`;
  const waiting = bodiesBy(state, 'knock', 'type:knock');
  if (!door && !dice.rarely(4)) {
    return {
      type: 'door.open',
      session,
      key: village.id('key'),
      code: village.id('code'),
      until: at + dice.one([doorRule.openFor, doorRule.waitsFor]),
      asks: !dice.rarely(4),
      shown: dice.rarely(2) ? '482113907' : null,
    };
  }
  const knocks = dice.rarely(3) ? [device] : waiting.map((one) => one.device);
  return dice.one<AnyCommand>([
    ...Array.from({ length: 4 }, () => ({
      type: 'door.knock' as const,
      session,
      device,
      hash: `hash-${nth}`,
      member: village.id('m'),
      name: `Guest ${nth}`,
      until: at + doorRule.waitsFor,
    })),
    { type: 'door.admit', session, knocks },
    { type: 'door.admit', session, knocks },
    { type: 'door.refuse', session, knocks: knocks.slice(0, 1) },
    { type: 'door.leave', device, until: waiting.find((one) => one.device === device)?.until ?? at },
    { type: 'door.show', session, code: dice.one(['482113907', null]) },
    { type: 'door.ask', session, asks: !dice.rarely(3) },
    { type: 'door.close', session },
  ]);
}
