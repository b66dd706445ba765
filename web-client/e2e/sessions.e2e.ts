import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { composer, enter, isOnline, register, say, visit } from './support/chat'
import { hears } from './support/pages'
import { Server } from './support/server'

const SECRET = 'what the server and those whom it trusts know'

let server: Server
let browser: Browser

beforeAll(async () => {
  server = await Server.start('--auth', 'open,accounts,token', '--jwt-secret', SECRET)
  browser = await launch()
})

afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

/** A token as a trusted issuer makes it. */
function token(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`
}

async function fillSignIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByRole('tab', { name: 'Account' }).click()
  await page.getByLabel('Account name').fill(name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function signIn(name: string, password: string): Promise<Page> {
  const page = await visit(browser, server)
  await fillSignIn(page, name, password)
  await isOnline(page)
  return page
}

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'You' }).click()
}

/** All that a script finds in a page's browser. */
function readable(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: unknown[] = [
      document.cookie,
      ...[localStorage, sessionStorage].flatMap(Object.entries),
    ]
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result)
        }
        request.onerror = () => {
          reject(new Error('not read'))
        }
      })
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        found.push(await answer(database.transaction(store).objectStore(store).getAll()))
      }
      database.close()
    }
    return JSON.stringify(found)
  })
}

/** As whom the page remembers that one was here. */
function identity(page: Page): Promise<string> {
  return page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('natter.identity') ?? '{}') as Record<
      string,
      string
    >
    return `${kept.kind ?? ''} ${kept.id ?? ''} ${kept.name ?? ''}`
  })
}

describe('sessions', () => {
  it('of a changed password go on where it was changed, and end elsewhere', async () => {
    const here = await register(browser, server, 'ada')
    const there = await signIn('ada', 'the password of ada')
    await openAccount(here)
    await here.getByLabel('Current password').fill('the password of ada')
    await here.getByLabel('New password').fill('another password of ada')
    await here.getByRole('button', { name: 'Change the password' }).click()
    await here.getByText('Your password is changed.').waitFor()
    await there.getByRole('tab', { name: 'Account' }).waitFor()
    await isOnline(here)
    await say(here, 'still here')
    await fillSignIn(there, 'ada', 'the password of ada')
    await there.locator('.fault:visible').waitFor()
    await fillSignIn(there, 'ada', 'another password of ada')
    await isOnline(there)
    await hears(there, '.message .text', ['still here'])
  })

  it('end everywhere but where that is asked for', async () => {
    const here = await register(browser, server, 'bob')
    const there = await signIn('bob', 'the password of bob')
    await openAccount(here)
    await here.getByRole('button', { name: 'Sign out everywhere' }).click()
    await here.getByText('You are signed out everywhere.').waitFor()
    await there.getByRole('tab', { name: 'Account' }).waitFor()
    await there.reload()
    await there.getByRole('tab', { name: 'Account' }).waitFor()
    await isOnline(here)
    await composer(here).waitFor()
  })

  it('of a guest go on after a reload and in a second window, by what no script reads', async () => {
    const page = await enter(browser, server, 'Gus')
    const gus = await identity(page)
    expect(gus).toMatch(/^guest .+ Gus$/)
    await say(page, 'a word of Gus')
    await page.locator(`.message[data-own=true]`, { hasText: 'a word of Gus' }).waitFor()
    expect(await readable(page)).not.toContain('eyJ')
    await page.reload()
    const second = await page.context().newPage()
    await second.goto(server.url)
    for (const window of [page, second]) {
      await isOnline(window)
      await window.locator('.message[data-own=true]', { hasText: 'a word of Gus' }).waitFor()
      expect(await identity(window)).toBe(gus)
      expect(await readable(window)).not.toContain('eyJ')
    }
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    expect(cookie?.value).toContain('eyJ')
  })

  it('of a guest end in every window, and nothing stays by which to come back', async () => {
    const page = await enter(browser, server, 'Gil')
    const second = await page.context().newPage()
    await second.goto(server.url)
    await isOnline(second)
    const gone = page.waitForResponse((answer) => answer.url().endsWith('/api/sign-out'))
    await openAccount(page)
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await gone
    for (const window of [page, second]) await window.getByLabel('Your name').waitFor()
    expect(await page.context().cookies()).toEqual([])
    await page.reload()
    await page.getByLabel('Your name').waitFor()
  })

  it('of a guest whose cookie is lost go on as another of that name', async () => {
    const page = await enter(browser, server, 'Gina')
    const before = await identity(page)
    await page.context().clearCookies()
    await page.reload()
    await isOnline(page)
    await expect.poll(() => identity(page)).toMatch(/ Gina(-\d)?$/)
    expect(await identity(page)).not.toBe(before)
    expect(await readable(page)).not.toContain('eyJ')
  })

  it('of a trusted token last through a reload, by what no script reads', async () => {
    const page = await visit(browser, server)
    const bring = async (text: string): Promise<void> => {
      await page.getByRole('tab', { name: 'Token' }).click()
      await page.getByLabel('Your token').fill(text)
      await page.getByRole('button', { name: 'Sign in' }).click()
    }
    const claims = { sub: 'tess-1', name: 'Tess', exp: Math.floor(Date.now() / 1_000) + 3_600 }
    await bring(`${token(claims)}x`)
    await page.locator('.fault:visible').waitFor()
    await bring(token(claims))
    await isOnline(page)
    await say(page, 'a word of Tess')
    await page.locator('.message[data-own=true]', { hasText: 'a word of Tess' }).waitFor()
    await expect.poll(() => page.locator('.sender').last().textContent()).toBe('Tess')
    await page.reload()
    await isOnline(page)
    await page.locator('.message[data-own=true]', { hasText: 'a word of Tess' }).waitFor()
    expect(await readable(page)).not.toContain('eyJ')
  })
})
