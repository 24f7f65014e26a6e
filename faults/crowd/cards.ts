/** A board that has been used for a while. */
import { freshId } from '#server/rooms/secrets.ts';
import { RawClient } from '#server/testing/raw-client.ts';
import { limits } from '#shared/limits.ts';
import type { Served } from './served.ts';

const words =
  'bread ladder lift garden child care evening morning street bike repair help food share tools train station walk dog plants sewing cook phone letter form translate boxes van'.split(
    ' ',
  );

function sentence(length: number): string {
  let text = '';
  while (text.length < length) text += `${words[Math.floor(Math.random() * words.length)]} `;
  return text.slice(0, length);
}

/** Writes cards with bodies of 100 characters, each member as many as they may. The server must lift COMMANDS_PER_SECOND. */
export async function fill({ url, board }: Served, cards: number): Promise<void> {
  for (let written = 0; written < cards; written += limits.cardsPerMember) {
    const author = await RawClient.connect(url, { board: board.id, key: board.keys.member });
    await author.enter(`Author ${written}`);
    for (let i = written; i < Math.min(cards, written + limits.cardsPerMember); i += 1)
      await write(author, i);
    author.close();
  }
}

/** The time that the text gate may spend on one member is bounded; on a busy machine it is soon used up. */
async function write(author: RawClient, number: number): Promise<void> {
  const kind = (['need', 'offer', 'referral'] as const)[number % 3]!;
  const card = {
    type: 'card.create',
    card: freshId('card'),
    kind,
    title: `${sentence(20)} ${number}`,
  } as const;
  const reply = await author.command({ ...card, body: sentence(100), chips: {} });
  if (reply.ok) return;
  if (reply.refusal.retry !== 'later') throw new Error(reply.refusal.code);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await write(author, number);
}
