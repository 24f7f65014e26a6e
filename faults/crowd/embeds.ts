/** Many pages of other sites that show one board, as one process with many raw sockets: it reads events and their marks. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { offer } from './helper.ts';

const readers: Socket[] = [];
/** How late each change was seen, ms, by every reader. */
let late: number[] = [];

/** A title that says when it was written, on the clock of this machine. */
const mark = /"title":"written (\d+)"/;

const deeds = {
  /** Opens streams, a few at a time, until all of them are told of changes. */
  async read(asked: { port: number; board: string; origin: string; count: number }): Promise<number> {
    const { port, board, origin, count } = asked;
    const request = `GET /api/public/live?boards=${board} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${origin}\r\n\r\n`;
    const open = async (): Promise<void> => {
      const socket = connect(port, '127.0.0.1');
      socket.setEncoding('utf8');
      readers.push(socket);
      socket.write(request);
      const [first] = (await once(socket, 'data')) as [string];
      if (!first.startsWith('HTTP/1.1 200')) throw new Error(first.slice(0, 200));
      socket.on('data', (text: string) => {
        const at = Number(mark.exec(text)?.[1]);
        if (at > 0) late.push(Date.now() - at);
      });
    };
    for (let opened = 0; opened < count; opened += 50) {
      await Promise.all(Array.from({ length: Math.min(50, count - opened) }, open));
    }
    return readers.length;
  },

  /** How late changes were since the last question: how many were seen, and the quantiles. */
  seen(): { count: number; p50: number; p99: number } {
    const all = late.toSorted((a, b) => a - b);
    late = [];
    const at = (share: number): number => all[Math.floor((all.length - 1) * share)] ?? 0;
    return { count: all.length, p50: at(0.5), p99: at(0.99) };
  },
};

export type EmbedsDeeds = typeof deeds;
offer(deeds);
