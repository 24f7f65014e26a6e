/** What a room is asked to do: each job ends as one entry of the log, as a refusal, or as nothing. */
import type { Actor, AnyCommand } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import type { State } from '#shared/board/types.ts';

export type Outcome =
  /** Durable at `seq`. `rev`: of the text that changed. `again`: it had been applied before. */
  | { type: 'applied'; seq: number; outcome?: 'live' | 'waiting'; rev?: number; again?: true }
  | { type: 'refused'; refusal: Refusal };

export type Job =
  | {
      type: 'command';
      id: string;
      actor: Actor;
      /** Decided one after the other, all or nothing, as one entry. */
      commands: (state: State, at: number) => readonly AnyCommand[];
      /** State of the text document of the card that is created. */
      text?: Uint8Array;
    }
  | { type: 'text'; id: string; actor: Actor; text: string; epoch: number; update: Uint8Array }
  /** Writes what a text says now into the board document. */
  | { type: 'settle'; text: string }
  /** Gives a text a fresh document without its past. `tangled`: replicas can no longer agree on the one it has. */
  | { type: 'compact'; text: string; tangled?: true }
  /** Gives the board a fresh document without its past, under the next epoch. */
  | { type: 'rebuild' }
  /** Ends the board for good. Done by itself: it is no entry, for its log goes. */
  | { type: 'erase'; actor: Actor; title: string };

export const notNow: Outcome = { type: 'refused', refusal: { code: 'notNow', retry: 'later' } };
export const slowDown: Outcome = { type: 'refused', refusal: { code: 'slowDown', retry: 'later' } };
