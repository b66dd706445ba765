import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { hearsCount } from './pages'
import type { Server } from './server'

/** The texts of messages. */
export const SHOWN = '.message .text'

/** To others a message may be shown before its own sender has the acknowledgement. */
export const STORED =
  '.message:is([data-status=stored], [data-status=delivered], [data-status=read])'

/** What went wrong in a page without anybody asking: faults, and breaches of its policy. */
export function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (fault) => faults.push(fault.message))
  page.on('console', (line) => {
    if (/content.security.policy|trusted ?type/i.test(line.text())) faults.push(line.text())
  })
}

/** A window of somebody's own, not yet signed in. */
export async function visit(
  browser: Browser,
  server: Server,
  faults: string[] = [],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  watch(page, faults)
  await page.goto(server.url)
  return page
}

/** A window of somebody's own, in the lobby as a guest. */
export async function enter(
  browser: Browser,
  server: Server,
  name: string,
  faults: string[] = [],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await visit(browser, server, faults, options)
  await joinLobby(page, name)
  return page
}

/** Signs in as a guest, at the page for that. */
export async function joinLobby(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Join the lobby' }).click()
  await isOnline(page)
}

/** A window of somebody's own, in the lobby with a new account. */
export async function register(
  browser: Browser,
  server: Server,
  name: string,
  faults: string[] = [],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await visit(browser, server, faults, options)
  await page.getByRole('tab', { name: 'Account' }).click()
  await page.getByRole('button', { name: /Register/ }).click()
  await page.getByLabel('Account name').fill(name)
  await page.getByLabel('Password').fill(`the password of ${name}`)
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await isOnline(page)
  return page
}

export async function isOnline(page: Page): Promise<void> {
  await page.locator('.status[data-status=online]').waitFor({ state: 'attached' })
  await page.locator('.message, .beginning').first().waitFor()
}

export function composer(page: Page): Locator {
  return page.getByLabel('Message', { exact: true })
}

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

/** Says something, and waits until as many messages are stored as there are then. */
export async function sayAs(page: Page, text: string, count: number): Promise<void> {
  await say(page, text)
  await hearsCount(page, STORED, count)
}

export function banner(page: Page): Locator {
  return page.locator('.banner')
}

/** The message with this text. */
export function message(page: Page, text: string): Locator {
  return page.locator('.message').filter({ hasText: text }).last()
}

/** Presses one of the buttons that a message has while it is pointed at. */
export async function act(page: Page, text: string, button: string): Promise<void> {
  await message(page, text).hover()
  await message(page, text).getByRole('button', { name: button, exact: true }).click()
}

/** Chooses from the menu of a message. */
export async function choose(page: Page, text: string, item: string): Promise<void> {
  await act(page, text, 'More')
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** Makes a room, which is then open. */
export async function makeRoom(
  page: Page,
  room: string,
  kind: 'Private' | 'public',
): Promise<void> {
  await page.getByRole('button', { name: 'Find rooms' }).click()
  await page.getByRole('tab', { name: 'New room' }).click()
  await page.getByLabel('Name', { exact: true }).fill(room)
  if (kind === 'Private') await page.getByRole('switch', { name: 'Private' }).check()
  await page.getByRole('button', { name: 'Make the room' }).click()
  await page.locator('.bar h1', { hasText: `#${room}` }).waitFor()
}

/** Invites somebody to the room that is open; its members are shown then. */
export async function invite(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Members', exact: true }).click()
  await page.getByLabel('Invite by name').fill(name)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.locator('.member', { hasText: name }).waitFor()
}
