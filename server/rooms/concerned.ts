/** Whom a log entry concerns beyond the frame that everyone gets. */
import { isFor, roleOf, ownerOf } from '#shared/board/access.ts';
import type { Op, PrivateRecord, RecordChange, State } from '#shared/board/types.ts';

/** Those of `members` who knew the record or may know it now, and whether they still may. */
export function recordReaders(
  state: State,
  members: Iterable<string>,
  old: PrivateRecord | undefined,
  now: PrivateRecord | null,
): { member: string; may: boolean }[] {
  const readers: { member: string; may: boolean }[] = [];
  for (const member of members) {
    const role = roleOf(state, { type: 'member', member });
    if (role === 'none') continue;
    const may = now !== null && isFor(now, member, role);
    if (may || (old && isFor(old, member, role))) readers.push({ member, may });
  }
  return readers;
}

/** What of a session decides whether promotions may go up. */
const slotFields: ReadonlySet<string> = new Set(['state', 'phase', 'phases']);

/** The members whose standing the entry may have changed; `all` when it was a rule. */
export function standingsTouched(
  state: State,
  ops: readonly Op[],
  records: readonly RecordChange[],
): Set<string> | 'all' {
  const touched = new Set<string>();
  const addOwner = (card: string): void => {
    const owner = ownerOf(state, card);
    if (owner) touched.add(owner);
  };
  for (const op of ops) {
    switch (op.table) {
      case 'meta':
        if (op.op === 'put' || (op.op === 'set' && op.field !== 'title')) return 'all';
        break;
      case 'members':
        touched.add(op.id);
        break;
      case 'cards':
        if (op.op !== 'splice') addOwner(op.id);
        break;
      case 'helps': {
        const help = state.helps.get(op.id);
        if (!help) return 'all';
        touched.add(help.by);
        addOwner(help.card);
        break;
      }
      case 'introductions': {
        const introduction = state.introductions.get(op.id);
        if (!introduction) return 'all';
        touched.add(introduction.introducer);
        addOwner(introduction.card);
        break;
      }
      case 'sessions':
        // whether promotions may go up, and from when, is everybody's affair
        if (op.op === 'put' || op.op === 'drop' || (op.op === 'set' && slotFields.has(op.field)))
          return 'all';
        break;
      case 'comments':
      case 'notices':
      case 'seats':
        break;
    }
  }
  for (const { id } of records) {
    const [type, card] = id.split(':');
    if (type === 'waiting' && card) addOwner(card);
  }
  return touched;
}

/** Ids of cards whose visibility or writers may have changed. */
export function cardsMoved(ops: readonly Op[], records: readonly RecordChange[]): string[] {
  const moved = new Set<string>();
  for (const op of ops) {
    if (op.table !== 'cards' || op.op === 'splice') continue;
    if (op.op !== 'set' || op.field === 'author' || op.field === 'state') moved.add(op.id);
  }
  for (const { id } of records) {
    if (/^(waiting|held|silent|authorship):/.test(id)) moved.add(id.slice(id.indexOf(':') + 1));
  }
  return [...moved];
}

/** Did who holds which key, or who is a member, change? */
export function entriesMoved(ops: readonly Op[], records: readonly RecordChange[]): boolean {
  return (
    records.some(({ id }) => /^(link|device|pass|door|knock|token):/.test(id)) ||
    ops.some(
      (op) =>
        (op.table === 'members' && (op.op !== 'set' || op.field === 'gone')) ||
        (op.table === 'sessions' && op.op === 'set' && op.field === 'door'),
    )
  );
}

/** Members whose role changed: other private records are theirs now. */
export function rolesMoved(ops: readonly Op[]): string[] {
  return ops.flatMap((op) =>
    op.table === 'members' && op.op === 'set' && op.field === 'role' ? [op.id] : [],
  );
}
