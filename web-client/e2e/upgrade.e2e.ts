import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { banner, enter, isOnline, say, SHOWN } from './support/chat'
import { hears, PATIENCE } from './support/pages'
import { Server } from './support/server'
import { BUILD, UpgradedJar } from './support/upgraded'

let server: Server
let browser: Browser
let jar: UpgradedJar

beforeAll(async () => {
  jar = new UpgradedJar()
  server = await Server.start()
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await server.close()
  jar.remove()
})

function build(page: Page): Promise<string> {
  return page.evaluate(`${BUILD} ?? ''`)
}

/** Waits until a worker stands between the page and the server. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready')
  await page.reload()
  await isOnline(page)
  expect(await page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)
}

describe('an upgrade of the jar', () => {
  it('is what the page runs from the next time it is loaded, with a network and without', async () => {
    const ada = await enter(browser, server, 'Ada')
    await say(ada, 'before')
    await hears(ada, SHOWN, ['before'])
    await isKept(ada)
    const unseen = await ada.context().newPage()
    await unseen.goto(server.url)
    await isOnline(unseen)
    for (const page of [ada, unseen]) expect(await build(page)).toBe('')

    await server.kill()
    for (const page of [ada, unseen]) await banner(page).waitFor()
    await server.startAgain(jar.path)
    const asked: string[] = []
    ada.on('request', (request) => asked.push(request.url()))
    await ada.reload()
    await isOnline(ada)
    expect(await build(ada)).toBe('upgraded')
    await hears(ada, SHOWN, ['before'])
    await say(ada, 'after')
    await hears(ada, SHOWN, ['before', 'after'])
    const old = asked.filter((url) => jar.before.some((path) => url.endsWith(`/${path}`)))
    expect(old).toEqual([])

    await unseen.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await expect.poll(() => build(unseen).catch(() => ''), PATIENCE).toBe('upgraded')

    await ada.context().setOffline(true)
    await ada.reload()
    await banner(ada).waitFor()
    expect(await build(ada)).toBe('upgraded')
  })
})
