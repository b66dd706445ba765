import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { hears, openFrom, PATIENCE, texts } from './support/pages'
import { Server } from './support/server'

/**
 * The client of the official Socket.IO chat tutorial at its steps 7 (it tells the server the last
 * message it saw) and 8 (it sends again until acknowledged, with an offset that makes it once).
 */
const CLIENT = `<!DOCTYPE html><form id="form"><input id="input"><button>Send</button></form>
  <ul id="messages"></ul>
  <script src="/socket.io/socket.io.js"></script>
  <script>
    let sent = 0;
    const socket = io({ auth: { serverOffset: 0 }, ackTimeout: 10000, retries: 3 });
    form.onsubmit = (event) => {
      event.preventDefault();
      socket.emit('chat message', input.value, socket.id + '-' + sent++);
      input.value = '';
    };
    socket.on('chat message', (text, serverOffset) => {
      messages.appendChild(document.createElement('li')).textContent = text;
      socket.auth.serverOffset = serverOffset;
    });
  </script>`

const SHOWN = '#messages li'

let server: Server
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
})

beforeEach(async () => {
  server = await Server.start()
  context = await browser.newContext()
})

afterEach(async () => {
  await context.close()
  await server.close()
})

async function open(): Promise<Page> {
  const page = await openFrom(`${server.url}/tutorial`, CLIENT, context)
  await page.waitForFunction('socket.connected')
  return page
}

async function say(page: Page, text: string): Promise<void> {
  await page.fill('#input', text)
  await page.click('button')
}

describe('the tutorial’s client', () => {
  it('shows every message once after the server was killed and started again', async () => {
    const [ada, bob] = [await open(), await open()]
    await say(ada, 'one')
    await say(bob, 'two')
    for (const page of [ada, bob]) await expectSorted(page, ['one', 'two'])
    const before = await texts(ada, SHOWN)
    await server.kill()
    await ada.waitForFunction('!socket.connected')
    await server.startAgain()
    await ada.waitForFunction('socket.connected')
    await bob.waitForFunction('socket.connected')
    await say(ada, 'three')
    for (const page of [ada, bob]) await hears(page, SHOWN, [...before, 'three'])
    await hears(await open(), SHOWN, [...before, 'three'])
  })

  it('stores once what it sends while the server is dead', async () => {
    const [ada, bob] = [await open(), await open()]
    await say(ada, 'one')
    await hears(bob, SHOWN, ['one'])
    await server.kill()
    for (const page of [ada, bob]) await page.waitForFunction('!socket.connected')
    for (const text of ['two', 'three', 'four']) await say(ada, text)
    await server.startAgain()
    for (const page of [ada, bob]) await hears(page, SHOWN, ['one', 'two', 'three', 'four'])
    await hears(await open(), SHOWN, ['one', 'two', 'three', 'four'])
  })

  it('stores once what was on its way when the server was killed', async () => {
    const [ada, bob] = [await open(), await open()]
    const sent = Array.from({ length: 40 }, (_, index) => `message ${index}`)
    await ada.evaluate((list) => {
      const page = globalThis as unknown as { input: HTMLInputElement; form: HTMLFormElement }
      for (const text of list) {
        page.input.value = text
        page.form.requestSubmit()
      }
    }, sent)
    await expect
      .poll(() => bob.locator(SHOWN).count(), { ...PATIENCE, interval: 1 })
      .toBeGreaterThan(0)
    await server.kill()
    await server.startAgain()
    for (const page of [ada, bob]) await hears(page, SHOWN, sent)
    await hears(await open(), SHOWN, sent)
  })
})

async function expectSorted(page: Page, expected: string[]): Promise<void> {
  const sorted = async (): Promise<string[]> => (await texts(page, SHOWN)).sort()
  await expect.poll(sorted, PATIENCE).toEqual(expected)
}
