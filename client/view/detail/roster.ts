/** The members of a board, those who are here first. */
import type { Scene } from './scene.ts';
import { someone, type Someone } from './someone.ts';

export function membersHere(scene: Scene): Someone[] {
  const found: Someone[] = [];
  for (const member of scene.state.members.values()) {
    if (!member.gone) found.push(someone(scene, member.id));
  }
  const rank = { here: 0, idle: 1, away: 2 } as const;
  return found.sort(
    (a, b) =>
      Number(b.you) - Number(a.you) || rank[a.presence] - rank[b.presence] || a.name.localeCompare(b.name),
  );
}
