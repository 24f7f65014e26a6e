/**
 * People whom another site vouches for, by tokens that the server has verified. A token is used once; it lets its bearer
 * in with a device that ends with it. They are members like any other, but never facilitators: whoever holds a site's key
 * can speak for each of its visitors.
 */
import { limits } from '../../limits.ts';
import type { Change } from '../change.ts';
import type { ServerCommand } from '../commands.ts';
import { bodiesBy, type Body, bodyOf, recordsBy } from '../keys.ts';
import { no, type Verdict } from '../verdict.ts';
import { addDevice } from './devices.ts';
import { addMember } from './joining.ts';

type Of<T extends ServerCommand['type']> = Extract<ServerCommand, { type: T }>;

export function useToken(change: Change, { key, token, until }: Of<'token.use'>): Verdict {
  const { state, at } = change;
  if (!bodyOf(state, 'siteKey', `siteKey:${key}`) || until <= at) return no('linkGone');
  if (state.records.has(`token:${key}:${token}`)) return no('exists');
  if (bodiesBy(state, 'token', `came:${key}`).length >= limits.tokens) return no('boardFull', 'later');
  change.keep(`token:${key}:${token}`, [], { type: 'token', key, until });
  return 'applied';
}

export function enterAsVisitor(change: Change, command: Of<'visitor.enter'>): Verdict {
  const { state } = change;
  const { subject, hash } = command;
  const siteKey = memberKey(change, command);
  if ('retry' in siteKey) return siteKey;
  const known = bodyOf(state, 'visitor', `visitor:${subject}`);
  if (!known) {
    const came = addMember(change, { ...command, role: 'member' });
    if (came !== 'applied') return came;
    const { member } = command;
    change.keep(`visitor:${subject}`, [], { type: 'visitor', site: siteKey.site, subject, member });
    return 'applied';
  }
  const member = state.members.get(known.member);
  if (!member || member.gone) return no(member?.gone === 'banned' ? 'banned' : 'notAMember');
  if (member.role === 'facilitator') return no('passFirst');
  if (state.records.has(`banned:${hash}`)) return no('banned');
  if (state.records.has(`device:${command.device}`)) return no('exists');
  addDevice(change, { ...command, member: known.member });
  return 'applied';
}

export function renewVisit(change: Change, command: Of<'visitor.renew'>): Verdict {
  const { key, subject, device: id, until } = command;
  const siteKey = memberKey(change, command);
  if ('retry' in siteKey) return siteKey;
  const device = bodyOf(change.state, 'device', `device:${id}`);
  // one that does not end needs no token, and must not get an end by one
  if (device?.until === undefined) return no('linkGone');
  if (bodyOf(change.state, 'visitor', `visitor:${subject}`)?.member !== device.member) return no('notYours');
  change.keep(`device:${id}`, [device.member], { ...device, key, until: Math.max(device.until, until) });
  return 'applied';
}

/** The key, if it and the token let a member in, and the token has not ended. */
function memberKey({ state, at }: Change, { key, role, until }: Of<'visitor.enter' | 'visitor.renew'>) {
  const siteKey = bodyOf(state, 'siteKey', `siteKey:${key}`);
  if (!siteKey || until <= at) return no('linkGone');
  return siteKey.role === 'viewer' || role === 'viewer' ? no('viewersOnlyLook') : siteKey;
}

export function endTokens(change: Change): Verdict {
  for (const { id, body } of recordsBy(change.state, 'ends')) {
    if ('until' in body && body.until !== undefined && body.until <= change.at) change.forget(id);
  }
  return 'applied';
}

/** Another site lets this member in no more, until it says again who they are. */
export function endVisits(change: Change, member: string): void {
  for (const { device } of devicesOf(change, member).filter(ends)) change.forget(`device:${device}`);
}

/** No site knows this member any more. Their devices go with everything else that is theirs. */
export function forgetVisitor(change: Change, member: string): void {
  for (const { subject } of visitorsOf(change, member)) change.forget(`visitor:${subject}`);
}

/** Can they come in only because another site says who they are? */
export function onlyVisits(change: Change, member: string): boolean {
  return visitorsOf(change, member).length > 0 && devicesOf(change, member).every(ends);
}

function ends({ until }: Body<'device'>): boolean {
  return until !== undefined;
}

function devicesOf({ state }: Change, member: string): Body<'device'>[] {
  return bodiesBy(state, 'device', `device:${member}`);
}

function visitorsOf({ state }: Change, member: string): Body<'visitor'>[] {
  return bodiesBy(state, 'visitor', `visitor:${member}`);
}
