import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { composer, enter, register, say, SHOWN, STORED } from './support/chat'
import { hears, hearsCount, texts } from './support/pages'
import { Server } from './support/server'

/** Each would change the title if it ran; all of them are shown as they were written. */
const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  '<script>document.title=1</script>',
  '<svg onload=document.title=1>',
  '<a href="javascript:document.title=1">x</a>',
  '<iframe srcdoc="<script>parent.document.title=1</script>"></iframe>',
  '"><body onload=document.title=1>',
  '&lt;img src=x onerror=document.title=1&gt; &amp;',
  '<style>*{display:none}</style>',
  '{{constructor.constructor("document.title=1")()}}',
] as const

/** Markdown that leads nowhere good. */
const LINKS = [
  '[x](javascript:document.title=1)',
  '[x](data:text/html,<script>1</script>)',
  '![x](https://example.org/x.png)',
  '[x](vbscript:x)',
  '<javascript:document.title=1>',
] as const

const NAME = '<b onmouseover=document.title=1>Eve</b>'

let server: Server
let browser: Browser
const faults: string[] = []

beforeAll(async () => {
  server = await Server.start('--auth', 'open,accounts')
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Whether anything that was written became part of the page. */
async function isClean(page: Page): Promise<void> {
  const made = '.message :is(script, style, iframe, svg:not(.icon), body), .message .text img'
  expect(await page.locator(made).count()).toBe(0)
  expect(await page.title()).toContain('Natter')
  expect(faults).toEqual([])
}

describe('what hostile people write', () => {
  it('is shown as text, in messages and names', async () => {
    const [eve, bob] = [
      await enter(browser, server, NAME, faults),
      await enter(browser, server, 'Bob', faults),
    ]
    for (const text of HOSTILE) await say(eve, text)
    for (const page of [eve, bob]) await hears(page, SHOWN, [...HOSTILE])
    await hears(bob, '.sender', [NAME])
    for (const page of [eve, bob]) await isClean(page)
  })

  it('gets no link but to the web, and no picture of elsewhere', async () => {
    const eve = await enter(browser, server, 'Mallory', faults)
    const before = await eve.locator(STORED).count()
    for (const text of LINKS) await say(eve, text)
    await hearsCount(eve, STORED, before + LINKS.length)
    const links = await eve
      .locator('.message .text a')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol))
    expect(links.filter((protocol) => !/^(https?|mailto):$/.test(protocol))).toEqual([])
    await isClean(eve)
  })

  it('is shown as text in the names and topics of rooms and files', async () => {
    const eve = await register(browser, server, 'eve', faults)
    const [room] = HOSTILE
    await eve.getByRole('button', { name: 'Find rooms' }).click()
    await eve.getByRole('tab', { name: 'New room' }).click()
    await eve.getByLabel('Name', { exact: true }).fill(room)
    await eve.getByLabel('What it is about').fill(room)
    await eve.getByRole('button', { name: 'Make the room' }).click()
    await expect.poll(() => texts(eve, '.bar h1')).toEqual([`#${room}`])
    await expect.poll(() => texts(eve, '.topic')).toEqual([room])
    const file = { name: `${room}.txt`, mimeType: 'text/html', buffer: Buffer.from(HOSTILE[1]) }
    await eve.locator('input[type=file]').setInputFiles(file)
    await eve.locator('.upload[data-status=uploaded]').waitFor()
    await composer(eve).press('Enter')
    const card = eve.locator('.message .file-card .file-name')
    await card.waitFor()
    expect(await card.textContent()).toContain('onerror')
    const download = eve.waitForEvent('download')
    await card.click()
    expect((await download).url()).toContain('/api/files/')
    await isClean(eve)
  })
})
