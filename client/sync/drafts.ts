/** Words that did not reach the board, kept on this device until the person drops them. */
import type { Draft } from '#client/session/port.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Refusal } from '#shared/board/decision.ts';
import { limits } from '#shared/limits.ts';
import type { Keeper } from './keep/keeper.ts';

export class Drafts {
  #drafts: readonly Draft[] = [];

  constructor(
    private readonly keeper: Keeper,
    private readonly changed: () => void,
  ) {}

  /** The newest first. */
  get all(): readonly Draft[] {
    return this.#drafts;
  }

  /** @param id the command's id, so that two tabs which hear of the same refusal keep one draft */
  add(id: string, at: number, command: Command, body?: string, refusal?: Refusal): void {
    const draft: Draft = {
      id,
      at,
      command,
      ...(body !== undefined && { body }),
      ...(refusal && { refusal }),
    };
    this.#set([draft, ...this.#drafts.filter((other) => other.id !== id)]);
    this.keeper.put('draft', id, draft);
    for (const old of this.#drafts.slice(limits.drafts)) this.drop(old.id);
  }

  restore(draft: Draft): void {
    // a row that is not what it should be
    if (typeof draft?.command?.type !== 'string') return;
    if (this.#drafts.some(({ id }) => id === draft.id)) return;
    this.#set([...this.#drafts, draft].sort((a, b) => b.at - a.at));
  }

  drop(id: string): void {
    this.#set(this.#drafts.filter((draft) => draft.id !== id));
    this.keeper.drop('draft', id);
  }

  clear(): void {
    this.#set([]);
  }

  #set(drafts: readonly Draft[]): void {
    this.#drafts = drafts;
    this.changed();
  }
}
