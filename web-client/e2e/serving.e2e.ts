import { get, type IncomingMessage } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './support/browser'
import { enter } from './support/chat'
import { Server } from './support/server'

/** What a first visit may load of script, compressed. */
const SCRIPT_BYTES = 100 * 1024

let server: Server
let browser: Browser

beforeAll(async () => {
  server = await Server.start()
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer }

/** What the server sends, as it sends it. */
function ask(path: string, encoding = 'gzip, br'): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = { 'Accept-Encoding': encoding }
    get(`${server.url}${path}`, { headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        done({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(parts),
        })
      })
    }).on('error', fail)
  })
}

describe('the jar', () => {
  it('serves the page at both of its addresses, under a strict policy, and asked for anew', async () => {
    const pages = [await ask('/', ''), await ask('/chat', '')]
    expect(pages[0]?.body.equals(pages[1]?.body ?? Buffer.alloc(0))).toBe(true)
    for (const { status, headers } of pages) {
      expect(status).toBe(200)
      expect(headers['cache-control']).toBe('no-cache')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('same-origin')
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
    }
  })

  it('serves the files of the page compressed and for ever, and few bytes of script', async () => {
    const { body } = await ask('/', '')
    const paths = [...body.toString().matchAll(/"\.(\/assets\/[^"]+)"/g)].map(([, path]) => path)
    const scripts = paths.filter((path) => path?.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(0)
    let bytes = 0
    for (const path of scripts) {
      const { headers, body: script } = await ask(path ?? '')
      expect(headers['content-encoding']).toBe('br')
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect((await ask(path ?? '', 'gzip')).headers['content-encoding']).toBe('gzip')
      bytes += script.length
    }
    expect(bytes).toBeLessThan(SCRIPT_BYTES)
  })

  it('serves what makes the page an app, which knows the files of its own build only', async () => {
    const worker = await ask('/sw.js', '')
    const page = (await ask('/', '')).body.toString()
    expect(worker.headers['cache-control']).toBe('no-cache')
    const shell = [...worker.body.toString().matchAll(/"(assets\/[^"]+)"/g)].map(([, path]) => path)
    expect(shell.length).toBeGreaterThan(0)
    for (const path of shell) expect(page).toContain(path)
    const manifest = await ask('/manifest.webmanifest', '')
    expect(manifest.headers['content-type']).toBe('application/manifest+json')
    const { icons } = JSON.parse(manifest.body.toString()) as { icons: { src: string }[] }
    for (const { src } of icons) expect((await ask(`/${src}`)).status).toBe(200)
  })

  it('is the only one that the page asks for anything', async () => {
    const page = await enter(browser, server, 'Ada')
    const elsewhere: string[] = []
    page.context().on('request', (request) => {
      if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.url)) {
        elsewhere.push(request.url())
      }
    })
    await page.reload()
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('dialog').waitFor()
    expect(elsewhere).toEqual([])
  })
})
