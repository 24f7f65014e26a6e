/** Running the session: forward and back, turns, groups; and what people do with their seats. */
import type { Deed } from './deed.ts';

/** Mostly to the next phase; at times back, past one, to the end, or back from it. */
export const goesOn: Deed = async (evening) => {
  const { dice, drafts, lead, now } = evening;
  if (now.state === 'planned') return null;
  const { phase: from, phases } = now;
  if (now.state === 'ended' && dice.below(3) > 0) return null;
  const roll = dice.below(12);
  const to =
    now.state === 'ended' || roll < 3
      ? from - 1
      : roll === 3
        ? phases.length
        : Math.min(phases.length, from + (roll === 4 ? 2 : 1));
  // the end comes soon enough
  if (to === phases.length && dice.below(3) > 0) return null;
  await evening.does(lead, { type: 'session.step', session: evening.session, from, to });
  if (to < from) return 'went back';
  drafts.goesOn(phases, to);
  return to === phases.length ? 'ended' : 'went on';
};

/** It was taken back before its beginning. */
export const begins: Deed = async (evening) => {
  if (evening.now.state !== 'planned') return null;
  await evening.does(evening.lead, { type: 'session.start', session: evening.session });
  return 'began again';
};

export const turns: Deed = async (evening) => {
  const { dice, drafts, lead } = evening;
  if (evening.now.state !== 'running') return null;
  const waiting = drafts.all.filter(({ where, owner }) => where === 'turns' && owner.here);
  if (waiting.length === 0) return null;
  const { owner } = dice.one(waiting);
  const by = dice.rarely(2) ? lead : owner;
  await evening.does(by, { type: 'session.turn', session: evening.session, member: owner.member });
  drafts.turn(owner);
  return 'took their turn';
};

export const regroups: Deed = async (evening) => {
  if (evening.now.state !== 'running') return null;
  const size = evening.dice.one([0, 3, 4]);
  await evening.does(evening.lead, { type: 'session.group', session: evening.session, size });
  return 'made groups';
};

export const gestures: Deed = async (evening) => {
  const { dice, session } = evening;
  const person = dice.one(evening.writers);
  const yes = dice.rarely(2);
  const gesture = dice.one([
    { type: 'seat.ready', session, ready: yes },
    { type: 'seat.pass', session, passed: yes },
    { type: 'seat.hand', session, member: person.member, up: yes },
  ] as const);
  const reply = await evening.asks(person, gesture);
  return reply.ok ? 'made a gesture' : `refused: ${reply.refusal.code}`;
};
