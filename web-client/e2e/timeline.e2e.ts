import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bot, numbered } from './support/bot'
import { launch } from './support/browser'
import { enter, isOnline, message } from './support/chat'
import { PATIENCE } from './support/pages'
import { Server } from './support/server'

const COUNT = 900

let server: Server
let browser: Browser
let bot: Bot
let page: Page

beforeAll(async () => {
  server = await Server.start()
  browser = await launch()
  bot = await Bot.enter(server, 'Bot')
  await bot.say('lobby', numbered(COUNT))
  page = await enter(browser, server, 'Ada')
})

afterAll(async () => {
  bot.leave()
  await browser.close()
  await server.close()
})

/** Where a message stands in the window, in pixels from its top. */
async function top(text: string): Promise<number> {
  const box = await page.getByText(text, { exact: true }).boundingBox()
  return box?.y ?? NaN
}

/** The text of the message in the middle of what is seen. */
function middle(): Promise<string> {
  return page.evaluate(() => {
    const box = document.querySelector('.scroller')?.getBoundingClientRect()
    if (box === undefined) return ''
    const texts = [...document.querySelectorAll('.message .text')]
    const seen = texts.find((text) => {
      const { top, bottom } = text.getBoundingClientRect()
      return bottom > box.top + box.height / 2 && top < box.bottom
    })
    return seen?.textContent ?? ''
  })
}

/** Waits until nothing moves any longer. */
async function stands(): Promise<void> {
  const place = (): Promise<number> =>
    page.locator('.scroller').evaluate((scroller) => scroller.scrollTop)
  for (let last = NaN, now = await place(); now !== last;) {
    await page.waitForTimeout(300)
    last = now
    now = await place()
  }
}

async function wheel(pixels: number): Promise<void> {
  await page.locator('.scroller').hover()
  await page.mouse.wheel(0, pixels)
}

describe('the timeline', () => {
  it('opens at the end, with few of its messages in the page', async () => {
    await page.getByText(`number ${COUNT}`, { exact: true }).waitFor()
    expect(await page.locator('.message').count()).toBeLessThan(80)
  })

  it('keeps its place to the pixel while older messages come', async () => {
    let loads = 0
    page.on('websocket', () => (loads += 1))
    for (let turn = 0; turn < 12; turn++) {
      await wheel(-900)
      await page.waitForTimeout(120)
      const text = await middle()
      const before = await top(text)
      await page.waitForTimeout(500)
      expect(Math.abs((await top(text)) - before), `${text} in turn ${turn}`).toBeLessThanOrEqual(1)
    }
  })

  it('goes back to the beginning, without a gap or a double', async () => {
    // Two turns of the wheel may become one, so that not each message is in the page at some time;
    // but what is there stands side by side, one after the other. The newest may be kept in the
    // page as the one that the keyboard would come to.
    const look = async (): Promise<boolean> => {
      const texts = await page.locator('.message .text').allTextContents()
      const all = texts.map((text) => Number(text.replace('number ', '')))
      const numbers = all.at(-1) === COUNT ? all.slice(0, -1) : all
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? NaN) + index))
      return numbers[0] === 1
    }
    await page.getByRole('button', { name: 'To the latest' }).click()
    await page.getByText(`number ${COUNT}`, { exact: true }).waitFor()
    await expect
      .poll(
        async () => {
          const done = await look()
          await wheel(-700)
          return done
        },
        { timeout: 90_000, interval: 60 },
      )
      .toBe(true)
    await page.locator('.beginning').waitFor()
  })

  it('does not move when something is said while one reads back, and leads to the latest', async () => {
    await stands()
    const text = await middle()
    const before = await top(text)
    await bot.say('lobby', ['news'])
    await page.waitForTimeout(500)
    expect(Math.abs((await top(text)) - before)).toBeLessThanOrEqual(1)
    await page.getByRole('button', { name: 'To the latest' }).click()
    await page.getByText('news', { exact: true }).waitFor()
    await bot.say('lobby', ['more news'])
    await page.getByText('more news', { exact: true }).waitFor()
    expect(await message(page, 'more news').isVisible()).toBe(true)
  })

  it('has what was missed while the page slept, in its place', async () => {
    await page.context().setOffline(true)
    await page.locator('.banner').waitFor()
    await bot.say(
      'lobby',
      numbered(300).map((text) => `late ${text}`),
    )
    await page.context().setOffline(false)
    await expect.poll(() => page.locator('.banner').count(), PATIENCE).toBe(0)
    await isOnline(page)
    await page.getByText('late number 300', { exact: true }).waitFor()
  })
})
