/** The promotion rule (DESIGN §4). To be filled: this file first holds the shape others build on. */

/** What a member may know about their own promotions, and nobody else's. */
export interface Standing {
  /** Promotion slots now. */
  slots: number;
  /** Promotions up now, with when each comes down. */
  live: { card: string; until: number }[];
  /** Waiting ones in order; `place` from 1; `from`: the instant it goes up by itself, if it is known. */
  waiting: { card: string; place: number; from: number | null }[];
  /** What the next slot takes, or null at the ceiling: confirmed acts and distinct people still missing. */
  next: { acts: number; people: number } | null;
}
