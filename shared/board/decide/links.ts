/** Links and passes, and taking devices back: how people get in. Their secrets are hashes here, made by the server. */
import { limits } from '../../limits.ts';
import { isFacilitator } from '../access.ts';
import type { Change } from '../change.ts';
import type { Actor, Command, ServerCommand } from '../commands.ts';
import { bodiesBy, bodyOf } from '../keys.ts';
import type { State } from '../types.ts';
import { no, type Verdict } from '../verdict.ts';
import { lengthFault } from '../words.ts';
import { addDevice } from './devices.ts';
import { hereMember } from './members.ts';

type Of<T extends (Command | ServerCommand)['type']> = Extract<Command | ServerCommand, { type: T }>;

export function mintLink(change: Change, command: Of<'link.mint'>): Verdict {
  const { state, at } = change;
  const { link, role, label, hash } = command;
  const fault = lengthFault(label, limits.linkLabel);
  if (fault) return no(fault);
  if (state.records.has(`link:${link}`)) return no('exists');
  if (bodiesBy(state, 'link', 'type:link').length >= limits.links) return no('cardFull', 'later');
  const body = { type: 'link', link, role, label: label.trim(), hash, made: at } as const;
  change.keep(`link:${link}`, [], body, { facilitators: true });
  return 'applied';
}

export function revokeLink(change: Change, command: Of<'link.revoke'>): Verdict {
  const { state } = change;
  const body = bodyOf(state, 'link', `link:${command.link}`);
  if (!body) return no('linkGone');
  const others = bodiesBy(state, 'link', 'type:link').some(
    (other) => other.role === 'facilitator' && other.link !== body.link,
  );
  if (body.role === 'facilitator' && !others && !facilitatorWithDevice(state)) return no('lastFacilitator');
  change.forget(`link:${command.link}`);
  return 'applied';
}

function facilitatorWithDevice(state: State): boolean {
  return bodiesBy(state, 'device', 'type:device').some((device) => isFacilitator(state, device.member));
}

export function mintPass(change: Change, actor: Actor, command: Of<'pass.mint'>): Verdict {
  const { state, at } = change;
  if (actor.type === 'member' && actor.member !== command.member && !isFacilitator(state, actor.member)) {
    return no('notYours');
  }
  if (!hereMember(state, command.member)) return no('noMember');
  if (state.records.has(`pass:${command.hash}`)) return no('exists');
  dropOldPasses(change);
  if (command.until <= at) return no('linkGone');
  makeRoomForPass(change, command.member);
  const { member, hash, until } = command;
  change.keep(`pass:${hash}`, [], { type: 'pass', member, hash, until });
  return 'applied';
}

export function redeemPass(change: Change, command: Of<'pass.redeem'>): Verdict {
  const { state, at } = change;
  const pass = bodyOf(state, 'pass', `pass:${command.hash}`);
  if (!pass || pass.until <= at || !hereMember(state, pass.member)) return no('linkGone');
  if (state.records.has(`banned:${command.deviceHash}`)) return no('banned');
  if (state.records.has(`device:${command.device}`)) return no('exists');
  change.forget(`pass:${command.hash}`);
  dropOldPasses(change);
  addDevice(change, { device: command.device, member: pass.member, hash: command.deviceHash });
  return 'applied';
}

function dropOldPasses(change: Change): void {
  for (const pass of bodiesBy(change.state, 'pass', 'type:pass')) {
    if (pass.until <= change.at) change.forget(`pass:${pass.hash}`);
  }
}

/** Whoever asks for pass after pass keeps the newest. */
function makeRoomForPass(change: Change, member: string): void {
  const passes = bodiesBy(change.state, 'pass', 'type:pass')
    .filter((pass) => pass.member === member)
    .sort((a, b) => a.until - b.until || (a.hash < b.hash ? -1 : 1));
  const tooMany = passes.length - limits.passesPerMember + 1;
  for (const { hash } of passes.slice(0, Math.max(0, tooMany))) change.forget(`pass:${hash}`);
}

export function revokeDevice(change: Change, me: string, command: Of<'device.revoke'>): Verdict {
  const { state } = change;
  const body = bodyOf(state, 'device', `device:${command.device}`);
  if (!body) return no('linkGone');
  if (body.member !== me && !isFacilitator(state, me)) return no('notYours');
  change.forget(`device:${command.device}`);
  return 'applied';
}
