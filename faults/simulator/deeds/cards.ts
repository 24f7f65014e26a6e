/** Cards of one's own, and promotions. */
import { kinds, urgencies } from '#shared/board/types.ts';
import { type Scene, cards, mine, titleOf, word } from './scene.ts';

export function createCard(scene: Scene): void {
  const { street, page, state, dice } = scene;
  const card = page.session.newId('card');
  street.owners.set(card, page.person);
  const kind = dice.pick([...kinds, 'promotion', 'need', 'need', 'offer'] as const);
  const needs = cards(scene, (row) => row.kind === 'need' && row.paidWelcome === true);
  const title = word(scene, { in: 'card', card });
  const body = dice.rarely(2) ? word(scene, { in: 'text', text: card }) : '';
  const anonymous = (kind === 'need' || kind === 'offer') && dice.rarely(4);
  void state;
  street.run(
    page,
    {
      type: 'card.create',
      card,
      kind,
      title,
      body,
      chips: {
        ...(dice.rarely(3) && !anonymous ? { terms: dice.pick(['paid', 'gift', 'lend'] as const) } : {}),
        ...(dice.rarely(4) ? { gain: true } : {}),
        ...(dice.rarely(4) ? { paidWelcome: true } : {}),
        ...(dice.rarely(4) ? { quantity: 1 + dice.int(3) } : {}),
        ...(needs.length > 0 && dice.rarely(2) ? { answers: dice.pick(needs).id } : {}),
      },
      ...(anonymous ? { anonymous } : {}),
    },
    body === '' ? [title] : [title, body],
  );
}

export function editTitle(scene: Scene): void {
  const { street, page, state, dice } = scene;
  const own = mine(scene);
  if (own.length === 0) return;
  const card = dice.pick(own);
  const was = titleOf(state, card);
  if (was === null || was.length > 100) return;
  const token = word(scene, { in: 'card', card });
  street.run(page, { type: 'card.edit', card, title: { is: `${was} ${token}`, was } }, [token]);
}

export function editChips(scene: Scene): void {
  const { street, page, dice } = scene;
  const own = mine(scene);
  if (own.length === 0) return;
  const card = dice.pick(own);
  switch (dice.int(4)) {
    case 0:
      return street.run(page, { type: 'card.edit', card, chips: { urgency: dice.pick(urgencies) } }, []);
    case 1:
      return street.run(page, { type: 'card.edit', card, kind: dice.pick(kinds) }, []);
    case 2: {
      const terms = dice.pick(['paid', 'paid', 'gift', null] as const);
      return street.run(page, { type: 'card.edit', card, chips: { terms } }, []);
    }
    default:
      return street.run(page, { type: 'card.edit', card, chips: { gain: dice.rarely(2) } }, []);
  }
}

export function withdrawOrRestore(scene: Scene): void {
  const { street, page, dice } = scene;
  const own = mine(scene);
  if (own.length === 0) return;
  const type = dice.pick(['card.withdraw', 'card.restore', 'card.restore'] as const);
  street.run(page, { type, card: dice.pick(own) }, []);
}

export function swap(scene: Scene): void {
  const { street, page, dice } = scene;
  const standing = page.session.snapshot.standing;
  if (!standing || standing.live.length === 0 || standing.waiting.length === 0) return;
  const live = dice.pick(standing.live).card;
  street.run(page, { type: 'promotion.swap', live, waiting: dice.pick(standing.waiting).card }, []);
}

export function invite(scene: Scene): void {
  const { street, page, me, state, dice } = scene;
  const own = mine(scene);
  const others = [...state.members.values()].filter(({ id, gone }) => id !== me && !gone);
  if (own.length === 0 || others.length === 0) return;
  street.run(page, { type: 'card.invite', card: dice.pick(own), member: dice.pick(others).id }, []);
}
