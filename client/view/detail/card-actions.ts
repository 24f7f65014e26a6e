/** What a person can do with a whole card: the one or two steps at its foot, and what lies behind "More". */
import { mayText, ownerOf, type Whereabouts } from '#shared/board/access.ts';
import { isGoing, takesProposals } from '#shared/board/cards.ts';
import { helpsBy } from '#shared/board/keys.ts';
import type { Card } from '#shared/board/types.ts';
import type { Scene } from './scene.ts';

export type FootAction = 'join' | 'introduce' | 'help' | 'like' | 'edit' | 'restore' | 'waiting';
export type MenuAction =
  | 'edit'
  | 'write'
  | 'invite'
  | 'close'
  | 'withdraw'
  | 'suspect'
  | 'report'
  | 'hold'
  | 'release'
  | 'retag'
  | 'hide';

/** The last is the one that matters most. Matches of one's own come before these; see the card page. */
export function footActions(scene: Scene, card: Card, where: Whereabouts): FootAction[] {
  if (scene.me === null) return scene.role === 'viewer' ? [] : ['join'];
  if (where === 'waiting') return ['waiting'];
  if (where === 'held') return [];
  if (ownerOf(scene.state, card.id) === scene.me) {
    if (card.state === 'withdrawn') return ['restore'];
    return isGoing(card) ? ['edit'] : [];
  }
  if (where === 'silent' || !takesProposals(card, scene.now)) return [];
  if (hasAnswered(scene, card)) return card.kind === 'need' ? ['introduce'] : [];
  return card.kind === 'need' ? ['introduce', 'help'] : ['like'];
}

/** One open answer at a time. */
function hasAnswered(scene: Scene, card: Card): boolean {
  return helpsBy(scene.state, `card:${card.id}`).some(
    (help) => help.by === scene.me && (help.state === 'proposed' || help.state === 'accepted'),
  );
}

export function menuActions(scene: Scene, card: Card, where: Whereabouts): MenuAction[] {
  if (scene.me === null) return [];
  const mine = ownerOf(scene.state, card.id) === scene.me;
  const facilitator = scene.role === 'facilitator';
  const going = isGoing(card);
  const actions: MenuAction[] = [];
  if (mine && going) {
    actions.push('edit');
    if (where === 'board') actions.push('invite');
    if (where === 'board') actions.push('close');
    actions.push('withdraw');
  } else if (going && mayText(scene.state, { type: 'member', member: scene.me }, card.id) === 'edit') {
    actions.push('write');
  }
  if (!mine && where === 'board') {
    if (card.promoted === undefined && card.kind !== 'need') actions.push('suspect');
    actions.push('report');
  }
  if (facilitator) {
    if (where === 'held') actions.push('release');
    if (where === 'board') {
      actions.push('hold');
      if (!mine) actions.push('retag');
      if (!mine && card.promoted !== undefined) actions.push('hide');
    }
  }
  return actions;
}
