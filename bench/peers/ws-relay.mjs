// A limit, no peer: every message goes to all others, as it is, with ws.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const http = createServer();
const sockets = new WebSocketServer({ server: http });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    for (const other of sockets.clients) if (other !== socket) other.send(data, { binary: true });
  });
});
http.listen(Number(process.argv[2]), '127.0.0.1');
