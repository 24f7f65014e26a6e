/**
 * How many cards lie in silence, and how many promotions wait, is public while a session is planned or on; whose they are is
 * not. A device knows only its own: so what a command did to the numbers is added up from the records it touched.
 */
import { isGoing } from '../../cards.ts';
import type { Change } from '../../change.ts';
import { bodiesBy } from '../../keys.ts';
import { openSession } from '../../session/policy.ts';
import type { RecordBody, State } from '../../types.ts';

type Counted = Extract<RecordBody['type'], 'silent' | 'waiting'>;

export function countHidden(change: Change): void {
  const { before, state } = change;
  const was = openSession(before);
  const session = was ?? openSession(state);
  const now = session && state.sessions.get(session.id);
  if (!now) return;
  const silent = Math.max(0, now.silent + difference(change, 'silent'));
  // nobody counted before it was planned, or while it was over
  const waiting = was ? (now.waiting ?? 0) + difference(change, 'waiting') : inLine(change);
  change.patch('sessions', now.id, { silent, waiting: waiting > 0 ? waiting : undefined });
}

function inLine({ state }: Change): number {
  return bodiesBy(state, 'waiting', 'type:waiting').filter((body) => isGoing(body.card)).length;
}

/** How many more of them there are than before the command. */
function difference(change: Change, type: Counted): number {
  let more = 0;
  for (const { table, id } of change.touched()) {
    if (table === 'records') more += lies(change.state, id, type) - lies(change.before, id, type);
  }
  return more;
}

function lies(state: State, record: string, type: Counted): number {
  const body = state.records.get(record)?.body;
  return body?.type === type && isGoing(body.card) ? 1 : 0;
}
