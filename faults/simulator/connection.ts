/**
 * One connection between a page and a node. In each direction nothing overtakes; everything takes its time; and the
 * network may lose it, hold it up, or let the ends believe for a while that it is still there.
 */
import type { World } from '#client/sync/testing/world.ts';
import { time } from '#shared/limits.ts';
import type { Life } from './life.ts';

/** How long it takes until the heartbeat finds that nobody is there any more, ms. */
const HEARTBEAT = 30 * time.SECOND;

/** What one end hears. */
export interface End {
  life: Pick<Life, 'do'>;
  closed(): void;
}

export class Connection {
  readonly name: string;
  readonly #world: World;
  readonly #page: End;
  readonly #node: End;
  /** Added to the time that each message takes, ms. */
  delay = 0;
  /** The reader takes nothing before then. */
  chokedUntil = 0;
  /** Messages to the node are delivered twice. */
  doubling = 0;
  #upBy = 0;
  #downBy = 0;
  #lost = false;
  /** Nothing that is under way arrives any more. */
  #tailLost = false;
  #pageHeard = false;
  #nodeHeard = false;

  constructor(world: World, name: string, page: End, node: End) {
    this.#world = world;
    this.name = name;
    this.#page = page;
    this.#node = node;
  }

  get open(): boolean {
    return !this.#lost && !this.#pageHeard && !this.#nodeHeard;
  }

  get choked(): boolean {
    return this.chokedUntil > this.#world.now;
  }

  /** To the node. @returns whether it will be delivered twice */
  up(run: () => void): boolean {
    if (this.#lost || this.#pageHeard) return false;
    const twice = this.doubling > 0;
    if (twice) this.doubling -= 1;
    for (const _ of twice ? [1, 2] : [1]) {
      this.#upBy = Math.max(this.#upBy, this.#world.now + this.#way());
      this.#at(this.#upBy, () => this.#node.life.do(() => void (this.#nodeHeard || run())));
    }
    return twice;
  }

  /** To the page. */
  down(run: () => void): void {
    if (this.#lost || this.#nodeHeard) return;
    this.#downBy = Math.max(this.#downBy, this.chokedUntil, this.#world.now + this.#way());
    this.#at(this.#downBy, () => this.#page.life.do(() => void (this.#pageHeard || run())));
  }

  /** The page hangs up: the node hears of it after everything that was sent before. */
  hangUp(): void {
    if (this.#pageHeard) return;
    this.#upBy = Math.max(this.#upBy, this.#world.now + this.#way());
    if (!this.#lost) this.#at(this.#upBy, () => this.#node.life.do(() => this.#tellNode()));
    this.#pageHeard = true;
  }

  /** The node hangs up, in the same way. */
  dismiss(): void {
    if (this.#nodeHeard) return;
    this.#downBy = Math.max(this.#downBy, this.#world.now + this.#way());
    if (!this.#lost) this.#at(this.#downBy, () => this.#page.life.do(() => this.#tellPage()));
    this.#tellNode();
  }

  /**
   * The network between the two breaks. `tail`: what is under way still arrives, or is lost. Both ends hear of it soon,
   * or find out by their heartbeats.
   */
  break({ tail, heard }: { tail: 'arrives' | 'lost'; heard: 'soon' | 'late' }): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#tailLost = tail === 'lost';
    const after = (): number => (heard === 'soon' ? this.#way() : HEARTBEAT);
    const { now } = this.#world;
    this.#world.after(Math.max(this.#downBy - now, 0) + after(), () =>
      this.#page.life.do(() => this.#tellPage()),
    );
    this.#world.after(Math.max(this.#upBy - now, 0) + after(), () =>
      this.#node.life.do(() => this.#tellNode()),
    );
  }

  #at(instant: number, run: () => void): void {
    this.#world.after(instant - this.#world.now, () => void (this.#tailLost || run()));
  }

  #way(): number {
    return this.delay + 1 + this.#world.int(30);
  }

  #tellPage(): void {
    if (this.#pageHeard) return;
    this.#pageHeard = true;
    this.#page.closed();
  }

  #tellNode(): void {
    if (this.#nodeHeard) return;
    this.#nodeHeard = true;
    this.#node.closed();
  }
}
