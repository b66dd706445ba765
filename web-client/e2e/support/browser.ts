import { type Browser, chromium } from 'playwright-core'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

/**
 * Debian's Chromium, talking to nobody but the server under test. Each rule sends one address that
 * a document prints, such as `localhost:8080`, to where that server really listens.
 */
export function launch(addresses: Record<string, number> = {}): Promise<Browser> {
  const rules = Object.entries(addresses).map(([from, to]) => `MAP ${from} 127.0.0.1:${to}`)
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(rules.length === 0 ? [] : [`--host-resolver-rules=${rules.join(',')}`]),
    ],
  })
}
