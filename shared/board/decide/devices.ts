/** A member's devices, by which they come in. */
import { limits } from '../../limits.ts';
import type { Change } from '../change.ts';
import { bodiesBy, type Body } from '../keys.ts';

/** `key`, `until`: it comes by a token of that site key, which ends then. */
export interface NewDevice {
  device: string;
  member: string;
  hash: string;
  key?: string;
  until?: number;
}

export function addDevice(change: Change, { device, member, hash, key, until }: NewDevice): void {
  makeRoom(change, member);
  const body: Body<'device'> = { type: 'device', device, member, hash, added: change.at };
  const ends = key !== undefined && until !== undefined ? { key, until } : {};
  change.keep(`device:${device}`, [member], { ...body, ...ends });
}

/** A person who changes phones goes on; what they added first gives way, and before it what another site lets in. */
function makeRoom(change: Change, member: string): void {
  const devices = bodiesBy(change.state, 'device', `device:${member}`).sort(
    (a, b) => stays(a) - stays(b) || a.added - b.added || (a.device < b.device ? -1 : 1),
  );
  const tooMany = devices.length - limits.devicesPerMember + 1;
  for (const { device } of devices.slice(0, Math.max(0, tooMany))) change.forget(`device:${device}`);
}

function stays({ until }: Body<'device'>): 0 | 1 {
  return until === undefined ? 1 : 0;
}
