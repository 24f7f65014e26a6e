/** What one does besides. */
import { type Scene, cards } from './scene.ts';

export function look(scene: Scene): void {
  const { page, dice } = scene;
  const there = cards(scene, () => true);
  page.session.look(there.length > 0 && !dice.rarely(4) ? dice.pick(there).id : null, dice.rarely(2));
  // a page says it only of whoever runs the session: the server must not rely on that
  const { me } = page.session.snapshot;
  const words = me.type === 'member' ? me.member : 'a viewer';
  page.session.lookFor({ words, urgency: null, area: '', terms: null, open: dice.rarely(2) });
}

export function rest({ street, page, dice }: Scene): void {
  street.run(page, { type: 'member.rest', resting: dice.rarely(2) }, []);
}

export function suspect(scene: Scene): void {
  const there = cards(scene, ({ kind }) => kind !== 'promotion' && kind !== 'need');
  if (there.length === 0) return;
  scene.street.run(scene.page, { type: 'promotion.suspect', card: scene.dice.pick(there).id }, []);
}
