import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Themes change nothing but colours, so that the rules about all else are asked in the first. */
const THEMES = [
  { theme: 'light', rules: '' },
  { theme: 'dark', rules: ', runOnly: ["color-contrast"]' },
  { theme: 'contrast', rules: ', runOnly: ["color-contrast"]' },
] as const

type Finding = { id: string; nodes: { target: unknown; failureSummary?: string }[] }

/** What axe finds in a page as it is shown now, in each theme, as one line each. */
export async function findings(page: Page, view: string): Promise<string[]> {
  const found: string[] = []
  for (const { theme, rules } of THEMES) {
    await page.evaluate((value) => {
      document.documentElement.dataset.theme = value
    }, theme)
    const run = `axe.run(document, { resultTypes: ["violations"]${rules} }).then((r) => r.violations)`
    for (const { id, nodes } of await evaluate<Finding[]>(page, run)) {
      for (const { target, failureSummary } of nodes) {
        found.push(`${view}, ${theme}: ${id}: ${String(target)} ${failureSummary ?? ''}`)
      }
    }
  }
  return found
}

/** Runs axe from outside, past the policy of the page. */
async function evaluate<Found>(page: Page, expression: string): Promise<Found> {
  const session = await page.context().newCDPSession(page)
  const { result } = await session.send('Runtime.evaluate', { expression: 'typeof axe' })
  if (result.value === 'undefined') await session.send('Runtime.evaluate', { expression: AXE })
  const answer = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  return answer.result.value as Found
}
