/** Everything that comes over a socket, byte for byte, and opened: what lies in it as base64 or gzip is looked into as well. */
import { gunzipSync } from 'node:zlib';
import type { RawClient } from '#server/testing/raw-client.ts';

/** Parts that may be base64, of either alphabet. Shorter ones hold no word of the proof. */
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;

export class Wiretap {
  readonly client: RawClient;
  #fresh: string[] = [];

  /** @param client one that has come in, and has not been sent anything of a board */
  constructor(client: RawClient) {
    this.client = client;
    client.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
      if (typeof data === 'string') this.#fresh.push(openedOnce(data));
      else if (data instanceof ArrayBuffer) this.#fresh.push(opened(Buffer.from(data)));
      else if (ArrayBuffer.isView(data))
        this.#fresh.push(opened(Buffer.from(data.buffer, data.byteOffset, data.byteLength)));
    });
  }

  /** What came since it was last asked. */
  take(): string[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}

/** What a whole room is sent is the same for all. */
let last = { raw: '', opened: '' };
function openedOnce(raw: string): string {
  if (last.raw !== raw) last = { raw, opened: opened(Buffer.from(raw)) };
  return last.opened;
}

/** The bytes as latin1, in which UTF-8 of plain letters is those letters, and behind them whatever they hold. */
export function opened(bytes: Buffer, depth = 3): string {
  const inside = bytes[0] === 0x1f && bytes[1] === 0x8b ? unzipped(bytes) : null;
  const text = bytes.toString('latin1');
  if (depth === 0) return text;
  const parts = [text];
  if (inside) parts.push(opened(inside, depth - 1));
  for (const [part] of text.matchAll(BASE64)) parts.push(opened(Buffer.from(part, 'base64'), depth - 1));
  return parts.join('\n');
}

function unzipped(bytes: Buffer): Buffer | null {
  try {
    return gunzipSync(bytes);
  } catch {
    // two bytes that only look like it
    return null;
  }
}
