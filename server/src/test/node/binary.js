'use strict';
// Binary data in messages: every generation of the client, on every transport and with either
// parser, hears the bytes that it or another one sent. Run against the server named by --url.

const {strict: assert} = require('assert');
const {columns} = require('./clients');

const url = process.argv[process.argv.indexOf('--url') + 1];
const WAIT = 10000;

function within(promise, what) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`${what} did not come`)), WAIT);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A socket that is in its room, and so hears what is said there. */
async function join(column, room) {
  const socket = column.open(url, '/', {query: {room, dialect: 'message'}});
  await within(new Promise((resolve) => socket.emit('join', room, resolve)), 'the room');
  return socket;
}

const heard = (socket) => within(new Promise((resolve) => socket.once('message', resolve)), 'the message');

async function scenario(column, room, other) {
  const [sender, listener] = [await join(column, room), await join(other, room)];
  try {
    for (const body of [Buffer.alloc(0), Buffer.from([0, 255, 254, 1]), Buffer.alloc(3000, 7)]) {
      const [own, others] = [heard(sender), heard(listener)];
      const value = {bytes: body, list: ['text', body], number: 1.5};
      const answer = await within(new Promise((resolve) => sender.emit('message', value, resolve)), 'the answer');
      assert.equal(answer.ok, true);
      for (const message of [await own, await others]) {
        assert.deepEqual(Buffer.from(message.bytes), body);
        assert.deepEqual(Buffer.from(message.list[1]), body);
        assert.equal(message.list[0], 'text');
        assert.equal(message.number, 1.5);
      }
    }
  } finally {
    sender.close();
    listener.close();
  }
}

(async () => {
  let failed = 0;
  for (const [index, column] of columns.entries()) {
    const other = columns[(index + 5) % columns.length];
    try {
      await scenario(column, `binary-${index}`, other);
    } catch (e) {
      failed++;
      console.log(`${column.name} with ${other.name}: ${e.stack}`);
    }
  }
  console.log(`${columns.length - failed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
})();
