'use strict';
// A TCP relay whose connections can be cut.

const net = require('net');

function relay(target) {
  const {hostname, port} = new URL(target);
  const pairs = new Set();
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), hostname);
    pairs.add(client);
    client.pipe(upstream).pipe(client);
    const end = () => {
      pairs.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      socket.on('error', end).on('close', end);
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        cut: () => pairs.forEach((socket) => socket.destroy()),
        close: () => {
          pairs.forEach((socket) => socket.destroy());
          server.close();
        },
      });
    });
  });
}

module.exports = {relay};
