// y-socket.io as its README starts it.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { YSocketIO } from 'y-socket.io/dist/server';

const http = createServer();
new YSocketIO(new Server(http)).initialize();
http.listen(Number(process.argv[2]), '127.0.0.1');
