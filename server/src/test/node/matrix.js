'use strict';
// Runs every case with every client against the server named by --url; prints a table and a count.

const {cases} = require('./cases');
const {columns} = require('./clients');
const {relay} = require('./proxy');

const CASE_TIMEOUT = 60000;
const AT_ONCE = 4;

/** What a case needs of one column: sockets that are closed afterwards, and waiting. */
class Session {
  constructor(column, url) {
    this.column = column;
    this.url = url;
    this.sockets = [];
    this.relays = [];
    this.failed = new Promise((resolve, reject) => {
      this.fail = (why) => reject(new Error(why));
    });
    this.failed.catch(() => {});
  }

  keep(socket) {
    this.sockets.push(socket);
    return socket;
  }

  open(namespace, options, url = this.url) {
    const socket = this.keep(this.column.open(url, namespace, options));
    if (this.greedy) this.greedy(socket);
    return socket;
  }

  async connect(namespace = '/', options = {}, url = this.url) {
    const socket = this.open(namespace, options, url);
    await new Promise((resolve, reject) => {
      socket.on('connect', resolve);
      for (const event of ['connect_error', 'error']) {
        socket.once(event, (error) => reject(new Error(`${event}: ${error.message || error}`)));
      }
    });
    return socket;
  }

  /** The message with which a connection is refused. */
  refusal(namespace, options) {
    const socket = this.open(namespace, options);
    const event = this.column.version === 2 ? 'error' : 'connect_error';
    return new Promise((resolve, reject) => {
      socket.on('connect', () => reject(new Error('connected though it should be refused')));
      socket.on(event, (error) => resolve(this.column.version === 2 ? error : error.message));
    });
  }

  once(socket, event) {
    return new Promise((resolve) => socket.once(event, (...values) => resolve(values)));
  }

  /** Listens on sockets opened from now on, before anything can arrive. */
  expecting(event) {
    const heard = new Map();
    this.greedy = (socket) => heard.set(socket, this.once(socket, event));
    return (socket) => heard.get(socket);
  }

  ask(socket, event, ...values) {
    return new Promise((resolve) =>
      socket.emit(event, ...values, (...answer) => resolve(answer)));
  }

  async until(condition) {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async relay() {
    const one = await relay(this.url);
    this.relays.push(one);
    return one;
  }

  close() {
    for (const socket of this.sockets) {
      socket.removeAllListeners();
      socket.io.reconnection(false);
      socket.close();
    }
    this.relays.forEach((one) => one.close());
  }
}

async function cell(column, one, url) {
  const unable = one.unable(column);
  if (unable) return {result: 'n/a', why: unable};
  const session = new Session(column, url);
  let timer;
  try {
    const late = new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`not done in ${CASE_TIMEOUT} ms`)), CASE_TIMEOUT);
    });
    await Promise.race([one.run(session), session.failed, late]);
    return {result: 'ok'};
  } catch (error) {
    return {result: 'FAIL', why: String(error.message).split('\n').slice(0, 3).join(' ')};
  } finally {
    clearTimeout(timer);
    session.close();
  }
}

async function runColumn(column, url, wanted) {
  const results = new Map();
  for (const one of cases.filter((each) => each.name.includes(wanted))) {
    results.set(one.name, await cell(column, one, url));
  }
  return results;
}

function print(results) {
  const names = [...results.values()][0].keys();
  console.log(`| case | ${[...results.keys()].join(' | ')} |`);
  console.log(`| --- |${' --- |'.repeat(results.size)}`);
  for (const name of names) {
    const row = [...results.values()].map((each) => each.get(name).result);
    console.log(`| ${name} | ${row.join(' | ')} |`);
  }
  const all = [...results].flatMap(([column, each]) =>
    [...each].map(([name, outcome]) => ({column, name, ...outcome})));
  for (const one of all.filter((each) => each.result !== 'ok')) {
    console.log(`${one.result}: ${one.column}: ${one.name}: ${one.why}`);
  }
  const count = (result) => all.filter((each) => each.result === result).length;
  console.log(`${count('n/a')} not possible for the client`);
  console.log(`${count('ok')} passed, ${count('FAIL')} failed`);
  return count('FAIL');
}

function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

async function main() {
  const url = option('url', 'http://127.0.0.1:3000');
  const packed = option('msgpack-url', url);
  const waiting = columns.filter((column) => column.name.includes(option('client', '')));
  const results = new Map(waiting.map((column) => [column.name, new Map()]));
  const work = async () => {
    for (let column = waiting.shift(); column; column = waiting.shift()) {
      const at = column.name.includes('msgpack') ? packed : url;
      results.set(column.name, await runColumn(column, at, option('case', '')));
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  process.exit(print(results) === 0 ? 0 : 1);
}

main();
