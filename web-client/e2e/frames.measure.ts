import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { Bot } from './support/bot'
import { launch } from './support/browser'
import { enter } from './support/chat'
import { Server } from './support/server'

/** How many messages the room has before anything is measured; all are in the page by then. */
const COUNT = Number(process.env.FRAMES_MESSAGES ?? 10_000)

/** For how long messages arrive. */
const SECONDS = Number(process.env.FRAMES_SECONDS ?? 60)

const PER_SECOND = 100
const SCROLLED_FRAMES = 600
const SCROLLED_PIXELS = 180

/** The longest that loading all messages may take. */
const LOADED_MILLIS = 240_000

const WORDS = 'lorem ipsum dolor sit amet '

let server: Server
let browser: Browser
let bot: Bot
let page: Page
let inspector: CDPSession

beforeAll(async () => {
  server = await Server.start()
  browser = await launch()
  bot = await Bot.enter(server, 'Bot')
  await bot.say(
    'lobby',
    Array.from({ length: COUNT }, (_, index) => words(index)),
  )
  page = await enter(browser, server, 'Ada', [], { viewport: { width: 1200, height: 800 } })
  inspector = await page.context().newCDPSession(page)
  await inspector.send('Performance.enable')
}, 120_000)

afterAll(async () => {
  bot.leave()
  await browser.close()
  await server.close()
})

/** Of many lengths, one in eleven with markup. */
function words(index: number): string {
  const markup = index % 11 === 0 ? '**bold** and `code` https://example.org' : ''
  return `Message ${index}: ${WORDS.repeat((index * 7) % 9)}${markup}`
}

/** How long frames took, in milliseconds. */
function told(name: string, frames: readonly number[]): void {
  const sorted = [...frames].sort((a, b) => a - b)
  const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? NaN).toFixed(1)
  const figures = `median ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${sorted.at(-1)}`
  console.log(`${name}: ${frames.length} frames, ${figures}`)
}

/** The times between frames, while something is done in each of them. */
async function frames(scroll: number, until: number): Promise<number[]> {
  return page.evaluate(
    async ({ scroll, until }) => {
      const scroller = document.querySelector('.scroller')
      const found: number[] = []
      const end = performance.now() + until
      for (let last = performance.now(); scroll > 0 ? found.length < until : last < end;) {
        if (scroller !== null && scroll > 0) scroller.scrollTop += scroll
        await new Promise(requestAnimationFrame)
        const now = performance.now()
        found.push(now - last)
        last = now
      }
      return found
    },
    { scroll, until },
  )
}

type Effort = Readonly<Record<string, number>>

/** What the page's main thread has done so far: times in milliseconds, and how often. */
async function effort(): Promise<Effort> {
  const { metrics } = await inspector.send('Performance.getMetrics')
  const wanted = /^(Layout|RecalcStyle)(Count|Duration)$|^(Script|Task)Duration$/
  return Object.fromEntries(
    metrics
      .filter(({ name }) => wanted.test(name))
      .map(({ name, value }) => [name, name.endsWith('Duration') ? value * 1_000 : value]),
  )
}

function toldSince(before: Effort, after: Effort): void {
  const each = Object.keys(after).map(
    (name) => `${name} ${Math.round(((after[name] ?? 0) - (before[name] ?? 0)) / SECONDS)}`,
  )
  console.log(`in a second: ${each.join(', ')}`)
}

describe('the frames of a long timeline', () => {
  it('while it scrolls', async () => {
    const began = Date.now()
    while ((await page.locator('.beginning').count()) === 0) {
      if (Date.now() - began > LOADED_MILLIS) throw new Error('It does not come to the beginning.')
      await page.locator('.scroller').evaluate((scroller) => (scroller.scrollTop = 0))
      await page.waitForTimeout(60)
    }
    told('scrolling', await frames(SCROLLED_PIXELS, SCROLLED_FRAMES))
  }, 300_000)

  it('while messages arrive', async () => {
    const latest = page.getByRole('button', { name: 'To the latest' })
    if ((await latest.count()) > 0) await latest.click()
    await page.waitForTimeout(1_000)
    const before = await effort()
    const counted = frames(0, SECONDS * 1_000)
    const sent: Promise<void>[] = []
    const began = Date.now()
    for (let index = 0; index < SECONDS * PER_SECOND; index += 1) {
      const due = began + (index * 1_000) / PER_SECOND
      if (due > Date.now()) await new Promise((go) => setTimeout(go, due - Date.now()))
      sent.push(bot.say('lobby', [words(index)]))
    }
    told(`${PER_SECOND} messages a second`, await counted)
    toldSince(before, await effort())
    await Promise.all(sent)
    console.log(`at the end: ${await page.locator('.scroller').getAttribute('data-at-end')}`)
  }, 300_000)
})
