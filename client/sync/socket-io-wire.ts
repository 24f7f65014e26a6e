/** The wire over the stock client of socket.io: for Node, where tests and benches run, and no page's budget counts. */
import { io, type Socket } from 'socket.io-client';
import { limits } from '#shared/limits.ts';
import type { ClientEvents, HandshakeRefusal, SocketEvents } from '#shared/protocol.ts';
import { type Answered, type Asked, type OpenWire, type RequestName, WireLost } from './wire.ts';

/** Websocket only: long polling would need sticky nodes. Reconnecting is the session's. */
export function socketIoWire(server: string): OpenWire {
  return (auth, listener) => {
    const socket: Socket<SocketEvents, ClientEvents> = io(server, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: limits.ackTimeout,
      auth,
    });
    let over = false;
    const waiting = new Set<(error: WireLost) => void>();
    const end = (): boolean => {
      if (over) return false;
      over = true;
      socket.disconnect();
      for (const reject of waiting) reject(new WireLost('the connection ended'));
      waiting.clear();
      return true;
    };
    socket.on('connect', () => over || listener.opened());
    socket.on('connect_error', (error: Error & { data?: { code?: HandshakeRefusal } }) => {
      if (end()) listener.refused(error.data?.code ?? null);
    });
    socket.on('disconnect', () => {
      if (end()) listener.closed();
    });
    const { events } = listener;
    socket.on('frame', events.frame);
    socket.on('records', events.records);
    socket.on('saving', events.saving);
    socket.on('pulse', events.pulse);
    socket.on('standing', events.standing);
    socket.on('text', events.text);
    socket.on('textReset', events.textReset);
    socket.on('presence', events.presence);
    socket.on('resync', events.resync);
    socket.on('bye', events.bye);
    if (events.knock) socket.on('knock', events.knock);
    return {
      request: <E extends RequestName>(event: E, payload: Asked<E>) =>
        new Promise<Answered<E>>((resolve, reject) => {
          if (over) return reject(new WireLost('the connection has ended'));
          waiting.add(reject);
          const answered = (error: Error | null, answer: Answered<E>): void => {
            waiting.delete(reject);
            if (error === null) return resolve(answer);
            reject(new WireLost('no answer in time'));
            // a connection that answers nothing may look open for minutes
            if (end()) listener.closed();
          };
          // the event map is generic here, which socket.io's types cannot follow
          (socket.timeout(limits.ackTimeout) as unknown as Emitter).emit(event, payload, answered);
        }),
      send: (event, payload) => void (over || (socket as unknown as Emitter).emit(event, payload)),
      close: () => void end(),
    };
  };
}

interface Emitter {
  emit(event: string, ...rest: unknown[]): void;
}
