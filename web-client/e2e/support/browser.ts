import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

/** What systems call the browser. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/**
 * The same without windows, not even ones that nobody sees: it opens a page at a quarter of the
 * cost, but tells pages that they may never notify.
 */
const WINDOWLESS = 'chromium-headless-shell'

/** So that it talks to nobody by itself. */
export const BARE = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Debian's Chromium, talking to nobody but the server under test. Each rule sends one address that
 * a document prints, such as `localhost:8080`, to where that server really listens.
 */
export function launch(
  addresses: Record<string, number> = {},
  names = [WINDOWLESS, ...NAMES],
): Promise<Browser> {
  const rules = Object.entries(addresses).map(([from, to]) => `MAP ${from} 127.0.0.1:${to}`)
  return chromium.launch({
    executablePath: installed(names),
    args: [...BARE, ...(rules.length === 0 ? [] : [`--host-resolver-rules=${rules.join(',')}`])],
  })
}

/** The one in which pages can notify. */
export function launchWhole(): Promise<Browser> {
  return launch({}, NAMES)
}

/** One that keeps what it knows in a folder. */
export function launchProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: whole(),
    viewport: null,
    args: BARE,
  })
}

/** Where the one is that can notify. */
export function whole(): string {
  return installed(NAMES)
}

function installed(names: readonly string[]): string {
  const named = process.env.CHROMIUM
  if (named !== undefined) return named
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(existsSync)
  if (found === undefined) {
    throw new Error('The browser tests need Chromium on the PATH, or CHROMIUM to say where it is.')
  }
  return found
}
