/** Takes a visitor to what they pressed in the picture of the board, now that they can do it. */
import type { Wish } from '#client/embed/live/messages.ts';
import type { TilthApp } from '#client/components/tilth-app.ts';
import { primaryAction } from '#client/view/actions.ts';
import { indexCards } from '#client/view/card-index.ts';
import { shownKind } from '#client/view/cards.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { viewerOf } from '#client/view/viewer.ts';

export function grant(app: TilthApp, wish: Wish): void {
  if (wish.to === 'write') app.write(wish.kind);
  else app.dispatchEvent(answering(app, wish.card));
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
