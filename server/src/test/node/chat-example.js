'use strict';
// The page of Socket.IO's chat example, without the page: what it says, and what it shows of what
// it hears. Run with every generation of the client against the server named by --url.

const {strict: assert} = require('assert');
const {columns} = require('./clients');

const url = process.argv[process.argv.indexOf('--url') + 1];
const WAIT = 10000;

class Page {
  constructor(column, room) {
    this.log = [];
    this.connected = false;
    this.socket = column.open(url, '/', {query: {room}});
    this.socket.on('login', (data) => {
      this.connected = true;
      this.log.push(`there are ${data.numUsers}`);
    });
    this.socket.on('new message', (data) => this.show(`${data.username}: ${data.message}`));
    this.socket.on('user joined', (data) => this.log.push(`${data.username} joined, there are ${data.numUsers}`));
    this.socket.on('user left', (data) => this.log.push(`${data.username} left, there are ${data.numUsers}`));
    this.socket.on('typing', (data) => this.log.push(`${data.username} is typing`));
    this.socket.on('stop typing', (data) => this.log.push(`${data.username} is not typing`));
  }

  show(line) {
    this.log.push(line);
  }

  /** Enter, with a name in the box. */
  signIn(username) {
    this.username = username;
    this.socket.emit('add user', username);
  }

  /** Enter, with a text in the box: its own message is shown at once and not heard again. */
  say(message) {
    assert.ok(this.connected, 'the page sends nothing before it has heard login');
    this.show(`${this.username}: ${message}`);
    this.socket.emit('new message', message);
    this.socket.emit('stop typing');
  }

  type() {
    this.socket.emit('typing');
  }

  async shows(...lines) {
    const end = Date.now() + WAIT;
    while (this.log.length < lines.length && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.deepEqual(this.log, lines);
  }
}

async function scenario(column, room) {
  const ann = new Page(column, room);
  ann.signIn('Ann');
  await ann.shows('there are 1');
  const visitor = new Page(column, room);
  const bob = new Page(column, room);
  bob.signIn('Bob');
  await bob.shows('there are 2');
  await ann.shows('there are 1', 'Bob joined, there are 2');
  bob.type();
  await ann.shows('there are 1', 'Bob joined, there are 2', 'Bob is typing');
  bob.say('hello');
  await ann.shows(
    'there are 1', 'Bob joined, there are 2', 'Bob is typing', 'Bob: hello', 'Bob is not typing');
  ann.say('hi Bob');
  await bob.shows('there are 2', 'Bob: hello', 'Ann: hi Bob', 'Ann is not typing');
  visitor.socket.disconnect();
  bob.socket.disconnect();
  await ann.shows(
    'there are 1', 'Bob joined, there are 2', 'Bob is typing', 'Bob: hello', 'Bob is not typing',
    'Ann: hi Bob', 'Bob left, there are 1');
  ann.socket.disconnect();
}

(async () => {
  for (const [number, column] of columns.entries()) {
    await scenario(column, `example ${number}`);
    console.log(`${column.name} passed`);
  }
  console.log(`${columns.length} passed, 0 failed`);
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
