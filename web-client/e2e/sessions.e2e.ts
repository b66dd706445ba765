import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { composer, isOnline, register, say, visit } from './support/chat'
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

  it('of a trusted token last as long as the page', async () => {
    const page = await visit(browser, server)
    const enter = async (text: string): Promise<void> => {
      await page.getByRole('tab', { name: 'Token' }).click()
      await page.getByLabel('Your token').fill(text)
      await page.getByRole('button', { name: 'Sign in' }).click()
    }
    const claims = { sub: 'tess-1', name: 'Tess', exp: Math.floor(Date.now() / 1_000) + 3_600 }
    await enter(`${token(claims)}x`)
    await page.locator('.fault:visible').waitFor()
    await enter(token(claims))
    await isOnline(page)
    await say(page, 'a word of Tess')
    await page.locator('.message[data-own=true]', { hasText: 'a word of Tess' }).waitFor()
    await expect.poll(() => page.locator('.sender').last().textContent()).toBe('Tess')
    await page.reload()
    await page.getByRole('tab', { name: 'Token' }).waitFor()
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('eyJ')
  })
})
