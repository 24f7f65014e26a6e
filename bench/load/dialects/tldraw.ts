/** tldraw's sync protocol, version 8: JSON over a WebSocket, patches of records. */
import { WebSocketClient } from '../websocket.ts';
import type { Dialect, Reader, Writer } from './dialect.ts';
import { bodyOf, cardId } from './yjs-board.ts';

const PROTOCOL = 8;
/** What a schema without migrations is written as. */
const SCHEMA = { schemaVersion: 2, sequences: {} };
/** It closes connections that say nothing for 20 s. */
const PING_EVERY = 8_000;

function connect(port: number, from?: string): Promise<Reader & { push(diff: unknown): void }> {
  return new Promise((resolve, reject) => {
    const listen = (socket: WebSocketClient): WebSocketClient['heard'] => {
      let clock = 0;
      const ping = setInterval(() => socket.send('{"type":"ping"}'), PING_EVERY);
      ping.unref();
      const reader = {
        heard: (): void => undefined,
        board: () => null,
        received: () => socket.received,
        close: () => {
          clearInterval(ping);
          socket.close();
        },
        push: (diff: unknown) =>
          socket.send(JSON.stringify({ type: 'push', clientClock: (clock += 1), diff })),
      };
      return (data) => {
        if (!data.includes('"hydrationType"')) return;
        socket.heard = (next, isText) => (reader as Reader).heard(next, isText);
        resolve(reader);
      };
    };
    WebSocketClient.open({ port, path: '/bench', ...(from && { from }) }, listen).then(
      (socket) =>
        socket.send(
          JSON.stringify({
            type: 'connect',
            connectRequestId: 'bench',
            lastServerClock: 0,
            protocolVersion: PROTOCOL,
            schema: SCHEMA,
          }),
        ),
      reject,
    );
  });
}

const idOf = (number: number): string => `card:${cardId(number)}`;

export const tldraw: Dialect = {
  async open(port, { cards, body, writers: count }) {
    const first = await connect(port);
    const all: Record<string, unknown> = {};
    for (let number = 0; number < cards; number += 1) {
      const id = idOf(number);
      const words = { title: `Card ${number}`, body: bodyOf(number, body) };
      all[id] = ['put', { id, typeName: 'card', kind: 'need', author: 'm_bench', state: 'open', ...words }];
    }
    first.push(all);
    const readers: Reader[] = [first];
    const writers: Writer[] = [];
    for (let number = 0; number < count; number += 1) {
      const line = await connect(port);
      readers.push(line);
      const edit = (mark: string): void => line.push({ [idOf(number)]: ['patch', { title: ['put', mark] }] });
      writers.push(Object.assign(line, { edit }));
    }
    return {
      writers,
      async join(from) {
        const line = await connect(port, from);
        readers.push(line);
        return line;
      },
      edits: (message) => message,
      apply: null,
      markOf: () => '',
      close: () => {
        for (const reader of readers) reader.close();
      },
    };
  },
};
