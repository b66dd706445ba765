import { beforeEach, describe, expect, it } from 'vitest'
import type { Core } from '../src/core'
import { unanswered } from '../src/protocol/replies'
import { type MessageRow, timelineRows } from '../src/state/rows'
import { emptyTimeline, type Timeline } from '../src/state/timeline'
import { KEPT_CHARACTERS, KEPT_MESSAGES, KEPT_ROOMS, pageOf } from '../src/storage/pages'
import { memoryVault } from '../src/storage/vault'
import { FakeServer } from './fake-server'
import { FakeBrowser, fakeCore, ManualTimers, settled } from './fake-world'
import { messages } from './samples'

const AWAY = unanswered('The server cannot be reached.')

let server: FakeServer
let timers: ManualTimers
let browser: FakeBrowser

beforeEach(() => {
  server = new FakeServer()
  timers = new ManualTimers()
  browser = new FakeBrowser()
})

/** A page of the browser, with the server as it is. */
async function page(): Promise<Core> {
  const away = { me: () => Promise.resolve(AWAY) }
  const core = fakeCore(server, timers, browser, server.isUp ? {} : away)
  await core.start()
  await settled()
  return core
}

/** The page is closed once it has shown the lobby, and the network is gone. */
async function left(): Promise<Core> {
  const core = await page()
  await timers.pass(5_000)
  core.flush()
  server.isUp = false
  server.cut()
  await settled()
  return core
}

function shown(core: Core, room = 'lobby'): string[] {
  return timelineRows(core.store.state(), room)
    .filter((row): row is MessageRow => row.kind === 'message')
    .map(({ text }) => text)
}

function kept(core: Core): boolean {
  return core.store.state().timelines.get('lobby')?.kept === true
}

function timeline(count: number, body: string): Timeline {
  const all = messages(1, count).map((message) => ({ ...message, body }))
  return { ...emptyTimeline('lobby'), change: 0, runs: [{ from: 1, to: count, messages: all }] }
}

