import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { hears, hearsCount } from './support/pages'
import { Server } from './support/server'

const SHOWN = '.message .text'

/** To others a message may be shown before its own sender has the acknowledgement. */
const STORED = '.message[data-status=stored]'

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

/** A window of somebody's own, signed in. */
async function open(name: string): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  page.on('pageerror', (fault) => faults.push(fault.message))
  page.on('console', (line) => {
    if (/content.security.policy/i.test(line.text())) faults.push(line.text())
  })
  await page.goto(server.url)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Join the lobby' }).click()
  await page.locator('.status[data-status=online]').waitFor()
  return page
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.keyboard.press('Enter')
}

function banner(page: Page): ReturnType<Page['locator']> {
  return page.locator('.banner')
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

  it('shows text as text, whatever is in it', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>1</script> & &amp;'
    const [ada, bob] = [await open('<b>Ada</b>'), await open('Bob')]
    await say(ada, hostile)
    for (const page of [ada, bob]) await hears(page, SHOWN, [hostile])
    await hears(bob, '.sender', ['<b>Ada</b>'])
    expect(await bob.locator('.text img, .sender b').count()).toBe(0)
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
