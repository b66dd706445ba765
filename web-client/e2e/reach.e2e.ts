import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { composer, enter, isOnline, say, SHOWN, STORED, visit } from './support/chat'
import { hears, hearsCount } from './support/pages'
import { Server } from './support/server'

let server: Server
let browser: Browser

beforeAll(async () => {
  server = await Server.start('--auth', 'open,accounts')
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

describe('everybody', () => {
  it('can do all by keyboard', async () => {
    const page = await visit(browser, server)
    await expect.poll(() => focused(page)).toBe('INPUT')
    await page.keyboard.type('Kay')
    await page.keyboard.press('Enter')
    await isOnline(page)
    await expect.poll(() => focused(page)).toBe('TEXTAREA')
    const before = await page.locator(SHOWN).count()
    await page.keyboard.type('by key')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('alone')
    await page.keyboard.press('Enter')
    await hearsCount(page, SHOWN, before + 1)
    await page.locator(`.message[data-own=true]:is(${STORED})`).waitFor()
    await page.keyboard.press('Shift+Tab')
    for (let count = 0; count < 4 && (await focused(page)) !== 'ARTICLE'; count++) {
      await page.keyboard.press('Shift+Tab')
    }
    expect(await focused(page)).toBe('ARTICLE')
    await page.keyboard.press('e')
    await expect.poll(() => focused(page)).toBe('TEXTAREA')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('changed')
    await page.keyboard.press('Enter')
    await page.locator('.message .edited').waitFor()
    await page.keyboard.press('Control+K')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('keys')
    await page.keyboard.press('Enter')
    await page.locator('.bar h1', { hasText: '#keys' }).waitFor()
    await page.keyboard.press('Alt+ArrowDown')
    await page.locator('.bar h1', { hasText: '#lobby' }).waitFor()
  })

  it('has room on a phone, with large letters, and at 320 pixels', async () => {
    const sizes = [
      { width: 360, height: 700 },
      { width: 320, height: 560 },
      { width: 640, height: 360 },
    ]
    for (const viewport of sizes) {
      const page = await enter(browser, server, 'Flo', [], { viewport, hasTouch: true })
      await say(page, 'Donaudampfschifffahrt'.repeat(25))
      await page.locator(`.message[data-own=true]:is(${STORED})`).first().waitFor()
      await fits(page)
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      await fits(page)
      await page.evaluate(() => {
        document.documentElement.style.fontSize = ''
      })
      if (viewport.width < 640) {
        await page.getByRole('button', { name: 'Back to the rooms' }).click()
        await page.getByRole('button', { name: 'lobby', exact: true }).click()
        await composer(page).waitFor()
      }
      await page.context().close()
    }
  })

  it('hears what arrives, and only that', async () => {
    const ada = await enter(browser, server, 'Ada')
    const bob = await enter(browser, server, 'Bob')
    await say(bob, 'can you hear me?')
    await hears(ada, '[role=log] p', ['Bob: can you hear me?'])
    await hears(bob, '[role=log] p', [])
  })
})

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.tagName ?? '')
}

/** Nothing sticks out at the side. */
async function fits(page: Page): Promise<void> {
  const wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
  expect(await page.evaluate(wide)).toBe(false)
}
