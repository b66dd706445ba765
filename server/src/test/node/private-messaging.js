'use strict';
// The page of Socket.IO's private messaging example, without the page: what it says, and what it
// knows of what it hears. Run with the generations of the client that can introduce themselves,
// against the server named by --url.

const {strict: assert} = require('assert');
const {columns} = require('./clients');

const url = process.argv[process.argv.indexOf('--url') + 1];
const WAIT = 10000;

async function until(condition, what) {
  const end = Date.now() + WAIT;
  while (!condition()) {
    assert.ok(Date.now() < end, what());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

class Page {
  /** Opens the page: with what the browser kept of an earlier visit, or with a name. */
  constructor(column, kept, username) {
    this.users = [];
    this.rounds = 0;
    this.socket = column.open(url, '/', {auth: kept ? {sessionID: kept} : {username}});
    this.socket.on('connect_error', (error) => {
      this.refused = error.message;
    });
    this.socket.on('session', ({sessionID, userID}) => {
      this.kept = sessionID;
      this.socket.auth = {sessionID};
      this.userID = userID;
    });
    this.socket.on('users', (users) => {
      this.rounds += 1;
      for (const user of users) {
        const known = this.find(user.userID);
        if (known) {
          known.connected = user.connected;
          known.messages = user.messages;
        } else {
          this.users.push({...user, self: user.userID === this.userID});
        }
      }
    });
    this.socket.on('user connected', (user) => {
      const known = this.find(user.userID);
      if (known) known.connected = true;
      else this.users.push(user);
    });
    this.socket.on('user disconnected', (id) => {
      if (this.find(id)) this.find(id).connected = false;
    });
    this.socket.on('private message', ({content, from, to}) => {
      const user = this.find(from === this.userID ? to : from);
      if (user) user.messages.push({content, from, to});
    });
  }

  find(userID) {
    return this.users.find((user) => user.userID === userID);
  }

  /** Its own list shows at once what it sends; the server does not give that back. */
  write(to, content) {
    this.socket.emit('private message', {content, to});
    this.find(to).messages.push({content, from: this.userID, to});
  }

  async entered() {
    await until(() => this.rounds > 0, () => `no users; refused: ${this.refused}`);
    return this;
  }

  async knows(userID, connected, ...contents) {
    const state = () => {
      const user = this.find(userID);
      return user && [user.connected, ...user.messages.map((message) => message.content)];
    };
    const wanted = [connected, ...contents];
    await until(
      () => JSON.stringify(state()) === JSON.stringify(wanted),
      () => `${JSON.stringify(state())} should become ${JSON.stringify(wanted)}`);
  }
}

async function scenario(column, mark) {
  const stranger = new Page(column, 'a session that is not known');
  await until(() => stranger.refused, () => 'the stranger is not refused');
  assert.equal(stranger.refused, 'invalid username');
  stranger.socket.disconnect();

  const ann = await new Page(column, null, `Ann ${mark}`).entered();
  assert.equal(ann.find(ann.userID).self, true);
  const bob = await new Page(column, null, `Bob ${mark}`).entered();
  await ann.knows(bob.userID, true);
  await bob.knows(ann.userID, true);
  assert.equal(ann.find(bob.userID).username, `Bob ${mark}`);

  ann.write(bob.userID, 'hello');
  await bob.knows(ann.userID, true, 'hello');
  bob.write(ann.userID, 'hi');
  await ann.knows(bob.userID, true, 'hello', 'hi');

  // Another tab of Bob's: the same user, with what was written.
  const tab = await new Page(column, bob.kept).entered();
  assert.equal(tab.userID, bob.userID);
  await tab.knows(ann.userID, true, 'hello', 'hi');
  bob.write(ann.userID, 'from the first tab');
  await tab.knows(ann.userID, true, 'hello', 'hi', 'from the first tab');
  await ann.knows(bob.userID, true, 'hello', 'hi', 'from the first tab');

  // Bob is gone with his last tab, and finds what came meanwhile when he comes back.
  bob.socket.disconnect();
  ann.write(bob.userID, 'still there?');
  await tab.knows(ann.userID, true, 'hello', 'hi', 'from the first tab', 'still there?');
  tab.socket.disconnect();
  const all = ['hello', 'hi', 'from the first tab', 'still there?'];
  await ann.knows(bob.userID, false, ...all);
  ann.write(bob.userID, 'for later');
  const back = await new Page(column, bob.kept).entered();
  assert.equal(back.userID, bob.userID);
  await back.knows(ann.userID, true, ...all, 'for later');
  await ann.knows(bob.userID, true, ...all, 'for later');
  back.socket.disconnect();
  ann.socket.disconnect();
}

(async () => {
  const able = columns.filter((column) => column.version > 2);
  for (const [number, column] of able.entries()) {
    await scenario(column, number);
    console.log(`${column.name} passed`);
  }
  console.log(`${able.length} passed, 0 failed`);
  process.exit(0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
