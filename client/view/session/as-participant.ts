/** A board's session seen as a participant sees it, by somebody who looks after the board: nothing of a facilitator's. */
import type { Member, Session, State, Table } from '#shared/board/types.ts';
import type { BoardSession, Snapshot } from '#client/session/port.ts';

export function asParticipant(session: BoardSession): BoardSession {
  const seen = new WeakMap<Snapshot, Snapshot>();
  return new Proxy(session, {
    get(target, name) {
      if (name === 'snapshot') {
        const { snapshot } = target;
        const known = seen.get(snapshot) ?? withoutOffice(snapshot);
        seen.set(snapshot, known);
        return known;
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

function withoutOffice(snapshot: Snapshot): Snapshot {
  const { me, state } = snapshot;
  if (me.type !== 'member') return snapshot;
  const mine = me.member;
  const members = changed<Member>(state.members, (row) =>
    row.id === mine ? { ...row, role: 'member' } : row,
  );
  const sessions = changed<Session>(state.sessions, (row) =>
    row.lead === mine ? { ...row, lead: '' } : row,
  );
  // the tables may be getters: what lies over them leaves them as they are
  const over = Object.create(state, {
    members: { value: members, enumerable: true },
    sessions: { value: sessions, enumerable: true },
  }) as State;
  return { ...snapshot, me: { ...me, role: 'member' }, state: over };
}

/** A table whose rows are read through `as`. */
function changed<R>(table: Table<R>, as: (row: R) => R): Table<R> {
  return {
    get size() {
      return table.size;
    },
    has: (id) => table.has(id),
    get: (id) => {
      const row = table.get(id);
      return row === undefined ? undefined : as(row);
    },
    *values() {
      for (const row of table.values()) yield as(row);
    },
  };
}
