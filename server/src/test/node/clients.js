'use strict';
// The columns of the matrix: a client generation on a transport.

const msgpack = require('socket.io-msgpack-parser');

const generations = {
  '2.5.0': {io: require('client-2'), version: 2},
  '3.1.3': {io: require('client-3'), version: 3},
  '4.5.1': {io: require('client-4.5'), version: 4},
  '4.8.4': {io: require('client-4.8'), version: 4},
};

const transports = {
  polling: {transports: ['polling']},
  websocket: {transports: ['websocket']},
  upgrade: {transports: ['polling', 'websocket']},
};

function column(generation, transport, name, more) {
  const {io, version} = generations[generation];
  return {
    name,
    generation,
    transport,
    version,
    /** A socket of its own connection; a token is given in the way of the client's generation. */
    open(url, namespace = '/', {token, ...options} = {}) {
      const all = {
        forceNew: true,
        reconnectionDelay: 50,
        reconnectionDelayMax: 100,
        timeout: 10000,
        ...transports[transport],
        ...more,
        ...options,
      };
      if (token !== undefined && version > 2) {
        all.auth = {token};
      }
      const query = token !== undefined && version === 2 ? `?token=${token}` : '';
      return io(url + namespace + query, all);
    },
  };
}

const columns = [];
for (const generation of Object.keys(generations)) {
  for (const transport of Object.keys(transports)) {
    columns.push(column(generation, transport, `${generation} ${transport}`, {}));
  }
}
columns.push(column('2.5.0', 'polling', '2.5.0 polling base64', {forceBase64: true}));
columns.push(column('2.5.0', 'websocket', '2.5.0 websocket base64', {forceBase64: true}));
for (const transport of Object.keys(transports)) {
  columns.push(column('4.8.4', transport, `4.8.4 msgpack ${transport}`, {parser: msgpack}));
}

module.exports = {columns};
