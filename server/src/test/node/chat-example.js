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

// Names are of this case alone: whoever has just gone may still have one.
async function scenario(column, number) {
  const room = `example ${number}`;
  const [annsName, bobsName] = [`Ann ${number}`, `Bob ${number}`];
  const seen = ['there are 1'];
  const ann = new Page(column, room);
  ann.signIn(annsName);
  await ann.shows(...seen);
  const visitor = new Page(column, room);
  const bob = new Page(column, room);
  bob.signIn(bobsName);
  await bob.shows('there are 2');
  seen.push(`${bobsName} joined, there are 2`);
  await ann.shows(...seen);
  bob.type();
  seen.push(`${bobsName} is typing`);
  await ann.shows(...seen);
  bob.say('hello');
  seen.push(`${bobsName}: hello`, `${bobsName} is not typing`);
  await ann.shows(...seen);
  ann.say('hi Bob');
  seen.push(`${annsName}: hi Bob`);
  await bob.shows(
    'there are 2', `${bobsName}: hello`, `${annsName}: hi Bob`, `${annsName} is not typing`);
  visitor.socket.disconnect();
  bob.socket.disconnect();
  seen.push(`${bobsName} left, there are 1`);
  await ann.shows(...seen);
  ann.socket.disconnect();
}

(async () => {
  for (const [number, column] of columns.entries()) {
    await scenario(column, number);
    console.log(`${column.name} passed`);
  }
  console.log(`${columns.length} passed, 0 failed`);
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
