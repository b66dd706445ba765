import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findings } from './support/axe'
import { launch } from './support/browser'
import { act, choose, invite, makeRoom, message, register, sayAs, visit } from './support/chat'
import { Server } from './support/server'

/** Long enough for a secret; no token is made with it. */
const SECRET = 'a secret for no token at all, of at least thirty-two bytes'

/** Nothing is on its way from one colour or place to another when it is looked at. */
const STILL = { reducedMotion: 'reduce' } as const

const TEXT = 'Some **words**, `code` and https://example.org'

let server: Server
let browser: Browser
let page: Page
let found: string[]

beforeAll(async () => {
  server = await Server.start('--auth', 'open,accounts,token', '--jwt-secret', SECRET)
  browser = await launch()
  page = await register(browser, server, 'ada', [], STILL)
  await register(browser, server, 'bob', [], STILL)
  await makeRoom(page, 'salon', 'public')
  await invite(page, 'bob')
  await page.locator('.panel').getByRole('button', { name: 'Close' }).click()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(() => {
  found = []
})

async function look(view: string, at = page): Promise<void> {
  found.push(...(await findings(at, view)))
}

async function press(button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
}

/** Looks at the window that is open, sheet by sheet, and closes it. */
async function lookAtDialog(view: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  const tabs = await dialog.getByRole('tab').all()
  if (tabs.length === 0) await look(view)
  for (const tab of tabs) {
    await tab.click()
    await look(`${view}: ${(await tab.textContent()) ?? ''}`)
  }
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}

/** Looks at the menu that is open, and closes it. */
async function lookAtMenu(view: string): Promise<void> {
  await page.getByRole('menu').waitFor()
  await look(view)
  await page.keyboard.press('Escape')
}

describe('nothing stands in anybody’s way, in no colours,', () => {
  it('at the ways in', async () => {
    const door = await visit(browser, server, [], STILL)
    for (const way of ['Guest', 'Account', 'Token']) {
      await door.getByRole('tab', { name: way }).click()
      await look(way, door)
    }
    await door.getByRole('tab', { name: 'Account' }).click()
    await door.getByRole('button', { name: /Register/ }).click()
    await look('register', door)
    await door.getByRole('tab', { name: 'Token' }).click()
    await door.getByLabel('Your token').fill('not a token')
    await door.getByRole('button', { name: 'Sign in' }).click()
    await door.getByRole('alert').waitFor()
    await look('refused', door)
    expect(found).toEqual([])
  })

  it('in a room and what can be done in it', async () => {
    await sayAs(page, TEXT, 1)
    await sayAs(page, '```\nconst answer = 42\n```', 2)
    await act(page, 'Some words', 'React with 👍')
    await look('room')
    await message(page, 'Some words').hover()
    await look('message pointed at')
    await act(page, 'Some words', 'More')
    await lookAtMenu('menu of a message')
    await act(page, 'Some words', 'Edit')
    await look('editing')
    await page.getByLabel('Message', { exact: true }).fill('Other words')
    await page.keyboard.press('Enter')
    await page.locator('.edited').waitFor()
    await choose(page, 'Other words', 'Earlier versions')
    await page.locator('.edits li').first().waitFor()
    await lookAtDialog('earlier versions')
    await choose(page, 'Other words', 'Delete')
    await lookAtDialog('delete')
    await act(page, 'Other words', 'Reply')
    await look('answering')
    await page.locator('.bar').getByRole('button', { name: 'More about salon' }).click()
    await page.getByRole('menu').waitFor()
    await look('menu of the room')
    await page.getByRole('menuitem', { name: 'About this room' }).click()
    await lookAtDialog('about this room')
    expect(found).toEqual([])
  })

  it('in what is offered while one writes', async () => {
    const composer = page.getByLabel('Message', { exact: true })
    for (const [view, text] of [
      ['people', '@b'],
      ['commands', '/'],
    ] as const) {
      await composer.fill('')
      await composer.pressSequentially(text)
      await page.getByRole('option').first().waitFor()
      await look(view)
    }
    await composer.fill('')
    await page.locator('.composer').getByRole('button', { name: 'Emoji' }).click()
    await page.locator('.picker-emoji').first().waitFor()
    await look('emoji')
    await page.getByLabel('Find emoji').fill('cat')
    await look('emoji found')
    await page.keyboard.press('Escape')
    expect(found).toEqual([])
  })

  it('in the panels', async () => {
    await press('Members')
    await page.locator('.member', { hasText: 'bob' }).waitFor()
    await look('members')
    await press('What to do about bob')
    await lookAtMenu('menu of a member')
    await press('Search messages')
    await page.getByLabel('Words', { exact: true }).fill('words')
    await page.locator('.found-text').first().waitFor()
    await look('found')
    await page.getByLabel('Words', { exact: true }).fill('nothing of the kind')
    await page.getByText('No message has these words.').waitFor()
    await look('nothing found')
    await page.locator('.panel').getByRole('button', { name: 'Close' }).click()
    expect(found).toEqual([])
  })

  it('in the windows', async () => {
    for (const window of ['Find rooms', 'Write to somebody', 'Settings']) {
      await press(window)
      await lookAtDialog(window)
    }
    await page.locator('.bar h1').click()
    await page.keyboard.press('?')
    await lookAtDialog('keys')
    expect(found).toEqual([])
  })

  it('while the server is away', async () => {
    await server.kill()
    await page.locator('.banner').waitFor()
    await page.getByLabel('Message', { exact: true }).fill('Are you there?')
    await page.keyboard.press('Enter')
    await page.locator('.message[data-status=waiting]').waitFor()
    await look('away')
    expect(found).toEqual([])
  })
})
