import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { document1, greeting3, page1, page2, page3, page4 } from './support/documents'
import { hears, hearsCount, openFile, openFrom, removeFiles, texts } from './support/pages'
import { ReverseProxy } from './support/reverse-proxy'
import { Server } from './support/server'

/** A document's client as a test uses it: say something, and read what it shows. */
type Client = Readonly<{ page: Page; shown: string; say: (text: string) => Promise<void> }>

const origin = `http://localhost:${document1().port}`

let server: Server
let proxy: ReverseProxy
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  server = await Server.start()
  proxy = new ReverseProxy(server.wsPort, '/ws/text')
  browser = await launch({
    [`localhost:${document1().port}`]: server.port,
    'localhost:8080': server.wsPort,
    'server:80': await proxy.listen(),
  })
})

afterAll(async () => {
  await browser.close()
  proxy.close()
  await server.close()
  removeFiles()
})

beforeEach(async () => {
  context = await browser.newContext()
})

afterEach(async () => {
  await context.close()
})

async function client1(): Promise<Client> {
  const page = await openFrom(`${origin}/document-1`, page1(), context)
  await page.waitForFunction('socket.connected')
  const say = async (text: string): Promise<void> => {
    await page.fill('#input', text)
    await page.click('button')
  }
  return { page, shown: '#messages li', say }
}

async function client2(): Promise<Client> {
  const page = await openFile(page2(), context)
  await page.waitForSelector('text=Connected! Type a message to start chatting.')
  const say = async (text: string): Promise<void> => {
    await page.fill('#messageInput', text)
    await page.click('button')
  }
  return { page, shown: '#messages strong', say }
}

/** The document prints the receiving half; sending is what its server listens for: a text frame. */
async function client3(): Promise<Client> {
  const page = await openFile(page3(), context)
  await hears(page, '#messages li', [greeting3()])
  const say = (text: string): Promise<void> => page.evaluate(`ws.send(${JSON.stringify(text)})`)
  return { page, shown: '#messages li:not(:first-child)', say }
}

async function client4(): Promise<Client> {
  const page = await openFrom(`${origin}/document-4`, page4(), context)
  await page.waitForFunction('socket.connected')
  const say = async (text: string): Promise<void> => {
    await page.fill('#message', text)
    await page.click('button')
  }
  return { page, shown: '#messages li', say }
}

describe('document 1', () => {
  it('hears every message, its own included', async () => {
    const [ada, bob] = [await client1(), await client1()]
    await ada.say('hello')
    await hears(bob.page, bob.shown, ['hello'])
    await bob.say('hello yourself')
    for (const { page, shown } of [ada, bob]) await hears(page, shown, ['hello', 'hello yourself'])
  })

  it('gets the chat interface at its path', async () => {
    const page = await context.newPage()
    const answer = await page.goto(`${origin}${document1().path}`)
    expect(answer?.status()).toBe(200)
    await page.getByLabel('Your name').waitFor()
  })
})

describe('document 2', () => {
  it('hears every message, its own included', async () => {
    const [ada, bob] = [await client2(), await client2()]
    await ada.say('hello')
    await hears(bob.page, bob.shown, ['hello'])
    await bob.say('hello yourself')
    for (const { page, shown } of [ada, bob]) await hears(page, shown, ['hello', 'hello yourself'])
  })

  it('loses its connection by sending what is not JSON, and nobody else does', async () => {
    const [ada, mallory, carl] = [await client2(), await client2(), await client4()]
    await mallory.page.evaluate('socket.send("this is not JSON")')
    await mallory.page.waitForFunction('socket.readyState === WebSocket.CLOSED')
    await carl.say('still here')
    await hears(ada.page, ada.shown, ['still here'])
    await ada.say('so am I')
    await hears(carl.page, carl.shown, ['still here', 'so am I'])
  })
})

describe('document 3', () => {
  it('is greeted, and hears others but not itself', async () => {
    const [ada, bob] = [await client3(), await client3()]
    await ada.say('hello')
    await hears(bob.page, bob.shown, ['hello'])
    await bob.say('hello yourself')
    await hears(ada.page, ada.shown, ['hello yourself'])
    expect(await texts(bob.page, bob.shown)).toEqual(['hello'])
  })

  it('needs no proxy where its dialect is the only one of the raw door', async () => {
    const plain = await Server.start('--dialects', 'message,send-message,ws-text')
    const direct = await launch({ 'server:80': plain.wsPort })
    try {
      context = await direct.newContext()
      const [ada, bob] = [await client3(), await client3()]
      await ada.say('hello')
      await hears(bob.page, bob.shown, ['hello'])
    } finally {
      await direct.close()
      await plain.close()
    }
  })
})

describe('document 4', () => {
  it('gets the Socket.IO client from the server, and hears every message', async () => {
    const [ada, bob] = [await client4(), await client4()]
    await ada.say('hello')
    await hears(bob.page, bob.shown, ['hello'])
    await bob.say('hello yourself')
    for (const { page, shown } of [ada, bob]) await hears(page, shown, ['hello', 'hello yourself'])
  })
})

describe('across the documents', () => {
  it('a message sent by any reaches the other three once and in one order', async () => {
    const clients = [await client1(), await client2(), await client3(), await client4()]
    const names = ['one', 'two', 'three', 'four']
    const rounds = 5
    await Promise.all(
      clients.map(async ({ say }, index) => {
        for (let round = 1; round <= rounds; round++) await say(`${names[index] ?? ''} ${round}`)
      }),
    )
    const total = clients.length * rounds
    for (const [index, { page, shown }] of clients.entries()) {
      await hearsCount(page, shown, index === 2 ? total - rounds : total)
    }
    const lists = await Promise.all(clients.map(({ page, shown }) => texts(page, shown)))
    const [order = []] = lists
    expect(new Set(order).size).toBe(total)
    expect(lists[1]).toEqual(order)
    expect(lists[2]).toEqual(order.filter((text) => !text.startsWith('three ')))
    expect(lists[3]).toEqual(order)
  })
})
