import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bot } from './support/bot'
import { launch } from './support/browser'
import { enter, isOnline, visit } from './support/chat'
import { PATIENCE } from './support/pages'
import { Server } from './support/server'

const DESKTOP = { viewport: { width: 1350, height: 940 } }
const PHONE = { viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true }

/** Below this nobody sees that something has moved; a fifth of what counts as good. */
const STILL = 0.02

/** A font that came a moment too late moves words by less than this. */
const PIXELS = 2

let server: Server
let browser: Browser
let bot: Bot

beforeAll(async () => {
  server = await Server.start()
  browser = await launch()
  bot = await Bot.enter(server, 'Bot')
  const line = 'It is up again, and **nothing** was lost; see `kill -9` and https://example.org. '
  await bot.say(
    'lobby',
    Array.from({ length: 80 }, (_, index) => line.repeat(1 + ((index * 3) % 5))),
  )
})

afterAll(async () => {
  bot.leave()
  await browser.close()
  await server.close()
})

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean }

/** How much has moved since the page began, by the browser's own count. */
function moved(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries() as Shift[]) {
            if (!shift.hadRecentInput) sum += shift.value
          }
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => {
          done(sum)
        }, 500)
      }),
  )
}

/** Where things begin, and where they end below. */
function places(page: Page, selectors: readonly string[]): Promise<number[][]> {
  return page.evaluate(
    (wanted) =>
      wanted.map((selector) => {
        const seen = [...document.querySelectorAll(selector)].map((one) =>
          one.getBoundingClientRect(),
        )
        const box = seen.find(({ width }) => width > 0)
        return box === undefined ? [] : [box.left, box.top, box.bottom]
      }),
    selectors,
  )
}

/** The page without its script: what is seen before that runs. */
async function outline(page: Page, selectors: readonly string[]): Promise<number[][]> {
  const script = /\/assets\/index-[^/]*\.js$/
  await page.route(script, (route) => route.abort())
  await page.reload()
  const found = await places(page, selectors)
  await page.unroute(script)
  return found
}

async function standsAs(page: Page, before: number[][], selectors: readonly string[]) {
  const far = async (): Promise<number> => {
    const now = await places(page, selectors)
    return Math.max(...before.flat().map((at, index) => Math.abs(at - (now.flat()[index] ?? NaN))))
  }
  expect(before.every((box) => box.length > 0)).toBe(true)
  await expect.poll(far, PATIENCE).toBeLessThan(PIXELS)
}

describe.each([
  ['wide', DESKTOP],
  ['narrow', PHONE],
])('on a %s screen', (_, options: BrowserContextOptions) => {
  it('a room stands still while it opens, where its outline stood', async () => {
    const page = await enter(browser, server, 'Ada', [], options)
    const parts = ['.sheet', '.bar', '.bar h1', '.timeline', '.writing']
    const before = await outline(page, parts)
    await page.reload()
    await isOnline(page)
    await page.locator('.message').nth(3).waitFor()
    expect(await moved(page)).toBeLessThan(STILL)
    await standsAs(page, before, parts)
    await page.context().close()
  })

  it('the way in stands still, where its outline stood', async () => {
    const page = await visit(browser, server, [], options)
    const parts = ['.sign-in-card', '.brand', '.tabs', '.field', '.find .button']
    const before = await outline(page, parts)
    await page.reload()
    await page.getByLabel('Your name').waitFor()
    expect(await moved(page)).toBeLessThan(STILL)
    await standsAs(page, before, parts)
    await page.context().close()
  })
})
