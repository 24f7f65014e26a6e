import type { Joining } from '#server/rooms/joins.ts';
import { forWire, recordsFor } from '#shared/board/access.ts';
import { bodyOf } from '#shared/board/keys.ts';
import { standing } from '#shared/board/promotion.ts';
import type { SyncReply, SyncRequest, You } from '#shared/protocol.ts';
import { isDrained } from '../backlog.ts';
import type { Connection } from '../connection.ts';
import { isSync } from '../schemas/messages.ts';
import type { Event } from './event.ts';

export const sync: Event<'sync', SyncRequest, SyncReply> = {
  name: 'sync',
  check: isSync,
  allowance: 'sync',
  refuse: ({ code }) => ({ ok: false, code: code === 'slowDown' ? 'slowDown' : 'notNow' }),
  async run({ live, connection }, request, answer) {
    const { room, socket } = connection;
    if (request.differs) {
      const { board, seq } = room;
      live.metrics.divergences.inc();
      live.log.warn({ board, seq }, 'a copy differed from the board and is sent afresh');
    }
    await live.turns.take();
    // Who has not read one board is not sent another.
    const join = (): Joining | 'unread' | null => (isDrained(socket) ? room.join(request) : 'unread');
    let joining = join();
    for (; joining === null; joining = join()) await room.joinable();
    // Whoever was sent off meanwhile is told nothing.
    const admission = connection.admission();
    if (admission.type !== 'in' || joining === 'unread') {
      answer({ ok: false, code: 'notNow' });
      return;
    }
    const { actor } = admission;
    const { seq, mode, updates, gzip, frame } = joining;
    const member = actor.type === 'member' ? actor.member : null;
    const now = room.now();
    answer({
      ok: true,
      epoch: room.epoch,
      seq,
      now,
      you: youOf(connection, member),
      mode,
      updates,
      gzip,
      ...(frame ? { until: frame.to } : {}),
      records: member === null ? [] : recordsFor(room.state, member).map(forWire),
      standing: member === null ? null : standing(room.state, member, now),
    });
    if (frame) socket.emit('frame', room.epoch, frame.from, frame.to, frame.update);
    // Who fell behind may have been told otherwise before.
    if (!room.saving || connection.reading === 'behind') socket.emit('saving', room.saving);
    live.audience(connection).read(connection);
    live.presence.arrived(connection);
  },
};

function youOf({ room, credential }: Connection, member: string | null): You {
  switch (credential.type) {
    case 'device': {
      const { device } = credential;
      const until = bodyOf(room.state, 'device', `device:${device}`)?.until;
      return { type: 'member', member: member ?? credential.member, device, ...(until && { until }) };
    }
    case 'link':
      return { type: 'link', role: credential.role };
    case 'door':
      return { type: 'link', role: 'member', session: credential.session };
    case 'token':
      return { type: 'link', role: 'viewer', until: credential.until };
    case 'pass':
      return { type: 'pass' };
  }
}
