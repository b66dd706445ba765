import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { banner, composer, isOnline, message, register, say, sayAs, SHOWN } from './support/chat'
import { hears, hearsCount, PATIENCE } from './support/pages'
import { Server } from './support/server'

let server: Server
let browser: Browser
let ada: Page
let bob: Page

beforeAll(async () => {
  server = await Server.start('--auth', 'open,accounts')
  browser = await launch()
  ada = await register(browser, server, 'Ada')
  bob = await register(browser, server, 'Bob')
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Of how many rooms Ada's browser keeps messages. */
function kept(): Promise<number> {
  return ada.evaluate(
    () =>
      new Promise<number>((done, failed) => {
        const opening = indexedDB.open('natter')
        opening.onerror = failed
        opening.onsuccess = () => {
          const pages = opening.result.transaction('pages').objectStore('pages').count()
          pages.onsuccess = () => {
            opening.result.close()
            done(pages.result)
          }
        }
      }),
  )
}

describe('what the page keeps', () => {
  it('tells who has read a message, on demand', async () => {
    await sayAs(ada, 'has anybody read this?', 1)
    await hears(bob, SHOWN, ['has anybody read this?'])
    const mark = message(ada, 'has anybody').getByRole('button', { name: 'Read by 1' })
    await mark.click()
    await ada.getByText('Read by Bob').waitFor()
    await ada.keyboard.press('Escape')
    await hearsCount(ada, '.readers', 0)
  })

  it('is shown without a network, and completed when it is back', async () => {
    await ada.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await expect.poll(kept, PATIENCE).toBe(1)
    await ada.context().setOffline(true)
    await ada.reload()
    await banner(ada).waitFor()
    await hears(ada, SHOWN, ['has anybody read this?'])
    const mark = message(ada, 'has anybody')
    await expect.poll(() => mark.getAttribute('data-status'), PATIENCE).toBe('read')
    await say(bob, 'yes')
    await ada.context().setOffline(false)
    await isOnline(ada)
    await hears(ada, SHOWN, ['has anybody read this?', 'yes'])
  })

  it('has what was written right before the page went', async () => {
    for (const text of ['one', 'two', 'three', 'four', 'five']) {
      await composer(ada).fill(text)
      await ada.reload()
      await isOnline(ada)
      await expect.poll(() => composer(ada).inputValue(), PATIENCE).toBe(text)
    }
    await composer(ada).fill('')
  })

  it('goes with who signs out', async () => {
    await ada.getByRole('button', { name: 'Settings' }).click()
    await ada.getByRole('tab', { name: 'You' }).click()
    await ada.getByRole('button', { name: 'Sign out', exact: true }).click()
    await ada.getByRole('button', { name: 'Join the lobby' }).waitFor()
    await expect.poll(kept, PATIENCE).toBe(0)
  })
})
