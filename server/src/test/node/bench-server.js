'use strict';
// Node's own server for EngineBench, as it comes: node bench-server.js PORT. It ends with its input.

const {createServer} = require('http');
const {Server} = require('socket.io');

const http = createServer();
const io = new Server(http);
io.on('connection', (socket) => {
  socket.on('message', (text) => io.emit('message', text));
  socket.on('room message', (room, text) => io.to(room).emit('message', text));
  socket.on('echo', (text, ack) => ack(text));
  socket.on('join', (room, ack) => {
    socket.join(room);
    ack('ok');
  });
});
http.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
process.stdin.on('end', () => process.exit(0)).resume();
