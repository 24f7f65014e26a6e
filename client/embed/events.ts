/** What the element tells the page's scripts. Later versions may add fields, and take none away. */
import type { Kind } from '#shared/board/types.ts';
import type { PublicPhase } from '#shared/public/board.ts';

export interface ToldCard {
  id: string;
  kind: Kind;
  title: string;
}

/** `event.detail`, by what stands behind `tilth-` in the event's name. */
export interface BoardEvents {
  /** The board is shown, with so many cards. */
  ready: { board: string; cards: number };
  'card-added': ToldCard;
  match: ToldCard;
  /** The part of a session that began; null: the session is over. */
  'phase-change': { phase: PublicPhase | null };
  /** The live board came in the picture's place, or the picture is back. */
  live: { board: string };
  reading: { board: string };
  /** `code` stays the same in later versions; `message` is for people. */
  error: { code: string; message: string };
}

export type Tell = <N extends keyof BoardEvents>(name: N, detail: BoardEvents[N]) => void;
