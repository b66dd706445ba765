'use strict';
// The rows of the matrix. A case gets a Session and throws when something is not right.

const assert = require('assert');

const pattern = (n) => Buffer.from(Uint8Array.from({length: n}, (_, i) => i & 255));
const cases = [];

/** How long the server waits for an answer to `question-unanswered`, in milliseconds. */
const ANSWER_TIMEOUT = 1000;

/** Adds a case; `unable` names why a column cannot do it, which is then no failure. */
function check(name, run, unable = () => undefined) {
  cases.push({name, run, unable});
}

/** Bytes in whatever form a client hands them out, deeply. */
function plain(value) {
  if (Buffer.isBuffer(value)) return {bytes: value.toString('hex')};
  if (value instanceof ArrayBuffer) return {bytes: Buffer.from(value).toString('hex')};
  if (ArrayBuffer.isView(value)) {
    return {bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')};
  }
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return value;
}

const same = (actual, expected) => assert.deepStrictEqual(plain(actual), plain(expected));

async function echo(session, ...values) {
  const socket = await session.connect();
  const back = session.once(socket, 'echo-back');
  socket.emit('echo', ...values);
  same(await back, values);
}

check('connect', async (session) => {
  const greeting = session.expecting('auth');
  const socket = await session.connect();
  assert.ok(socket.id && socket.connected);
  same(await greeting(socket), [{}]);
});

/** Waits until the upgrade, where there is one, is done. */
async function settled(session, socket) {
  const wanted = session.column.transport === 'polling' ? 'polling' : 'websocket';
  await session.until(() => socket.io.engine.transport.name === wanted);
}

check('transport as asked', async (session) => settled(session, await session.connect()));

check('echo text', (session) => echo(session, 'hello', '', 'with "quotes" \\ and\nlines'));
check('echo unicode', (session) => echo(session, 'äöü € 日本語 😀👩‍👩‍👧 \u2028\u2029 русский'));
check('echo numbers', (session) => echo(session, 0, 1, -1, 1.5, 2 ** 53 - 1, -(2 ** 31), -(2 ** 53) + 1));
check('echo numbers over 64 bits', (session) => echo(session, 1e21, -1e300), (column) =>
  column.name.includes('msgpack') ? 'its parser cuts integers to 64 bits' : undefined);
check('echo objects', (session) =>
  echo(session, {a: [1, {b: null, c: [true, false]}]}, [], {}, [[['x']]], null, true));
check('echo nothing', (session) => echo(session));

for (const [name, values] of [
  ['no argument', []],
  ['one argument', ['x']],
  ['several arguments', [1, 'two', {three: [3]}, null]],
]) {
  check(`ack to client, ${name}`, async (session) => {
    const socket = await session.connect();
    same(await session.ask(socket, 'echo-ack', ...values), values);
  });
  check(`ack from client, ${name}`, async (session) => {
    const socket = await session.connect();
    socket.on('question', (question, answer) => answer(...values));
    const result = session.once(socket, 'answer');
    socket.emit('ask-multi', 'q');
    same(await result, values);
  });
}

check('200 acks in flight', async (session) => {
  const socket = await session.connect();
  const answers = [];
  for (let i = 0; i < 200; i++) answers.push(session.ask(socket, 'echo-ack', i));
  same(await Promise.all(answers), Array.from({length: 200}, (_, i) => [i]));
});

check('ack timeout of the server', async (session) => {
  const socket = await session.connect();
  socket.on('question-unanswered', () => {});
  const result = session.once(socket, 'ask-timeout-result');
  socket.emit('ask-timeout', 1);
  same(await result, ['timeout']);
});

check('no ack timeout when answered', async (session) => {
  const socket = await session.connect();
  socket.on('question-unanswered', (p, answer) => answer(p));
  let asked, result;
  do {
    asked = Date.now();
    const told = session.once(socket, 'ask-timeout-result');
    socket.emit('ask-timeout', 1);
    result = await told;
    // Busy machines are really too late with the answer now and then.
  } while (result[0] === 'timeout' && Date.now() - asked > ANSWER_TIMEOUT);
  same(result, ['answered']);
});

check(
  'ack timeout of the client',
  async (session) => {
    const socket = await session.connect();
    const error = await new Promise((resolve) => socket.timeout(200).emit('nobody', resolve));
    assert.ok(error instanceof Error);
    const [failure, answer] = await new Promise((resolve) =>
      socket.timeout(30000).emit('echo-ack', 7, (...all) => resolve(all)));
    same([failure, answer], [null, 7]);
  },
  (column) => (column.version < 4 ? 'this client has no timeout()' : undefined),
);

for (const size of [0, 5, 57, 58, 300, 100000]) {
  check(`binary ${size} B to server and back`, async (session) => {
    const socket = await session.connect();
    const back = session.once(socket, 'bin-back');
    socket.emit('bin', pattern(size));
    same(await back, [pattern(size), size]);
  });
  check(`binary ${size} B in ack`, async (session) => {
    const socket = await session.connect();
    same(await session.ask(socket, 'bin-ack', pattern(size)), [pattern(size)]);
  });
  check(`binary ${size} B from server`, async (session) => {
    const socket = await session.connect();
    const out = session.once(socket, 'bin-out');
    socket.emit('get-bin', size);
    same(await out, [pattern(size), {data: pattern(size), more: ['x', pattern(3)]}]);
  });
}

check('binary nested', async (session) => {
  const socket = await session.connect();
  const value = {name: 'n', data: pattern(58), inner: {n: 1, list: [pattern(5)]}};
  const back = session.once(socket, 'bin-nested-back');
  socket.emit('bin-nested', value);
  same(await back, [value]);
});

check('binary several', async (session) => {
  const socket = await session.connect();
  const back = session.once(socket, 'bin-many-back');
  socket.emit('bin-many', pattern(1), pattern(300), pattern(58));
  same(await back, [pattern(1), pattern(300), pattern(58)]);
});

check('binary question and answer', async (session) => {
  const socket = await session.connect();
  socket.on('question-bin', (bytes, answer) => answer(bytes));
  const result = session.once(socket, 'answer-bin');
  socket.emit('ask-bin', 300);
  same(await result, [pattern(300)]);
});

function collect(session, socket, count) {
  return new Promise((resolve, reject) => {
    let next = 0;
    socket.on('b', (i) => {
      if (i !== next) reject(new Error(`expected ${next}, got ${i}`));
      if (++next === count) resolve();
    });
  });
}

check('1,000 events from server in order', async (session) => {
  const socket = await session.connect();
  const all = collect(session, socket, 1000);
  socket.emit('burst', 1000);
  await all;
});

check('1,000 events to server in order', async (session) => {
  const socket = await session.connect();
  for (let i = 0; i < 1000; i++) socket.emit('seq', i);
  same(await session.ask(socket, 'seq-end', 0), [1000, true]);
});

check('1,000 events each way at once', async (session) => {
  const socket = await session.connect();
  const all = collect(session, socket, 1000);
  socket.emit('burst', 1000);
  for (let i = 0; i < 1000; i++) socket.emit('seq', i);
  same(await session.ask(socket, 'seq-end', 0), [1000, true]);
  await all;
});

check('namespaces on one connection', async (session) => {
  const first = await session.connect('/');
  const second = first.io.socket('/custom');
  session.keep(second);
  await session.until(() => second.connected);
  assert.notStrictEqual(first.id, second.id);
  const heard = session.once(second, 'echo-back');
  first.on('echo-back', () => session.fail('heard in the wrong namespace'));
  second.emit('echo', 1);
  same(await heard, [1]);
  second.disconnect();
  same(await session.ask(first, 'echo-ack', 2), [2]);
});

check('namespace alone', async (session) => {
  const socket = await session.connect('/custom');
  same(await session.ask(socket, 'echo-ack', 1), [1]);
});

check('unknown namespace refused', async (session) => {
  assert.strictEqual(await session.refusal('/nowhere'), 'Invalid namespace');
}, (column) => column.version === 2 && process.env.MATRIX_REFERENCE
  ? 'the reference sends version 2 clients an object' : undefined);

check('auth accepted', async (session) => {
  const greeting = session.expecting('auth');
  const socket = await session.connect('/guarded', {token: 'good'});
  same(await greeting(socket), [{token: 'good'}]);
  same(await session.ask(socket, 'echo-ack', 1), [1]);
});

check('auth refused', async (session) => {
  assert.strictEqual(await session.refusal('/guarded', {token: 'bad'}), 'bad token');
  assert.strictEqual(await session.refusal('/guarded'), 'bad token');
});

async function pair(session) {
  const room = `room ${Math.random()}`;
  const [speaker, member, stranger] = [
    await session.connect(), await session.connect(), await session.connect()];
  stranger.on('said', () => session.fail('a stranger heard the room'));
  same(await session.ask(speaker, 'join', room), ['ok']);
  same(await session.ask(member, 'join', room), ['ok']);
  return {room, speaker, member};
}

check('room hears its speaker', async (session) => {
  const {room, speaker, member} = await pair(session);
  const heard = [session.once(speaker, 'said'), session.once(member, 'said')];
  speaker.emit('say', room, {text: 'é'});
  same(await Promise.all(heard), [[{text: 'é'}], [{text: 'é'}]]);
});

check('room hears bytes', async (session) => {
  const {room, speaker, member} = await pair(session);
  const heard = session.once(member, 'said-bin');
  speaker.emit('say-bin', room);
  same(await heard, [pattern(200)]);
});

check('everybody except the speaker', async (session) => {
  const {room, speaker, member} = await pair(session);
  speaker.on('said', () => session.fail('the speaker heard itself'));
  const heard = session.once(member, 'said');
  speaker.emit('say-others', room, 1);
  same(await heard, [1]);
  same(await session.ask(speaker, 'echo-ack', 1), [1]);
});

check('left room is silent', async (session) => {
  const {room, speaker, member} = await pair(session);
  same(await session.ask(member, 'leave', room), ['ok']);
  member.on('said', () => session.fail('heard a room it has left'));
  speaker.emit('say', room, 1);
  same(await session.ask(member, 'echo-ack', 1), [1]);
  same(await session.ask(speaker, 'echo-ack', 1), [1]);
  same(await session.ask(member, 'echo-ack', 1), [1]);
});

check('own id', async (session) => {
  const socket = await session.connect();
  same(await session.ask(socket, 'whoami', 0), [socket.id]);
}, (column) => column.version === 2 && !process.env.MATRIX_REFERENCE
  ? 'it takes the Engine.IO id for its own, which is secret here and not the public id' : undefined);

check('own room', async (session) => {
  const socket = await session.connect();
  const [id] = await session.ask(socket, 'whoami', 0);
  const [rooms] = await session.ask(socket, 'rooms', 0);
  assert.ok(rooms.includes(id));
});

check('reason: client disconnects', async (session) => {
  const socket = await session.connect();
  const reason = session.once(socket, 'disconnect');
  socket.disconnect();
  assert.strictEqual((await reason)[0], 'io client disconnect');
});

check('reason: server disconnects', async (session) => {
  const socket = await session.connect();
  const reason = session.once(socket, 'disconnect');
  socket.emit('kick', 1);
  assert.strictEqual((await reason)[0], 'io server disconnect');
});

check('killed connection comes back', async (session) => {
  const relay = await session.relay();
  const socket = await session.connect('/', {}, relay.url);
  const before = socket.id;
  const reason = session.once(socket, 'disconnect');
  const again = session.once(socket, 'connect');
  await settled(session, socket);
  // Between two polls there is nothing to cut.
  const cutting = setInterval(() => relay.cut(), 100);
  try {
    assert.match((await reason)[0], /^transport (close|error)$/);
  } finally {
    clearInterval(cutting);
  }
  await again;
  assert.notStrictEqual(socket.id, before);
  same(await session.ask(socket, 'echo-ack', 1), [1]);
});

check('closed engine comes back', async (session) => {
  const socket = await session.connect();
  const again = session.once(socket, 'connect');
  socket.io.engine.close();
  await again;
  same(await session.ask(socket, 'echo-ack', 1), [1]);
});

check('disconnect and connect again', async (session) => {
  const socket = await session.connect();
  socket.disconnect();
  const again = session.once(socket, 'connect');
  socket.connect();
  await again;
  same(await session.ask(socket, 'echo-ack', 1), [1]);
});

for (const size of [700000, 900000]) {
  check(`${size / 1000} kB to server`, async (session) => {
    const socket = await session.connect();
    // While polling, msgpack's Base64 form would be over the limit.
    await settled(session, socket);
    same(await session.ask(socket, 'len', 'x'.repeat(size)), [size]);
  }, ({name}) => size === 900000 && name === '4.8.4 msgpack polling'
    ? 'its Base64 form is over the limit of 1 MB' : undefined);
}

check('900 kB from server', async (session) => {
  const socket = await session.connect();
  const big = session.once(socket, 'big');
  socket.emit('make-big', 900000);
  assert.strictEqual((await big)[0].length, 900000);
});

check('2 MB refused without harm', async (session) => {
  const witness = await session.connect();
  const socket = await session.connect();
  const reason = session.once(socket, 'disconnect');
  const again = session.once(socket, 'connect');
  socket.emit('len', 'x'.repeat(2000000), () => session.fail('2 MB were taken'));
  assert.match((await reason)[0], /^transport (close|error)$/);
  await again;
  same(await session.ask(socket, 'echo-ack', 1), [1]);
  same(await session.ask(witness, 'echo-ack', 2), [2]);
});

check('listener that throws', async (session) => {
  const socket = await session.connect();
  socket.emit('boom', 1);
  same(await session.ask(socket, 'echo-ack', 1), [1]);
});

module.exports = {cases};
