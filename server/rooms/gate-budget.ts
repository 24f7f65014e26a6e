/** How much of the processor each member may make the text gate use: `limits.gateCpuPerWindow` ms a `limits.gateWindow`. */
import { limits } from '#shared/limits.ts';

export class GateBudget {
  #began = 0;
  readonly #used = new Map<string, number>();

  /** @param now a monotone clock, ms */
  allows(member: string, now: number): boolean {
    if (now - this.#began >= limits.gateWindow) {
      this.#began = now;
      this.#used.clear();
    }
    return (this.#used.get(member) ?? 0) < limits.gateCpuPerWindow;
  }

  spend(member: string, ms: number): void {
    this.#used.set(member, (this.#used.get(member) ?? 0) + ms);
  }
}