describe('the newest messages of a room', () => {
  it('are shown after a reload without a network', async () => {
    for (let count = 0; count < 3; count += 1) server.post('lobby')
    await left()
    const again = await page()
    expect(again.store.state().connection.status).not.toBe('online')
    expect(again.store.state().open).toBe('lobby')
    expect(shown(again)).toEqual(['text 1', 'text 2', 'text 3'])
    expect(again.store.state().people.get('user:ada')?.name).toBe('Ada')
  })

  it('give way to what the server says when the network is back, without a flash', async () => {
    for (let count = 0; count < 3; count += 1) server.post('lobby')
    await left()
    const again = await page()
    server.isUp = true
    server.post('lobby')
    server.modify('lobby', 2, { body: 'mended' })
    const seen = new Set<number>()
    again.store.subscribe(() => seen.add(shown(again).length))
    await timers.pass(60_000)
    expect(again.store.state().connection.status).toBe('online')
    expect(shown(again)).toEqual(['text 1', 'mended', 'text 3', 'text 4'])
    expect([...seen].every((count) => count === 3 || count === 4)).toBe(true)
  })

  it('are not shown any longer once the server no longer tells them', async () => {
    for (let count = 0; count < 3; count += 1) server.post('lobby')
    await left()
    const again = await page()
    server.isUp = true
    server.room('lobby').messages.splice(0, 2)
    await timers.pass(60_000)
    expect(shown(again)).toEqual(['text 3'])
    expect(kept(again)).toBe(false)
  })

  it('are not shown to who has come as another', async () => {
    server.post('lobby')
    await left()
    const again = await page()
    expect(kept(again)).toBe(true)
    again.store.dispatch({
      type: 'session-opened',
      opened: { user: { id: 'user:other', name: 'Ada' }, standing: 'guest' },
    })
    expect(shown(again)).toEqual([])
  })

  it('of a room that one may not enter any more are not shown', async () => {
    server.post('lobby')
    await left()
    const again = await page()
    const failure = { code: 'FORBIDDEN', message: 'No.' }
    again.store.dispatch({ type: 'room-refused', room: 'lobby', failure })
    expect(shown(again)).toEqual([])
  })

  it('give way to those of a server that was set up anew', async () => {
    for (let count = 0; count < 3; count += 1) server.post('lobby')
    await left()
    server.rooms.clear()
    const again = await page()
    expect(shown(again)).toHaveLength(3)
    server.isUp = true
    server.post('lobby', { body: 'a new beginning' })
    await timers.pass(60_000)
    expect(shown(again)).toEqual(['a new beginning'])
  })

  it('do not stand twice where one of them waits to be sent', async () => {
    const first = await page()
    await timers.pass(5_000)
    server.losesAnswers = true
    first.actions.write('lobby', 'hello')
    first.actions.send('lobby')
    await settled()
    first.flush()
    server.isUp = false
    server.cut()
    await settled()
    const again = await page()
    expect(shown(again)).toEqual(['hello'])
    server.losesAnswers = false
    server.isUp = true
    await timers.pass(60_000)
    expect(shown(again)).toEqual(['hello'])
    expect(server.sequences('lobby')).toEqual([1])
  })

  it('go with who signs out', async () => {
    server.post('lobby')
    const core = await page()
    await timers.pass(5_000)
    expect(await browser.vault.pages('user:me')).toHaveLength(1)
    core.actions.signOut()
    core.flush()
    await timers.pass(5_000)
    expect(await browser.vault.pages('user:me')).toEqual([])
  })

  it('are nobody else’s', async () => {
    server.post('lobby', { body: 'for Bob' })
    await left()
    Object.assign(server.user, { id: 'user:eve', name: 'Eve' })
    server.isUp = true
    server.rooms.clear()
    const again = await page()
    const seen = new Set<string>()
    again.store.subscribe(() => {
      for (const text of shown(again)) seen.add(text)
    })
    await timers.pass(5_000)
    expect([...seen, ...shown(again)]).toEqual([])
    expect(await browser.vault.pages('user:eve')).toEqual([])
  })

  it('are kept for who brought a token as well, which the cookie keeps', async () => {
    server.post('lobby')
    const core = fakeCore(server, timers, browser, { me: () => Promise.resolve(AWAY) })
    await core.start()
    await core.actions.enterWithToken('t')
    await timers.pass(5_000)
    expect(shown(core)).toHaveLength(1)
    core.flush()
    expect(await browser.vault.pages('user:me')).toHaveLength(1)
  })

  it('go with a room that one is not in any more', async () => {
    server.post('lobby')
    await page()
    await timers.pass(5_000)
    server.tell('room:removed', { room: 'lobby', why: 'kicked' }, 'lobby')
    await timers.pass(5_000)
    expect(await browser.vault.pages('user:me')).toEqual([])
  })
})

describe('what is kept of messages', () => {
  it('is bounded by count and by size, from the newest on', () => {
    const many = pageOf(timeline(KEPT_MESSAGES + 5, 'x'), 1)
    expect(many?.messages).toHaveLength(KEPT_MESSAGES)
    expect(many).toMatchObject({ from: 6, to: KEPT_MESSAGES + 5 })
    const large = pageOf(timeline(20, 'x'.repeat(KEPT_CHARACTERS / 10)), 1)
    expect(large?.messages.length).toBeLessThan(10)
    expect(large?.messages.at(-1)?.sequence).toBe(20)
    expect(pageOf(timeline(1, 'x'.repeat(KEPT_CHARACTERS)), 1)).toBeUndefined()
    expect(pageOf(emptyTimeline('lobby'), 1)).toBeUndefined()
  })

  it('is of so many rooms, those kept last', async () => {
    const vault = memoryVault()
    const kept = pageOf(timeline(1, 'x'), 0)
    if (kept === undefined) throw new Error('There is one.')
    for (let at = 0; at < KEPT_ROOMS + 3; at += 1) {
      await vault.keepPage('user:me', { ...kept, room: `room-${at}`, at }, KEPT_ROOMS)
    }
    const rooms = (await vault.pages('user:me')).map(({ room }) => room)
    expect(rooms).toHaveLength(KEPT_ROOMS)
    expect(rooms).not.toContain('room-2')
    expect(rooms).toContain('room-3')
  })
})
