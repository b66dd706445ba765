'use strict';
// Node's own server for the benchmarks, as it comes: node bench-server.js PORT [deflate]. It ends
// with its input.

const {createServer} = require('http');
const {Server} = require('socket.io');

const http = createServer();
const io = new Server(http, {perMessageDeflate: process.argv[3] === 'deflate'});
io.on('connection', (socket) => {
  let room;
  socket.on('message', (text, ack) => {
    (room ? io.to(room) : io).emit('message', text);
    if (ack) ack({ok: true});
  });
  socket.on('room message', (room, text) => io.to(room).emit('message', text));
  socket.on('echo', (text, ack) => ack(text));
  socket.on('join', (name, ack) => {
    socket.join(name);
    room = name;
    ack('ok');
  });
});
http.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
process.stdin.on('end', () => process.exit(0)).resume();
