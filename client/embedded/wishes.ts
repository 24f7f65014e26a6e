/** Takes a visitor to what they pressed in the picture of the board, now that they can do it. */
import { type Kind, kinds } from '#shared/board/types.ts';
import type { Wish } from '#client/embed/live/messages.ts';
import type { TilthApp } from '#client/components/tilth-app.ts';
import { primaryAction } from '#client/view/actions.ts';
import { indexCards } from '#client/view/card-index.ts';
import { shownKind } from '#client/view/cards.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { viewerOf } from '#client/view/viewer.ts';

/** @param said as the site said it: what is no wish is not granted */
export function grant(app: TilthApp, said: unknown): void {
  const wish = readWish(said);
  if (wish?.to === 'write') app.write(wish.kind);
  else if (wish) app.dispatchEvent(answering(app, wish.card));
}

function readWish(said: unknown): Wish | null {
  const { to, kind, card } = (said ?? {}) as Partial<Record<'to' | 'kind' | 'card', unknown>>;
  if (to === 'write' && kinds.includes(kind as Kind)) return { to, kind: kind as Kind };
  return to === 'card' && typeof card === 'string' ? { to, card } : null;
}

/** What the card's own button opens for them, or else the card. */
function answering({ session: { snapshot } }: TilthApp, id: string): Event {
  const { state } = snapshot;
  const card = state.cards.get(id);
  const viewer = viewerOf(snapshot);
  if (!card) return new OpenIntent('card', id);
  const index = indexCards(state, viewer.member);
  const does = primaryAction({
    card,
    kind: shownKind(card),
    viewer,
    mine: card.author === viewer.member || index.secretlyMine.has(id),
    helps: index.around(id).helps,
    asked: index.asked.get(id) ?? null,
    nameOf: () => '',
  })?.does;
  return does?.type === 'open' ? new OpenIntent(does.what, does.id) : new OpenIntent('card', id);
}
