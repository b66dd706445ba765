import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/*
 * The snippets of the documents, letter by letter as printed in fixtures/, and here what it takes
 * to run them: undoing what the documents' own pages did to the text, and around a fragment the
 * least markup that it refers to.
 */

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8').trim()
}

/**
 * Document 1 prints a server only. Its clients are whatever that server serves, so their events,
 * port and path are read from it.
 */
export function document1(): { path: string; send: string; hear: string; port: number } {
  const server = fixture('document-1-server.js.txt')
  return {
    path: captured(/app\.get\('([^']+)'/, server),
    send: captured(/socket\.on\('([^']+)', message/, server),
    hear: captured(/io\.emit\('([^']+)'/, server),
    port: Number(captured(/server\.listen\((\d+)/, server)),
  }
}

/** A client for document 1: it sends and shows with the events that the document names. */
export function page1(): string {
  const { send, hear } = document1()
  return `<!DOCTYPE html><input id="input"><button>Send</button><ul id="messages"></ul>
    <script src="/socket.io/socket.io.js"></script>
    <script>
      const socket = io();
      socket.on('${hear}', (message) => {
        document.getElementById('messages').appendChild(document.createElement('li')).textContent = message;
      });
      document.querySelector('button').onclick = () => socket.emit('${send}', input.value);
    </script>`
}

/** Document 2 prints a whole page, in which its site put `<p>` around lines and `<code>` for backticks. */
export function page2(): string {
  return fixture('document-2-client.html.txt')
    .replace(/^<code class="language-html">/, '')
    .replace(/<\/code>$/, '')
    .split('\n')
    .map((line) => line.replace(/^<p>(.*)<\/p>$/, '$1').replace(/^<p>(?=<\/body>)/, ''))
    .join('\n')
    .replaceAll(/<\/?code>/g, '`')
}

/** Document 3 prints a wrong client, then the right one; the latter needs a `displayMessage`. */
export function page3(): string {
  const right = fixture('document-3-client.js.txt').replace(/^.*(?=\/\* Right: )/, '')
  return `<!DOCTYPE html><ul id="messages"></ul>
    <script>
      function displayMessage(text) {
        document.getElementById('messages').appendChild(document.createElement('li')).textContent = text;
      }
    </script>
    <script>${right}</script>`
}

/** The greeting that document 3's server sends. */
export function greeting3(): string {
  return captured(/ws\.send\('([^']+)'\)/, fixture('document-3-server.js.txt'))
}

/**
 * Document 4 prints two script elements, with the line numbers of its site run into the text. They
 * need a form, a field called `message`, and `addMessage`.
 */
export function page4(): string {
  return `<!DOCTYPE html><form id="form"><input id="message"><button>Send</button></form>
    <ul id="messages"></ul>
    <script>
      function addMessage(text) {
        document.getElementById('messages').appendChild(document.createElement('li')).textContent = text;
      }
    </script>
    ${withoutLineNumbers(fixture('document-4-client.html.txt'))}`
}

function withoutLineNumbers(printed: string): string {
  const lines: string[] = []
  let rest = printed
  for (let number = 1; rest.startsWith(`${number}`); number++) {
    const line = rest.slice(`${number}`.length)
    const next = line.indexOf(`${number + 1}`)
    lines.push(next < 0 ? line : line.slice(0, next))
    rest = next < 0 ? '' : line.slice(next)
  }
  return lines.join('\n')
}

function captured(pattern: RegExp, text: string): string {
  const found = pattern.exec(text)?.[1]
  if (found === undefined) throw new Error(`The document does not say ${pattern.source}.`)
  return found
}
