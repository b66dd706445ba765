import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { banner, enter, isOnline, say, SHOWN, STORED } from './support/chat'
import { hears, hearsCount } from './support/pages'
import { Server } from './support/server'

let server: Server
let browser: Browser
let faults: string[]

beforeAll(async () => {
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
})

beforeEach(async () => {
  server = await Server.start()
  faults = []
})

afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  await server.close()
})

function open(name: string): Promise<Page> {
  return enter(browser, server, name, faults)
}

describe('the page', () => {
  it('lets two people chat', async () => {
    const [ada, bob] = [await open('Ada'), await open('Bob')]
    await say(ada, 'Hello, Bob')
    await hears(bob, SHOWN, ['Hello, Bob'])
    await say(bob, 'Hello, Ada')
    for (const page of [ada, bob]) await hears(page, SHOWN, ['Hello, Bob', 'Hello, Ada'])
    await hears(bob, '.sender', ['Ada', 'Bob'])
    await ada.locator(`${STORED}[data-own=true]`).waitFor()
    expect(faults).toEqual([])
  })

  it('tells that the server is away, and has everything when it is back', async () => {
    const [ada, bob] = [await open('Ada'), await open('Bob')]
    await say(ada, 'before')
    await hears(bob, SHOWN, ['before'])
    await hearsCount(ada, STORED, 1)
    await server.kill()
    for (const page of [ada, bob]) await banner(page).waitFor()
    await say(ada, 'meanwhile')
    await ada.locator('.message[data-status=waiting]').waitFor()
    await server.startAgain()
    for (const page of [ada, bob]) {
      await banner(page).waitFor({ state: 'hidden' })
      await hears(page, SHOWN, ['before', 'meanwhile'])
    }
    await say(bob, 'after')
    for (const page of [ada, bob]) await hears(page, SHOWN, ['before', 'meanwhile', 'after'])
    await ada.reload()
    await hears(ada, SHOWN, ['before', 'meanwhile', 'after'])
    await hears(await open('Carla'), SHOWN, ['before', 'meanwhile', 'after'])
    expect(faults).toEqual([])
  })

  it('sends again what was on its way when the server died', async () => {
    const [ada, bob] = [await open('Ada'), await open('Bob')]
    await say(ada, 'one')
    await hearsCount(ada, STORED, 1)
    server.freeze()
    for (const text of ['two', 'three']) await say(ada, text)
    await ada.locator('.message[data-status=sending]').waitFor()
    await server.kill()
    await server.startAgain()
    for (const page of [ada, bob]) await hears(page, SHOWN, ['one', 'two', 'three'])
    await hearsCount(ada, STORED, 3)
  })

  it('keeps what was written without a network, through a reload, and sends it once', async () => {
    const [ada, bob] = [await open('Ada'), await open('Bob')]
    await say(ada, 'one')
    await hearsCount(ada, STORED, 1)
    await ada.evaluate(() => navigator.serviceWorker.ready)
    await ada.context().setOffline(true)
    await banner(ada).waitFor()
    for (const text of ['two', 'three']) await say(ada, text)
    await hearsCount(ada, '.message[data-status=waiting]', 2)
    await ada.reload()
    await hears(ada, '.message[data-status=waiting] .text', ['two', 'three'])
    await ada.context().setOffline(false)
    for (const page of [ada, bob]) await hears(page, SHOWN, ['one', 'two', 'three'])
    await hearsCount(ada, STORED, 3)
    expect(faults).toEqual([])
  })

  it('shows a second window of the same person the same', async () => {
    const ada = await open('Ada')
    await say(ada, 'from the first')
    const second = await ada.context().newPage()
    await second.goto(server.url)
    await isOnline(second)
    await hears(second, SHOWN, ['from the first'])
    await say(second, 'from the second')
    for (const page of [ada, second]) {
      await hears(page, SHOWN, ['from the first', 'from the second'])
      await hearsCount(page, STORED, 2)
    }
  })

  it('fetches what was said while it was away, once and in order', async () => {
    const [ada, bob] = [await open('Ada'), await open('Bob')]
    await say(ada, 'one')
    await hears(bob, SHOWN, ['one'])
    await bob.context().setOffline(true)
    await bob.evaluate(() => {
      window.dispatchEvent(new Event('offline'))
    })
    await banner(bob).waitFor()
    for (const text of ['two', 'three', 'four']) await say(ada, text)
    await hears(ada, SHOWN, ['one', 'two', 'three', 'four'])
    await bob.context().setOffline(false)
    await hears(bob, SHOWN, ['one', 'two', 'three', 'four'])
  })

  it('keeps many messages sent in a row in the order of writing', async () => {
    const [ada, bob] = [await open('Ada'), await open('Bob')]
    const written = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`)
    for (const text of written) await say(ada, text)
    for (const page of [ada, bob]) await hears(page, SHOWN, written)
  })
})
