/** Keeps the screen on while its host hangs there, where the browser can. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Wakefulness implements ReactiveController {
  private lock: WakeLockSentinel | null = null;
  private wanted = false;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.wanted = true;
    document.addEventListener('visibilitychange', this.onVisible);
    void this.ask();
  }

  hostDisconnected(): void {
    this.wanted = false;
    document.removeEventListener('visibilitychange', this.onVisible);
    void this.lock?.release();
    this.lock = null;
  }

  /** A hidden page loses its lock. */
  private readonly onVisible = (): void => {
    if (!document.hidden) void this.ask();
  };

  private async ask(): Promise<void> {
    if (!('wakeLock' in navigator) || document.hidden) return;
    try {
      const lock = await navigator.wakeLock.request('screen');
      if (this.wanted) this.lock = lock;
      else await lock.release();
    } catch {
      // a low battery, or a page that may not: the room's own settings decide
    }
  }
}
