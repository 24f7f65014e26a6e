// Hocuspocus as its documentation starts it; the second argument is its flushDelay, ms, if it is not left as shipped.
import { Server } from '@hocuspocus/server';

const [port, flushDelay] = process.argv.slice(2).map(Number);
const server = new Server({
  port,
  address: '127.0.0.1',
  quiet: true,
  ...(flushDelay !== undefined && { flushDelay }),
});
await server.listen();
