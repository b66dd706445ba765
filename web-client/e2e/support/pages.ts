import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'

const folders: string[] = []

/** How long a page may take to show something on a busy machine. */
export const PATIENCE = { timeout: 30_000, interval: 50 }

/** Opens markup as if the server of `url` had sent it. */
export async function openFrom(url: string, html: string, context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const answer = { body: html, contentType: 'text/html; charset=utf-8' }
  await page.route(url, (route) => route.fulfill(answer))
  await page.goto(url)
  return page
}

/** Opens markup as the file that a reader of a document would have saved it to. */
export async function openFile(html: string, context: BrowserContext): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), 'natter-page-'))
  folders.push(folder)
  const file = join(folder, 'index.html')
  writeFileSync(file, html)
  const page = await context.newPage()
  await page.goto(`file://${file}`)
  return page
}

export function removeFiles(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** The texts of all elements that match now. */
export function texts(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).allTextContents()
}

/** Waits until the elements that match have exactly these texts. */
export async function hears(page: Page, selector: string, expected: string[]): Promise<void> {
  await expect.poll(() => texts(page, selector), PATIENCE).toEqual(expected)
}

export async function hearsCount(page: Page, selector: string, count: number): Promise<void> {
  await expect.poll(() => page.locator(selector).count(), PATIENCE).toBe(count)
}
