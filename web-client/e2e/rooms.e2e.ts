import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import {
  act,
  choose,
  composer,
  invite,
  makeRoom,
  message,
  register,
  say,
  SHOWN,
  STORED,
} from './support/chat'
import { hears, hearsCount, texts } from './support/pages'
import { Server } from './support/server'

/** A picture of one red pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

let server: Server
let browser: Browser
const faults: string[] = []
let people = 0

beforeAll(async () => {
  server = await Server.start('--auth', 'open,accounts')
  browser = await launch()
})

afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Somebody with an account whose name nobody else has had. */
async function somebody(name: string): Promise<Readonly<{ page: Page; name: string }>> {
  people += 1
  const own = `${name}${people}`
  return { page: await register(browser, server, own, faults), name: own }
}

describe('rooms', () => {
  it('are made, found and joined, and count what is unread', async () => {
    const [ada, bob] = [await somebody('ada'), await somebody('bob')]
    await makeRoom(ada.page, 'garden', 'public')
    await bob.page.getByRole('button', { name: 'Find rooms' }).click()
    await bob.page.getByLabel('Name or topic of a room').fill('gard')
    await bob.page.getByRole('button', { name: 'Join garden' }).click()
    await bob.page.locator('.bar h1', { hasText: '#garden' }).waitFor()
    await say(ada.page, 'a bench')
    await ada.page.locator('.message[data-status=read]').waitFor()
    await bob.page.getByRole('button', { name: 'lobby', exact: true }).click()
    await bob.page.locator('.bar h1', { hasText: '#lobby' }).waitFor()
    await say(ada.page, 'the roses are out')
    await say(ada.page, `@${bob.name} come and see`)
    const item = bob.page.locator('.room-item', { hasText: 'garden' })
    await item.locator('.pill.call').waitFor()
    await item
      .getByRole('button', { name: /garden/ })
      .first()
      .click()
    await hears(bob.page, SHOWN, ['a bench', 'the roses are out', `@${bob.name} come and see`])
    await bob.page.locator('.divider[data-kind=unread]').waitFor()
    await hearsCount(bob.page, '.room-item .pill', 0)
    expect(faults).toEqual([])
  })

  it('lets messages be answered, changed, deleted and reacted to, before everybody’s eyes', async () => {
    const [ada, bob] = [await somebody('ada'), await somebody('bob')]
    for (const { page } of [ada, bob]) await join(page, 'talk')
    await say(ada.page, 'first')
    await hears(bob.page, SHOWN, ['first'])
    await act(bob.page, 'first', 'Reply')
    await say(bob.page, 'second')
    await ada.page.locator('.quote', { hasText: 'first' }).waitFor()
    await act(bob.page, 'first', 'React with 👍')
    await ada.page.locator('.chip', { hasText: '👍' }).waitFor()
    await composer(ada.page).press('ArrowUp')
    await say(ada.page, 'first, mended')
    await hears(bob.page, SHOWN, ['first, mended', 'second'])
    await bob.page.locator('.edited').waitFor()
    await choose(bob.page, 'second', 'Delete')
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    for (const { page } of [ada, bob]) {
      await hears(page, SHOWN, ['first, mended'])
      await page.getByText('This message was deleted.').waitFor()
    }
  })

  it('of two people reach the other one, who is told', async () => {
    const [ada, bob] = [await somebody('ada'), await somebody('bob')]
    for (const { page } of [ada, bob]) await join(page, 'meeting')
    await say(bob.page, 'here I am')
    await choose(ada.page, 'here I am', `Write to ${bob.name}`)
    await ada.page.locator('.bar h1', { hasText: bob.name }).waitFor()
    await say(ada.page, 'just for you')
    const item = bob.page.locator('.room-item', { hasText: ada.name })
    await item.locator('.pill.call').waitFor()
    await item.getByRole('button').first().click()
    await hears(bob.page, SHOWN, ['just for you'])
    await ada.page.locator('.message[data-status=read]').waitFor()
  })

  it('are kept in order by those who run them', async () => {
    const [ada, bob] = [await somebody('ada'), await somebody('bob')]
    await makeRoom(ada.page, 'salon', 'Private')
    await invite(ada.page, bob.name)
    await bob.page.locator('.room-item', { hasText: 'salon' }).getByRole('button').first().click()
    await say(bob.page, 'rude words')
    await hears(ada.page, SHOWN, ['rude words'])
    await choose(ada.page, 'rude words', 'Delete')
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await hears(bob.page, SHOWN, [])
    await ada.page.getByRole('button', { name: `What to do about ${bob.name}` }).click()
    await ada.page.getByRole('menuitem', { name: 'Mute for 10 minutes' }).click()
    await ada.page.locator('.member', { hasText: 'Muted until' }).waitFor()
    await say(bob.page, 'may I?')
    await bob.page.locator('.message[data-status=failed]').waitFor()
    await ada.page.getByRole('button', { name: `What to do about ${bob.name}` }).click()
    await ada.page.getByRole('menuitem', { name: 'Ban' }).click()
    await bob.page.locator('.toast[data-kind=removed]').waitFor()
    await hearsCount(bob.page, '.room-item:has-text("salon")', 0)
    expect(faults).toEqual([])
  })

  it('take files: a picture is shown, another is offered', async () => {
    const [ada, bob] = [await somebody('ada'), await somebody('bob')]
    for (const { page } of [ada, bob]) await join(page, 'gallery')
    await ada.page.locator('input[type=file]').setInputFiles([
      { name: 'red.png', mimeType: 'image/png', buffer: PIXEL },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('some notes') },
    ])
    await hearsCount(ada.page, '.upload[data-status=uploaded]', 2)
    await say(ada.page, 'see these')
    await hearsCount(ada.page, STORED, 1)
    const picture = bob.page.locator('.message .picture img')
    await picture.waitFor()
    const width = (image: SVGElement | HTMLElement): number =>
      image instanceof HTMLImageElement ? image.naturalWidth : 0
    await expect.poll(() => picture.evaluate(width)).toBe(1)
    await bob.page.locator('.message .file-card', { hasText: 'notes.txt' }).waitFor()
    expect(faults).toEqual([])
  })

  it('are searched, and what is found is shown where it stands', async () => {
    const ada = await somebody('ada')
    await join(ada.page, 'archive')
    for (const word of ['apple', 'pear', 'quince']) await say(ada.page, `a ${word} a day`)
    await hearsCount(ada.page, STORED, 3)
    await ada.page.keyboard.press('Control+Shift+F')
    await ada.page.getByLabel('Words', { exact: true }).fill('pear')
    await expect.poll(() => texts(ada.page, '.found-text')).toEqual(['a pear a day'])
    await hears(ada.page, '.found-text mark', ['pear'])
    await ada.page.locator('.found-message').click()
    await ada.page.locator('.message[data-marked=true]', { hasText: 'pear' }).waitFor()
  })
})

/** Enters a public room by its name. */
async function join(page: Page, room: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.getByLabel('Name or topic of a room').fill(room)
  await page.keyboard.press('Enter')
  await page.locator('.bar h1', { hasText: `#${room}` }).waitFor()
  await message(page, '').or(page.locator('.beginning')).first().waitFor()
}
