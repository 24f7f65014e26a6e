/**
 * The ids of commands that were applied, so that each is applied once however often it is sent: at most
 * `limits.appliedIdsPerMember` a member and for `limits.appliedIdsFor` (a client makes older ones drafts, not replays).
 */
import type { AppliedId } from '#server/store/port.ts';
import { limits } from '#shared/limits.ts';

/** Entries without a named actor (system, links, anonymous authors) share one list, so it is longer. */
const UNNAMED = 20 * limits.appliedIdsPerMember;

export class AppliedIds {
  readonly #byId = new Map<string, AppliedId>();
  readonly #byMember = new Map<string, string[]>();

  constructor(applied: readonly AppliedId[] = []) {
    for (const each of applied) this.add(each);
  }

  get(id: string): AppliedId | undefined {
    return this.#byId.get(id);
  }

  add(applied: AppliedId): void {
    if (applied.id === '' || this.#byId.has(applied.id)) return;
    this.#byId.set(applied.id, applied);
    const ids = this.#byMember.get(applied.by) ?? [];
    if (ids.length === 0) this.#byMember.set(applied.by, ids);
    ids.push(applied.id);
    const most = applied.by === '' ? UNNAMED : limits.appliedIdsPerMember;
    // Dropping a tenth at a time keeps this O(1) on average.
    if (ids.length > most * 1.1) for (const id of ids.splice(0, ids.length - most)) this.#byId.delete(id);
  }

  /** What was applied stays known, but for those who are gone no more by whom. */
  unname(isGone: (member: string) => boolean): void {
    for (const [by, ids] of this.#byMember) {
      if (by === '' || !isGone(by)) continue;
      this.#byMember.delete(by);
      const unnamed = this.#byMember.get('') ?? [];
      this.#byMember.set('', unnamed);
      for (const id of ids) {
        const applied = this.#byId.get(id);
        if (applied) this.#byId.set(id, { ...applied, by: '' });
        unnamed.push(id);
      }
    }
  }

  /** Those worth keeping at `at`, in the order in which they were applied. */
  list(at: number): AppliedId[] {
    return [...this.#byId.values()].filter((each) => at - each.at < limits.appliedIdsFor);
  }
}
