import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { act, enter, say, sayAs, visit } from './support/chat'
import { hearsCount } from './support/pages'
import { Server } from './support/server'

/** Where the pictures lie for people to look at. */
const FOLDER = join(import.meta.dirname, '../target/screenshots')

const DESKTOP = { width: 1100, height: 720 }
const PHONE = { width: 360, height: 700 }

const TALK: readonly (readonly [string, string])[] = [
  ['Ada', 'Good morning! Is the new build up?'],
  ['Bob', 'It is. I killed it **twice** to see what is lost: `kill -9`, in the middle of sending.'],
  ['Ada', 'And?'],
  ['Bob', 'Nothing. Every message was still there, in order:\n1. sending\n2. stored\n3. read'],
  ['Bob', '```\nassert(message.sequence === last + 1)\n```'],
  ['שרה', 'בוקר טוב לכולם, איך אתם?'],
  ['Carla with a rather long name', 'Donaudampfschifffahrt'.repeat(12)],
  ['Bob', '@Ada shall we keep it open, then? See https://example.org/notes'],
]

let server: Server
let browser: Browser

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true })
  server = await Server.start('--auth', 'open,accounts')
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

function open(name: string, options: BrowserContextOptions): Promise<Page> {
  return enter(browser, server, name, [], { viewport: DESKTOP, deviceScaleFactor: 2, ...options })
}

async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
}

/** Nothing sticks out at the side. */
async function fits(page: Page): Promise<void> {
  const wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
  expect(await page.evaluate(wide)).toBe(false)
}

/** Takes a picture of each window and panel. */
async function windows(page: Page, suffix: string): Promise<void> {
  for (const [name, button] of [
    ['members', 'Members'],
    ['search', 'Search messages'],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).click()
    if (name === 'search') await page.getByLabel('Words', { exact: true }).fill('every message')
    await page.waitForTimeout(700)
    await picture(page, `${name}-${suffix}`)
    await page.locator('.panel').getByRole('button', { name: 'Close' }).click()
  }
  for (const [name, button] of [
    ['find', 'Find rooms'],
    ['settings', 'Settings'],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('dialog').waitFor()
    await picture(page, `${name}-${suffix}`)
    await page.keyboard.press('Escape')
  }
  await page.locator('.composer').getByRole('button', { name: 'Emoji' }).click()
  await page.locator('.picker-emoji').first().waitFor()
  await picture(page, `emoji-${suffix}`)
  await page.keyboard.press('Escape')
  await page.locator('.bar h1').click()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await picture(page, `keys-${suffix}`)
  await page.keyboard.press('Escape')
}

describe('pictures of the page', () => {
  it('are taken in each state, and nothing sticks out at the side', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const door = await visit(browser, server, [], { viewport: DESKTOP, colorScheme })
      await picture(door, `sign-in-${colorScheme}`)
      await door.context().close()
    }
    const ada = await open('Ada', { colorScheme: 'light' })
    await picture(ada, 'empty-light')
    const others = new Map([['Ada', ada]])
    for (const [index, [name, text]] of TALK.entries()) {
      const page = others.get(name) ?? (await open(name, {}))
      others.set(name, page)
      if (index === 2) await act(page, 'I killed it', 'Reply')
      await sayAs(page, text, index + 1)
    }
    await act(ada, 'Every message was still there', 'React with ❤️')
    const dark = await open('Dora', { colorScheme: 'dark' })
    const phone = await open('Emil', { viewport: PHONE, hasTouch: true, isMobile: true })
    const narrow = await open('Flo', { viewport: { width: 320, height: 600 } })
    for (const page of [ada, dark, phone, narrow]) await hearsCount(page, '.chip', 1)
    await picture(ada, 'chat-light')
    await ada.screenshot({ path: join(FOLDER, 'readme.png'), scale: 'css' })
    await picture(dark, 'chat-dark')
    await picture(phone, 'chat-phone')
    await picture(narrow, 'chat-320')
    for (const page of [ada, dark, phone, narrow]) await fits(page)
    await windows(ada, 'light')
    await windows(dark, 'dark')
    await phone.getByRole('button', { name: 'Back to the rooms' }).click()
    await picture(phone, 'rooms-phone')
    await phone.getByRole('button', { name: 'lobby', exact: true }).click()
    await server.kill()
    for (const page of [ada, phone, dark]) await page.locator('.banner').waitFor()
    await say(ada, 'Are you there?')
    await ada.locator('.message[data-status=waiting]').waitFor()
    await picture(ada, 'offline-light')
    await picture(dark, 'offline-dark')
    await picture(phone, 'offline-phone')
  })
})
