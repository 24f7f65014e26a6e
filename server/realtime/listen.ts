/**
 * Every inbound event goes the same way: shape, who, allowance, handler, and an answer in the end whatever happens. The
 * payload is not looked into before its schema has found it flat and small.
 */
import type { Refusal } from '#shared/board/decision.ts';
import type { Connection } from './connection.ts';
import type { Event } from './events/event.ts';
import { access } from './events/access.ts';
import { command } from './events/command.ts';
import { enter } from './events/enter.ts';
import { here } from './events/here.ts';
import { sync } from './events/sync.ts';
import { time } from './events/time.ts';
import { textClose, textOpen, textPush } from './events/texts.ts';
import { limits } from '#shared/limits.ts';
import type { ClientEvents } from '#shared/protocol.ts';
import { backlog, terminate } from './backlog.ts';
import type { Live } from './live.ts';
import { madeWhole } from './made-whole.ts';

/** All that a client can say. An event of the wire without a row does not compile. */
export const events = { sync, enter, command, access, textOpen, textPush, textClose, here, time } satisfies {
  [Name in keyof ClientEvents]: { name: Name };
};

export function listen(live: Live, connection: Connection): void {
  const on = <Name extends string, Message, Reply>(event: Event<Name, Message, Reply>): void => {
    connection.socket.on(event.name, (...sent) => void hear(live, connection, event, sent));
  };
  on(sync);
  on(enter);
  on(command);
  on(access);
  on(textOpen);
  on(textPush);
  on(textClose);
  on(here);
  on(time);
  // nobody answers what nobody knows, and the name of it is not ours to write down
  connection.socket.onAny((name) => {
    if (typeof name !== 'string' || !Object.hasOwn(events, name)) isBorne(live, connection, 'unknown');
  });
}

/** Counts what makes no sense against the connection, and cuts it off if it is too much. */
function isBorne({ metrics, allowances, around }: Live, { socket }: Connection, event: string): boolean {
  // what came in one breath with the last straw
  if (!socket.connected) return false;
  metrics.badPayloads.inc({ event });
  if (allowances.bad.take(socket.id, around.mono())) return true;
  metrics.floods.inc({ why: 'bad payloads' });
  terminate(socket);
  return false;
}

async function hear<Message, Reply>(
  live: Live,
  connection: Connection,
  event: Event<string, Message, Reply>,
  sent: readonly unknown[],
): Promise<void> {
  const { metrics, log } = live;
  const answer = answerOnce<Reply>(sent, () => reads(live, connection));
  try {
    if (!reads(live, connection)) return;
    const message = sent[0];
    if (!event.check(message)) {
      if (isBorne(live, connection, event.name)) answer(event.refuse({ code: 'words', retry: 'never' }));
      return;
    }
    const admission = connection.admission();
    if (admission.type !== 'in') {
      answer(event.refuse({ code: 'notAMember', retry: 'never' }));
      connection.bye(admission.type);
      return;
    }
    if (!live.allowances[event.allowance].take(connection.payer, live.around.mono())) {
      answer(event.refuse({ code: 'slowDown', retry: 'later' }));
      return;
    }
    await event.run({ live, connection, actor: admission.actor }, madeWhole(message), answer);
  } catch (error) {
    metrics.handlerErrors.inc({ event: event.name });
    log.error({ err: error, event: event.name, board: connection.board }, 'a handler threw');
    const broken: Refusal = { code: 'notNow', retry: 'later' };
    answer(event.refuse(broken));
  }
}

/** Whoever leaves a whole queue unread and goes on asking is cut off: answers have no other bound. */
function reads({ metrics }: Live, { socket }: Connection): boolean {
  if (backlog(socket, limits.sendQueue) <= limits.sendQueue) return true;
  if (socket.connected) metrics.unreadAnswers.inc();
  terminate(socket);
  return false;
}

/** The sender's acknowledgement, if they asked for one; it is called at most once, and only if there is room for it. */
function answerOnce<Reply>(sent: readonly unknown[], hasRoom: () => boolean): (reply: Reply) => void {
  const ack = sent.at(-1);
  let answered = false;
  return (reply) => {
    if (answered || typeof ack !== 'function') return;
    answered = true;
    if (hasRoom()) (ack as (reply: Reply) => void)(reply);
  };
}
