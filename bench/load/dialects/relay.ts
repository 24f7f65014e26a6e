/** No protocol at all: what a bare relay passes on. Its readers begin with the board already in hand. */
import { WebSocketClient } from '../websocket.ts';
import type { Dialect } from './dialect.ts';
import { yjsBoard } from './yjs-board.ts';
import { type YjsLine, yjsRoom } from './yjs-room.ts';

export const relay: Dialect = {
  async open(port, board) {
    const had = yjsBoard(board);
    const connect = async (
      port: number,
      from: string | undefined,
    ): Promise<{ line: YjsLine; had: Uint8Array }> => {
      const line: YjsLine = {
        heard: () => undefined,
        send: (update) => socket.send(update),
        received: () => socket.received,
        close: () => socket.close(),
      };
      const socket = await WebSocketClient.open(
        { port, path: '/', ...(from && { from }) },
        () => (data, isText) => line.heard(data, isText),
      );
      return { line, had };
    };
    return yjsRoom(port, board, { connect, update: (data) => data });
  },
};
