import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { hearsCount } from './support/pages'
import { Server } from './support/server'

/** Where the pictures lie for people to look at. */
const FOLDER = join(import.meta.dirname, '../target/screenshots')

const DESKTOP = { width: 1100, height: 760 }
const PHONE = { width: 360, height: 700 }

const TALK: readonly (readonly [string, string])[] = [
  ['Ada', 'Good morning! Is the new build up?'],
  ['Bob', 'It is. I killed it twice to see what is lost.'],
  ['Ada', 'And?'],
  ['Bob', 'Nothing. Every message was still there, in order.'],
  ['Bob', 'Even the one that I sent while it was down:\n  1. sending\n  2. stored'],
  ['שרה', 'בוקר טוב לכולם'],
  ['Carla with a rather long name, as some have', 'Donaudampfschifffahrt'.repeat(20)],
  ['Ada', 'Let us keep it open, then.'],
]

let server: Server
let browser: Browser

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true })
  server = await Server.start()
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

async function open(name: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ deviceScaleFactor: 2, ...options })
  const page = await context.newPage()
  await page.goto(server.url)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Join the lobby' }).click()
  await page.locator('.status[data-status=online]').waitFor()
  return page
}

/** Says something as message number `place` of the talk, and waits until it is stored. */
async function say(page: Page, text: string, place: number): Promise<void> {
  await hearsCount(page, '.message[data-status=stored]', place - 1)
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.keyboard.press('Enter')
  await hearsCount(page, '.message[data-status=stored]', place)
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
}

describe('pictures of the page', () => {
  it('are taken in each state, and nothing sticks out at the side', async () => {
    const first = await browser.newContext({ viewport: DESKTOP, deviceScaleFactor: 2 })
    const door = await first.newPage()
    await door.goto(server.url)
    await picture(door, 'sign-in-light')
    const ada = await open('Ada', { viewport: DESKTOP, colorScheme: 'light' })
    await picture(ada, 'empty-light')
    const others = new Map([['Ada', ada]])
    for (const [index, [name, text]] of TALK.entries()) {
      const page = others.get(name) ?? (await open(name, { viewport: DESKTOP }))
      others.set(name, page)
      await say(page, text, index + 1)
    }
    const dark = await open('Dora', { viewport: DESKTOP, colorScheme: 'dark' })
    const phone = await open('Emil', { viewport: PHONE, hasTouch: true, isMobile: true })
    const narrow = await open('Flo', { viewport: { width: 320, height: 600 } })
    for (const page of [ada, dark, phone, narrow]) {
      await hearsCount(page, '.message', TALK.length)
    }
    await picture(ada, 'chat-light')
    await picture(dark, 'chat-dark')
    await picture(phone, 'chat-phone')
    await picture(narrow, 'chat-320')
    for (const page of [ada, phone, narrow]) {
      const wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
      expect(await page.evaluate(wide)).toBe(false)
    }
    await server.kill()
    for (const page of [ada, phone, dark])
      await page.locator('.banner[data-status=offline]').waitFor()
    await ada.getByLabel('Message', { exact: true }).fill('Are you there?')
    await ada.keyboard.press('Enter')
    await ada.locator('.message[data-status=waiting]').waitFor()
    await picture(ada, 'offline-light')
    await picture(dark, 'offline-dark')
    await picture(phone, 'offline-phone')
  })
})
