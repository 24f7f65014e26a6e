/** Open streams of server-sent events to readers on other people's sites, bounded by address and in all. */
import type { ServerResponse } from 'node:http';
import { limits, time } from '#shared/limits.ts';
import { again, type Feed, type Reader } from './feed.ts';

/** One open stream of several boards: what is written to it, and when it does not follow any more. */
class Stream implements Reader {
  #response: ServerResponse | null = null;
  readonly #feeds = new Map<Feed, string>();
  readonly origin: string | undefined;
  readonly leave: () => void;

  constructor(origin: string | undefined, leave: () => void) {
    this.origin = origin;
    this.leave = leave;
  }

  begin(response: ServerResponse): void {
    this.#response = response;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      // proxies that gather answers would hold events back
      'X-Accel-Buffering': 'no',
    });
    // a browser that was cut off comes back after a while of its own, so that not all come at once
    response.write(`retry: ${Math.round((2 + 8 * Math.random()) * time.SECOND)}\n\n`);
    response.once('close', () => {
      for (const feed of this.#feeds.keys()) feed.leave(this);
      this.leave();
    });
  }

  /** Follows one board more. @param knows the revision that its reader has */
  follow(board: string, feed: Feed, knows: string): void {
    this.#feeds.set(feed, board);
    feed.join(this, knows);
  }

  send(event: string): boolean {
    const response = this.#response;
    if (!response || response.destroyed) return false;
    if (response.writableLength > limits.publicQueue) {
      // it comes back by itself and asks for what it missed
      response.destroy();
      return false;
    }
    if (event !== '') response.write(event);
    return true;
  }

  end(feed: Feed): void {
    const board = this.#feeds.get(feed);
    if (board === undefined) return;
    this.#feeds.delete(feed);
    this.send(again(board));
    if (this.#feeds.size === 0) this.close();
  }

  close(): void {
    this.#response?.end();
  }
}

/** All open streams of this node, counted by address. */
export class Streams {
  readonly #streams = new Set<Stream>();
  readonly #byAddress = new Map<string, number>();
  readonly #most: number;
  readonly #beat: NodeJS.Timeout;

  /** @param most that one address may have */
  constructor(most: number) {
    this.#most = most;
    this.#beat = setInterval(() => this.#keepOpen(), limits.publicHeartbeat);
    this.#beat.unref();
  }

  /** A place for one more from that address, on a page of that origin; or null. */
  take(address: string, origin: string | undefined): Stream | null {
    const count = this.#byAddress.get(address) ?? 0;
    if (count >= this.#most || this.#streams.size >= limits.publicReaders) return null;
    this.#byAddress.set(address, count + 1);
    const stream = new Stream(origin, () => {
      if (!this.#streams.delete(stream)) return;
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    });
    this.#streams.add(stream);
    return stream;
  }

  /** Proxies end what is silent for long. */
  #keepOpen(): void {
    for (const stream of this.#streams) stream.send(':\n\n');
  }

  /** Ends all. Their browsers come back, to this node or another. */
  close(): void {
    clearInterval(this.#beat);
    for (const stream of this.#streams) stream.close();
  }
}
