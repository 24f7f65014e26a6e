/** Who sits with whom. */
import type { Session } from '#shared/board/types.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { someone, type Someone } from '#client/view/detail/someone.ts';

export interface GroupView {
  name: string;
  people: readonly Someone[];
}

export function groupsView(scene: Scene, session: Session): readonly GroupView[] {
  return (session.groups ?? []).map((group, nth) => ({
    name: `Group ${nth + 1}`,
    people: group.map((member) => someone(scene, member)),
  }));
}
