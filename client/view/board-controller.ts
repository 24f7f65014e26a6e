/** Keeps a component in step with its board session: one subscription, from connect to disconnect. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BoardSession, Snapshot } from '#client/session/port.ts';

export class BoardController implements ReactiveController {
  private session: BoardSession | null = null;
  private stop: (() => void) | null = null;
  private connected = false;

  /** @param changed called after each change of the snapshot; default: render again. */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly current: () => BoardSession | undefined | null,
    private readonly changed: () => void = () => this.host.requestUpdate(),
  ) {
    host.addController(this);
  }

  get snapshot(): Snapshot | undefined {
    return this.current()?.snapshot;
  }

  hostConnected(): void {
    this.connected = true;
    this.follow();
  }

  hostDisconnected(): void {
    this.connected = false;
    this.stop?.();
    this.stop = null;
    this.session = null;
  }

  /** The session is a property and may arrive, or change, at any update. */
  hostUpdate(): void {
    this.follow();
  }

  private follow(): void {
    const session = this.current() ?? null;
    if (!this.connected || session === this.session) return;
    this.stop?.();
    this.session = session;
    this.stop = session?.subscribe(this.changed) ?? null;
  }
}
