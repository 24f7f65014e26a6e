/** How many bytes wait in this process to be sent to a reader. */
import { limits } from '#shared/limits.ts';
import type { IoSocket } from './server.ts';

interface Wire {
  bufferedAmount?: number;
}

/** A field that engine.io's types keep to itself. */
interface Buffering {
  readonly writeBuffer: readonly { data?: unknown }[];
}

/** Bytes given to the kernel's door and not taken, and those queued behind; counted only as far as `enough`. */
export function backlog(socket: IoSocket, enough: number): number {
  const { conn } = socket;
  const wire = (conn.transport as { socket?: Wire } | undefined)?.socket;
  let waiting = wire?.bufferedAmount ?? 0;
  for (const packet of (conn as unknown as Buffering).writeBuffer) {
    if (waiting > enough) break;
    waiting += sizeOf(packet.data);
  }
  return waiting;
}

/** Has the other side read nearly all that it was sent? */
export function isDrained(socket: IoSocket): boolean {
  return backlog(socket, limits.sendQueueDrained) <= limits.sendQueueDrained;
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof Uint8Array ? data.length : 0;
}

/** Ends the connection without waiting for the other side, which may be gone or not reading. */
export function terminate(socket: IoSocket): void {
  const wire = (socket.conn.transport as { socket?: { terminate?(): void } } | undefined)?.socket;
  socket.disconnect(true);
  wire?.terminate?.();
}
