/** People who write on a board with the page's own code, and a ledger of what they were told is saved. */
import { headless, type HeadlessSession } from '#client/sync/headless.ts';
import type { MadeBoard } from '../processes/new-board.ts';

export class Writers {
  /** Every card that was written. */
  readonly asked: string[] = [];
  /** Those of which their writer was told that they are saved. */
  readonly acked = new Set<string>();
  /** Those of which they were told that they are kept on the device and go out by themselves. */
  readonly kept = new Set<string>();
  readonly #sessions: HeadlessSession[];

  private constructor(sessions: HeadlessSession[]) {
    this.#sessions = sessions;
  }

  static async join(url: string, { id, keys }: MadeBoard, count: number): Promise<Writers> {
    const sessions = Array.from({ length: count }, () => headless({ url, board: id, key: keys.member }));
    for (const [i, session] of sessions.entries()) await session.joinAs(`Person ${i}`);
    return new Writers(sessions);
  }

  /**
   * Everybody writes so many cards at once.
   * @param length of each body, in characters
   * @returns when each of them was answered
   */
  async write(cards: number, length: number): Promise<void> {
    await Promise.all(
      this.#sessions.flatMap((session) =>
        Array.from({ length: cards }, async () => {
          const card = session.newId('card');
          this.asked.push(card);
          const title = `Card ${this.asked.length}`;
          const body = title.padEnd(length, ' and so on');
          const outcome = await session.run({
            type: 'card.create',
            card,
            kind: 'need',
            title,
            body,
            chips: {},
          });
          if (outcome.type === 'applied') this.acked.add(card);
          if (outcome.type === 'kept') this.kept.add(card);
          if (outcome.type === 'refused') throw new Error(`A card was refused: ${outcome.refusal.code}`);
        }),
      ),
    );
  }

  /** How many of them see on their screen that not everything is saved. */
  get unsaved(): number {
    return this.#sessions.filter(
      ({ snapshot: { connection } }) =>
        connection.state !== 'closed' && 'unsaved' in connection && connection.unsaved > 0,
    ).length;
  }

  /** Resolves when everybody sees that everything is saved. */
  async saved(patience: number): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.saved(patience)));
  }

  close(): void {
    for (const session of this.#sessions) session.close();
  }
}

/** Resolves when a newcomer, who only looks, finds all of these cards on the board; rejects if that takes too long. */
export async function findAll(url: string, { id, keys }: MadeBoard, cards: Iterable<string>): Promise<void> {
  const reader = headless({ url, board: id, key: keys.viewer });
  try {
    await reader.until(({ state }) => [...cards].every((card) => state.cards.get(card)));
  } finally {
    reader.close();
  }
}
