/** Renders a component again at an instant that it names, as long as it is on the page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a timer can wait for at most, ms. */
const LONGEST = 2 ** 31 - 1;

export class Ticking implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private connected = false;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.connected = true;
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.connected = false;
    this.again(null);
  }

  /** Renders again in so many ms, in place of what was said before; null: not by itself. */
  again(delay: number | null): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (delay === null || !this.connected) return;
    this.timer = setTimeout(() => this.host.requestUpdate(), Math.min(delay, LONGEST));
  }
}
