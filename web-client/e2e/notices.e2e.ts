import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Bot } from './support/bot'
import { launchWhole } from './support/browser'
import { SHOWN, enter, isOnline } from './support/chat'
import { hears, PATIENCE } from './support/pages'
import { Server } from './support/server'

/** What the page has asked of the system. */
type Asked = Readonly<{ notices: string[]; tones: number; away: boolean }>

/** Keeps what the page asks of the system, and lets it be looked away from. */
const SPY = `
  window.asked = { notices: [], tones: 0, away: false };
  window.Notification = class extends Notification {
    constructor(title, options) {
      super(title, options);
      asked.notices.push(title + ': ' + options.body);
    }
  };
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    asked.tones += 1;
    return start.apply(this, when);
  };
  const state = () => (asked.away ? 'hidden' : 'visible');
  Object.defineProperty(document, 'visibilityState', { get: state });
`

let server: Server
let browser: Browser
let bot: Bot
let page: Page
let said: string[]

beforeAll(async () => {
  server = await Server.start()
  browser = await launchWhole()
  bot = await Bot.enter(server, 'Bob')
})

afterAll(async () => {
  bot.leave()
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  said = []
  page = await enter(browser, server, 'Ada')
  await page.context().grantPermissions(['notifications'], { origin: server.url })
  await page.context().addInitScript(SPY)
  await page.reload()
  await isOnline(page)
  said.push(...(await page.locator(SHOWN).allTextContents()))
})

afterEach(async () => {
  await page.context().close()
})

function asked(): Promise<Asked> {
  return page.evaluate('asked')
}

async function look(away: boolean): Promise<void> {
  await page.evaluate(`asked.away = ${away}; document.dispatchEvent(new Event('visibilitychange'))`)
}

/** Says something that nobody looks at, and waits until it is there all the same. */
async function sayUnseen(text: string): Promise<void> {
  await look(true)
  await bot.say('lobby', [text])
  said.push(text)
  await hears(page, SHOWN, said)
  await expect.poll(() => page.title(), PATIENCE).toMatch(/^\(\d+\) /)
  await look(false)
}

async function change(settings: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'Notices' }).click()
  await settings()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

describe('what is said where nobody looks', () => {
  it('pops up for who wants that, and for nobody who is not to be disturbed', async () => {
    await sayUnseen('before she wants it')
    await change(() => page.getByLabel('Everything').check())
    await sayUnseen('psst')
    await expect.poll(async () => (await asked()).notices, PATIENCE).toEqual(['Bob in lobby: psst'])
    await change(() => page.getByRole('switch', { name: 'Do not disturb' }).check())
    await sayUnseen('quietly')
    await change(() => page.getByRole('switch', { name: 'Do not disturb' }).uncheck())
    await sayUnseen('again')
    await expect
      .poll(async () => (await asked()).notices, PATIENCE)
      .toEqual(['Bob in lobby: psst', 'Bob in lobby: again'])
    expect((await asked()).tones).toBe(0)
  })

  it('sounds for who wants that, which nobody does at first', async () => {
    await sayUnseen('in silence')
    expect((await asked()).tones).toBe(0)
    await change(() => page.getByRole('switch', { name: 'Sound' }).check())
    await sayUnseen('aloud')
    await expect.poll(async () => (await asked()).tones, PATIENCE).toBe(1)
    await change(() => page.getByRole('switch', { name: 'Do not disturb' }).check())
    await sayUnseen('in silence again')
    expect(await asked()).toMatchObject({ notices: [], tones: 1 })
  })
})
