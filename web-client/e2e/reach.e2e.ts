import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { composer, enter, isOnline, say, SHOWN, STORED, visit } from './support/chat'
import { hears, hearsCount } from './support/pages'
import { Server } from './support/server'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const THEMES = ['light', 'dark', 'contrast'] as const

type Finding = { id: string; nodes: { target: unknown; failureSummary?: string }[] }

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

/** What axe finds, as one line each. It is put in from outside, past the policy of the page. */
async function findings(page: Page): Promise<string[]> {
  await page.waitForTimeout(400)
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: AXE })
  const run = 'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)'
  const { result } = await session.send('Runtime.evaluate', {
    expression: run,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  return (result.value as Finding[]).flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary ?? ''}`),
  )
}

async function choose(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  await page.evaluate((value) => {
    document.documentElement.dataset.theme = value
  }, theme)
}

/** Opens each window and panel in turn, and hands over its name. */
async function eachView(page: Page, look: (view: string) => Promise<void>): Promise<void> {
  await look('room')
  await page.locator('.message').last().hover()
  await look('message pointed at')
  for (const name of ['Members', 'Search messages']) {
    await page.getByRole('button', { name, exact: true }).click()
    await page.locator('.panel').waitFor()
    await look(name)
    await page.locator('.panel').getByRole('button', { name: 'Close' }).click()
  }
  for (const name of ['Find rooms', 'Write to somebody', 'Settings']) {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('dialog').waitFor()
    for (const tab of await page.getByRole('dialog').getByRole('tab').all()) {
      await tab.click()
      await look(`${name}: ${(await tab.textContent()) ?? ''}`)
    }
    await page.keyboard.press('Escape')
  }
  await page.locator('.bar h1').click()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await look('keys')
  await page.keyboard.press('Escape')
  await page.locator('.composer').getByRole('button', { name: 'Emoji' }).click()
  await page.locator('.picker-emoji').first().waitFor()
  await look('emoji')
  await page.keyboard.press('Escape')
}

describe('everybody', () => {
  it('finds nothing in the way in any view and colour', async () => {
    const page = await visit(browser, server)
    const found: string[] = []
    for (const tab of ['Guest', 'Account']) {
      await page.getByRole('tab', { name: tab }).click()
      for (const theme of THEMES) {
        await choose(page, theme)
        found.push(...(await findings(page)).map((line) => `${tab}, ${theme}: ${line}`))
      }
    }
    await page.getByRole('tab', { name: 'Guest' }).click()
    await page.getByLabel('Your name').fill('Ada')
    await page.keyboard.press('Enter')
    await isOnline(page)
    await say(page, 'Some **words**, `code` and https://example.org')
    await hearsCount(page, STORED, 1)
    await eachView(page, async (view) => {
      for (const theme of THEMES) {
        await choose(page, theme)
        found.push(...(await findings(page)).map((line) => `${view}, ${theme}: ${line}`))
      }
    })
    expect(found).toEqual([])
  })

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
