/** The door of a session: opened, shown, closed, and minded where it asks first. */
import { mayRun, openSession } from '#shared/board/session/policy.ts';
import type { Command } from '#shared/board/commands.ts';
import { comeBy } from '../latecomers.ts';
import type { Scene } from './scene.ts';

/** Whoever runs the session sees to its door. */
export function tendDoor(scene: Scene): void {
  const { street, page, state, me, dice } = scene;
  const session = openSession(state);
  if (!session || !mayRun(state, session, me)) return;
  const { id, door } = session;
  if (!door || dice.rarely(6)) return open(scene, id);
  const waiting = [...state.records.values()].flatMap(({ body }) =>
    body.type === 'knock' ? [body.device] : [],
  );
  if (waiting.length > 0 && !dice.rarely(4)) {
    const type = dice.rarely(4) ? 'door.refuse' : 'door.admit';
    return street.run(page, { type, session: id, knocks: waiting }, []);
  }
  if (dice.rarely(3)) return show(scene, id);
  const command: Command = dice.rarely(3)
    ? { type: 'door.close', session: id }
    : { type: 'door.ask', session: id, asks: !door.asks };
  street.run(page, command, []);
}

function open({ street, page, dice }: Scene, session: string): void {
  street.acts += 1;
  street.trace.say(`${page.name} opens a door`);
  const asks = !dice.rarely(3);
  void page.session.access({ type: 'door.open', session, asks, shown: dice.rarely(2) }).then((reply) => {
    if (!reply.ok || reply.type !== 'door') return;
    street.doors.push(reply.key, reply.code);
    for (const secret of [reply.key, reply.code])
      street.world.after(dice.int(2_000), () => void comeBy(street, secret, dice));
  });
}

/** The code on the board, or off it; sometimes one that has opened nothing for long. */
function show({ street, page, dice }: Scene, session: string): void {
  const codes = street.doors.filter((_, index) => index % 2 === 1);
  if (codes.length === 0) return;
  street.acts += 1;
  const code = dice.pick([null, codes.at(-1)!, dice.pick(codes)]);
  void page.session.access({ type: 'door.show', session, code });
}
