import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { Bot } from './support/bot'
import { BARE, launchProfile, whole } from './support/browser'
import { joinLobby, message, say } from './support/chat'
import { Server } from './support/server'

/** Fetched when somebody measures: with what it needs it is larger than all the rest together. */
const LIGHTHOUSE = process.env.LIGHTHOUSE ?? 'npx --yes lighthouse@12.8.2'

/** How often each page is measured; the run in the middle is told. */
const RUNS = Number(process.env.LIGHTHOUSE_RUNS ?? 3)

/** Only pages of that name, such as `room mobile`. */
const ONLY = process.env.LIGHTHOUSE_ONLY ?? ''

/** Where the reports lie for people to look at. */
const FOLDER = join(import.meta.dirname, '../target/lighthouse')

const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'speed-index',
  'total-blocking-time',
  'cumulative-layout-shift',
] as const

type Report = Readonly<{
  categories: Readonly<Record<string, Readonly<{ score: number }>>>
  audits: Readonly<Record<string, Readonly<{ score: number | null; displayValue?: string }>>>
  environment: Readonly<{ benchmarkIndex: number }>
}>

let server: Server
const profile = mkdtempSync(join(tmpdir(), 'natter-lighthouse-'))

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true })
  server = await Server.start('--auth', 'open,accounts')
}, 120_000)

afterAll(async () => {
  await server.close()
  rmSync(profile, { recursive: true, force: true })
})

async function measure(name: string, form: 'mobile' | 'desktop'): Promise<void> {
  const title = `${name} ${form}`
  if (!title.includes(ONLY)) return
  const reports: Report[] = []
  for (let run = 0; run < RUNS; run += 1) {
    reports.push(await report(`${name}-${form}-${run}`, form))
  }
  const sorted = reports.sort((one, other) => performanceOf(one) - performanceOf(other))
  const middle = sorted[RUNS >> 1]
  if (middle === undefined) throw new Error('LIGHTHOUSE_RUNS has to be 1 or more.')
  const { categories, audits, environment } = middle
  const scores = Object.entries(categories).map(([id, { score }]) => `${id} ${told(score)}`)
  const figures = METRICS.map((id) => `${id} ${audits[id]?.displayValue ?? ''}`)
  const range = `${told(performanceOf(sorted[0]))} to ${told(performanceOf(sorted.at(-1)))}`
  console.log(`${title}: ${scores.join(', ')} (performance ${range} in ${RUNS} runs)`)
  console.log(`  ${figures.join(', ')}, machine's index ${environment.benchmarkIndex}`)
}

/** Lighthouse starts a browser of its own, with nobody else who looks on, but with our profile. */
async function report(file: string, form: 'mobile' | 'desktop'): Promise<Report> {
  const path = join(FOLDER, `${file}.json`)
  const [command = '', ...before] = LIGHTHOUSE.split(' ')
  const flags = [
    `--chrome-flags=--headless=new ${BARE.join(' ')} --user-data-dir=${profile}`,
    ...['--quiet', '--output=json', `--output-path=${path}`],
    '--only-categories=performance,accessibility,best-practices',
    ...(form === 'desktop' ? ['--preset=desktop'] : []),
  ]
  const running = spawn(command, [...before, server.url, ...flags], {
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: whole() },
  })
  const code = await new Promise((ended) => running.once('exit', ended))
  if (code !== 0) throw new Error('Lighthouse has failed.')
  return JSON.parse(readFileSync(path, 'utf8')) as Report
}

function performanceOf(of: Report | undefined): number {
  return of?.categories.performance?.score ?? NaN
}

function told(score: number): string {
  return `${Math.round(score * 100)}`
}

describe('what Lighthouse says', () => {
  it('of the sign-in page', async () => {
    for (const form of ['mobile', 'desktop'] as const) await measure('sign-in', form)
  }, 600_000)

  it('of a room with a history and a picture', async () => {
    const bot = await Bot.enter(server, 'Bob')
    const words = 'It is up again, and **nothing** was lost. '
    await bot.say(
      'lobby',
      Array.from({ length: 40 }, (_, index) => words.repeat(1 + (index % 5))),
    )
    const browser = await launchProfile(profile)
    const page = await browser.newPage()
    await page.goto(server.url)
    await joinLobby(page, 'Ada')
    await say(page, 'This is how it looks:')
    await page
      .locator('input[type=file]')
      .setInputFiles(join(import.meta.dirname, '../picture.png'))
    await page.locator('.upload[data-status=uploaded]').waitFor()
    await say(page, 'The picture')
    await message(page, 'The picture').locator('img').waitFor()
    await browser.close()
    for (const form of ['mobile', 'desktop'] as const) await measure('room', form)
    bot.leave()
  }, 600_000)
})
