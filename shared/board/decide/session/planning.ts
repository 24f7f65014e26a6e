/** Preparing a session: its phases, before it begins and those to come while it is on. */
import { limits } from '../../../limits.ts';
import type { Change } from '../../change.ts';
import type { Command } from '../../commands.ts';
import { byId, inOrder } from '../../order.ts';
import { phasesFault } from '../../session/phases.ts';
import { mayRun, openSession } from '../../session/policy.ts';
import type { Phase } from '../../types.ts';
import { no, type Verdict } from '../../verdict.ts';
import { firstFault, wordsFault } from '../../words.ts';
import { shutDoor } from './door.ts';
import { showSilent } from './silence.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

export function planSession(change: Change, me: string, command: Of<'session.plan'>): Verdict {
  const { state, at } = change;
  const { title, phases } = command;
  const fault = firstFault(wordsFault(title, limits.sessionTitle), phasesFault(phases));
  if (fault) return no(fault);
  if (state.sessions.has(command.session)) return no('exists');
  if (openSession(state)) return no('wrongState');
  clearSeats(change);
  makeRoom(change);
  change.put('sessions', {
    id: command.session,
    title: title.trim(),
    state: 'planned',
    phases: phases.map(tidied),
    phase: 0,
    since: at,
    length: 0,
    used: [],
    silent: 0,
    rounds: [],
    lead: me,
    led: at,
    order: [],
  });
  return 'applied';
}

function clearSeats(change: Change): void {
  for (const seat of inOrder(change.state.seats)) change.drop('seats', seat.id);
}

/** The oldest that is over makes room. */
function makeRoom(change: Change): void {
  const over = inOrder(change.state.sessions).sort((a, b) => (a.ended ?? 0) - (b.ended ?? 0) || byId(a, b));
  for (const { id } of over.slice(0, Math.max(0, over.length - limits.sessions + 1))) {
    change.drop('sessions', id);
  }
}

/** A phase with these fields in this order and no others, so that two that say the same are written the same. */
function tidied(phase: Phase): Phase {
  const { silent, promotions, groups } = phase;
  return {
    id: phase.id,
    name: phase.name.trim(),
    prompt: phase.prompt.trim(),
    minutes: phase.minutes,
    writes: [...new Set(phase.writes)],
    ...(silent ? { silent } : {}),
    ...(promotions ? { promotions } : {}),
    sort: phase.sort,
    ...(groups ? { groups } : {}),
    atEnd: phase.atEnd,
  };
}

export function editSession(change: Change, me: string, command: Of<'session.edit'>): Verdict {
  const { state } = change;
  const session = state.sessions.get(command.session);
  if (!session) return no('noSession');
  if (!mayRun(state, session, me)) return no('facilitatorsOnly');
  if (session.state === 'ended') return no('wrongState');
  const fault = firstFault(wordsFault(command.title, limits.sessionTitle), phasesFault(command.phases));
  if (fault) return no(fault);
  const phases = command.phases.map(tidied);
  // what is over, and on, stays as it is: people are in it
  const fixed = session.state === 'running' ? session.phase + 1 : 0;
  const kept = session.phases.slice(0, fixed).every((phase, index) => isSame(phase, phases[index]));
  if (!kept) return no('wrongState');
  change.patch('sessions', session.id, {
    title: command.title.trim(),
    phases,
    used: session.used.slice(0, fixed),
    // the next phase may be another now
    coming: undefined,
  });
  return 'applied';
}

function isSame(a: Phase, b: Phase | undefined): boolean {
  return JSON.stringify(tidied(a)) === JSON.stringify(b);
}

export function dropSession(change: Change, command: Of<'session.drop'>): Verdict {
  const session = change.state.sessions.get(command.session);
  if (!session) return no('noSession');
  if (session.state !== 'planned') return no('wrongState');
  // it had begun once: what was written in silence is nobody's to throw away
  showSilent(change, session, session.phases.length);
  shutDoor(change, session.id);
  change.drop('sessions', session.id);
  clearSeats(change);
  return 'applied';
}
