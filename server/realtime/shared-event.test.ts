import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type IoSocket, socketServer } from './server.ts';
import { SharedEvent } from './shared-event.ts';

/** A socket on this side, and what the stock client hears of it on the other. */
async function connected(): Promise<{ socket: IoSocket; heard: unknown[][] }> {
  const http = createServer();
  const server = socketServer(http, new Set());
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const came = new Promise<IoSocket>((resolve) => server.on('connection', resolve));
  const { port } = http.address() as AddressInfo;
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
  onTestFinished(() => {
    client.close();
    server.engine.close();
    http.close();
  });
  const heard: unknown[][] = [];
  client.onAny((...args: unknown[]) => heard.push(args));
  client.on('disconnect', () => heard.push(['disconnected']));
  return { socket: await came, heard };
}

test.each([1, 100, 200, 70_000])('an event of %i letters arrives as it was written', async (length) => {
  const { socket, heard } = await connected();
  const update = 'ü'.repeat(length);
  new SharedEvent('frame', 1, 2, 3, update).to(socket);
  await vi.waitFor(() => expect(heard).toEqual([['frame', 1, 2, 3, update]]));
});

test('order holds, and nothing comes between a packet and the bytes that belong to it', async () => {
  const { socket, heard } = await connected();
  const shared = new SharedEvent('textReset', 'shared');
  for (let round = 0; round < 20; round += 1) {
    socket.emit('textReset', 'own');
    socket.emit('text', 'notes', 1, round, new Uint8Array([1, 2, 3]), 0);
    shared.to(socket);
    if (round % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await vi.waitFor(() => expect(heard).toHaveLength(60));
  expect(heard.map(([event, text]) => [event, text])).toEqual(
    Array.from({ length: 20 }, () => [
      ['textReset', 'own'],
      ['text', 'notes'],
      ['textReset', 'shared'],
    ]).flat(),
  );
});
