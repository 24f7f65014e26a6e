/** Who runs the session, and who takes over when they are gone. */
import type { Session } from '#shared/board/types.ts';
import { membersHere } from '#client/view/detail/roster.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { someone, type Someone } from '#client/view/detail/someone.ts';

export interface SuccessionView {
  lead: Someone;
  /** In order; without whoever runs it. */
  next: readonly Someone[];
  /** Who can be added, or given it now: those who are here first. */
  others: readonly Someone[];
}

export function successionView(scene: Scene, session: Session): SuccessionView {
  const next = session.order.filter((member) => member !== session.lead);
  return {
    lead: someone(scene, session.lead),
    next: next.map((member) => someone(scene, member)),
    others: membersHere(scene).filter(({ id }) => id !== session.lead),
  };
}

/** The order with somebody one place earlier. */
export function earlier(order: readonly string[], member: string): readonly string[] {
  const at = order.indexOf(member);
  const before = order[at - 1];
  if (before === undefined) return order;
  return order.map((one, index) => (index === at ? before : index === at - 1 ? member : one));
}
