/** What facilitators do. */
import { kinds } from '#shared/board/types.ts';
import { type Scene, cards, word } from './scene.ts';

export function hold(scene: Scene): void {
  const { street, page, dice } = scene;
  const there = cards(scene, () => true);
  if (there.length === 0) return;
  const { id: card } = dice.pick(there);
  const note = word(scene, { in: 'moderation', card, owner: true });
  street.run(page, { type: 'card.hold', card, note }, [note]);
}

export function release({ street, page, state, dice }: Scene): void {
  const held = [...state.records.values()].flatMap(({ body }) => (body.type === 'held' ? body.card.id : []));
  if (held.length > 0) street.run(page, { type: 'card.release', card: dice.pick(held) }, []);
}

export function settings(scene: Scene): void {
  const { street, page, dice } = scene;
  const reason = word(scene, { in: 'public' });
  const command = { type: 'board.settings', base: dice.int(3), ceiling: 1 + dice.int(4), reason } as const;
  street.run(page, command, [reason]);
}

export function override(scene: Scene): void {
  const { street, page, state, dice } = scene;
  const notice = page.session.newId('notice');
  const reason = word(scene, { in: 'public' });
  const there = cards(scene, () => true);
  const members = [...state.members.values()].filter(({ gone }) => !gone);
  switch (dice.int(4)) {
    case 0:
      return street.run(page, { type: 'override.extraSlot', notice, member: dice.pick(members).id, reason }, [
        reason,
      ]);
    case 1:
      return street.run(page, { type: 'override.marketHour', notice, minutes: 30, reason }, [reason]);
    default: {
      if (there.length === 0) return street.forgetWord(page, reason);
      const { id: card } = dice.pick(there);
      if (dice.rarely(2)) return street.run(page, { type: 'override.hide', notice, card, reason }, [reason]);
      return street.run(page, { type: 'override.retag', notice, card, kind: dice.pick(kinds), reason }, [
        reason,
      ]);
    }
  }
}

export function approve({ street, page, state, dice }: Scene): void {
  const waiting = [...state.members.values()].filter(({ gone, approved }) => !gone && approved === undefined);
  if (waiting.length > 0) street.run(page, { type: 'member.approve', member: dice.pick(waiting).id }, []);
}

export function role({ street, page, state, me, dice }: Scene): void {
  const others = [...state.members.values()].filter(({ id, gone }) => id !== me && !gone);
  if (others.length === 0) return;
  const role = dice.pick(['member', 'facilitator'] as const);
  street.run(page, { type: 'member.role', member: dice.pick(others).id, role }, []);
}

export function closeReports({ street, page, state, dice }: Scene): void {
  const reported = [...state.records.values()].flatMap(({ body }) =>
    body.type === 'report' ? body.card : [],
  );
  if (reported.length > 0) street.run(page, { type: 'report.close', card: dice.pick(reported) }, []);
}
