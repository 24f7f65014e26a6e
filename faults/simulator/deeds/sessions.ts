/** Facilitated sessions: planned and run by facilitators or whoever they hand it to, and sat through by everyone. */
import type { Command } from '#shared/board/commands.ts';
import { mayRun, openSession } from '#shared/board/session/policy.ts';
import { type Phase, phaseSorts, reveals, type Session } from '#shared/board/types.ts';
import { limits, time } from '#shared/limits.ts';
import type { Dice } from '../dice.ts';
import { type Scene, cards } from './scene.ts';

/** Whoever may, takes it a step further; a facilitator plans one if there is none. */
export function runSession(scene: Scene): void {
  const { street, page, state, me, facilitates, dice } = scene;
  const session = openSession(state);
  if (!session) {
    if (!facilitates) return;
    const id = page.session.newId('session');
    const phases = Array.from({ length: 2 + dice.int(3) }, (_, nth) => phase(`${nth}`, dice));
    return street.run(page, { type: 'session.plan', session: id, title: 'Market', phases }, []);
  }
  if (!mayRun(state, session, me)) return;
  if (session.state === 'planned')
    return street.run(page, { type: 'session.start', session: session.id }, []);
  street.run(page, dice.rarely(2) ? step(session, dice) : conduct(scene, session), []);
}

/** One's own seat, and one's own turn. */
export function takePart({ street, page, state, me, dice }: Scene): void {
  const session = openSession(state);
  if (session?.state !== 'running') return;
  const { id } = session;
  const yes = dice.rarely(2);
  const command = dice.pick<Command>([
    { type: 'seat.ready', session: id, ready: yes },
    { type: 'seat.pass', session: id, passed: yes },
    { type: 'seat.hand', session: id, member: me, up: yes },
    { type: 'session.turn', session: id, member: me },
  ]);
  street.run(page, command, []);
}

/** Everything may be written in every phase, at any time: what is refused for the moment would wait beyond the end. */
function phase(id: string, dice: Dice): Phase {
  return {
    id,
    name: `Part ${id}`,
    prompt: '',
    minutes: 1 + dice.int(10),
    writes: ['need', 'offer', 'referral'],
    ...(dice.rarely(2) ? { silent: dice.pick(reveals) } : {}),
    ...(dice.rarely(2) ? { promotions: true } : {}),
    ...(dice.rarely(2) ? { groups: 3 } : {}),
    sort: dice.pick(phaseSorts),
    atEnd: 'nudge',
  };
}

function step({ id: session, phase: from, phases }: Session, dice: Dice): Command {
  const back = dice.rarely(4);
  const to = back ? from - 1 : Math.min(phases.length, from + (dice.rarely(5) ? 2 : 1));
  const after = !back && dice.rarely(2) ? { after: dice.int(20 * time.SECOND) } : {};
  return { type: 'session.step', session, from, to, ...after };
}

function conduct(scene: Scene, { id: session, paused }: Session): Command {
  const { state, dice } = scene;
  const members = [...state.members.values()].flatMap(({ id, gone }) => (gone ? [] : [id]));
  const there = cards(scene, () => true);
  const spotlight = there.length > 0 ? dice.pick(there).id : null;
  return dice.pick<Command>([
    { type: 'session.extend', session, minutes: 1 },
    { type: 'session.pause', session, paused: paused === undefined },
    { type: 'session.spotlight', session, spotlight },
    { type: 'session.group', session, size: dice.pick([0, 3, 4]) },
    { type: 'session.turn', session, member: dice.pick(members) },
    { type: 'session.lead', session, member: dice.pick(members) },
    { type: 'session.order', session, members: members.slice(0, limits.leadOrder) },
  ]);
}
