import { beforeEach, describe, expect, it } from 'vitest'
import type { Core } from '../src/core'
import { FakeServer } from './fake-server'
import { FakeBrowser, fakeCore, ManualTimers, settled } from './fake-world'

let server: FakeServer
let timers: ManualTimers
let browser: FakeBrowser

beforeEach(() => {
  server = new FakeServer()
  timers = new ManualTimers()
  browser = new FakeBrowser()
})

async function open(): Promise<Core> {
  const core = fakeCore(server, timers, browser)
  await core.start()
  await settled()
  return core
}

function write(core: Core, text: string): void {
  core.actions.write('lobby', text)
  core.actions.send('lobby')
}

function bodies(): unknown[] {
  return server.room('lobby').messages.map(({ body }) => body)
}

describe('a page that is loaded anew', () => {
  it('still has what could not be sent, and sends it once', async () => {
    const before = await open()
    server.isUp = false
    server.cut()
    write(before, 'one')
    write(before, 'two')
    await settled()
    const after = fakeCore(server, timers, browser)
    await after.start()
    await settled()
    expect(after.store.state().outbox.map(({ text }) => text)).toEqual(['one', 'two'])
    server.isUp = true
    after.wake()
    before.wake()
    await timers.pass(60_000)
    expect(bodies()).toEqual(['one', 'two'])
    expect(after.store.state().outbox).toEqual([])
    expect(await browser.vault.outbox(server.user.id)).toEqual([])
  })

  it('still has the drafts and the room that was shown', async () => {
    server.memberships = ['lobby', 'attic']
    const before = await open()
    before.actions.openRoom('attic')
    before.actions.write('attic', 'half a sen')
    before.flush()
    await settled()
    const after = await open()
    expect(after.store.state().open).toBe('attic')
    expect(after.store.state().rooms.get('attic')?.draft.text).toBe('half a sen')
  })

  it('has nothing of what somebody else wrote in the same browser', async () => {
    const before = await open()
    server.isUp = false
    server.cut()
    before.actions.write('lobby', 'a secret')
    before.actions.send('lobby')
    before.actions.write('lobby', 'another')
    before.flush()
    await settled()
    before.actions.signOut()
    server.isUp = true
    Object.assign(server.user, { id: 'user:eve', name: 'Eve' })
    const after = await open()
    expect(after.store.state().outbox).toEqual([])
    expect(after.store.state().rooms.get('lobby')?.draft.text).toBe('')
    await timers.pass(60_000)
    expect(bodies()).toEqual([])
  })
})

describe('two tabs of one user', () => {
  it('send once what was written while there was no connection', async () => {
    const tabs = [await open(), await open()]
    server.isUp = false
    server.cut()
    tabs.forEach((core, index) => {
      write(core, `from tab ${index}`)
    })
    await settled()
    for (const core of tabs) expect(core.store.state().outbox).toHaveLength(2)
    server.isUp = true
    for (const core of tabs) core.wake()
    await timers.pass(60_000)
    expect(bodies()).toEqual(['from tab 0', 'from tab 1'])
    expect(server.asked.filter(({ name }) => name === 'message:send')).toHaveLength(2)
    for (const core of tabs) expect(core.store.state().outbox).toEqual([])
  })

  it('show the same settings', async () => {
    const [one, other] = [await open(), await open()]
    one.actions.changeSettings({ theme: 'dark' })
    await settled()
    expect(other.store.state().settings.theme).toBe('dark')
    expect((await open()).store.state().settings.theme).toBe('dark')
  })

  it('know what was read in either', async () => {
    const [one, other] = [await open(), await open()]
    other.store.dispatch({ type: 'visible', visible: false })
    for (let count = 0; count < 3; count += 1) server.post('lobby')
    expect(other.store.state().rooms.get('lobby')?.unread).toBe(3)
    one.actions.looksAt('lobby', 1, 3, true)
    await settled()
    expect(other.store.state().rooms.get('lobby')?.unread).toBe(0)
  })

  it('are both signed out by one', async () => {
    const [one, other] = [await open(), await open()]
    one.actions.signOut()
    await settled()
    expect(other.store.state().session).toEqual({ status: 'nobody' })
    expect(other.store.state().rooms.size).toBe(0)
  })

  it('go on sending when the one that sent is closed', async () => {
    const [one, other] = [await open(), await open()]
    write(one, 'first')
    await settled()
    one.flush()
    await settled()
    one.store.dispatch({ type: 'disconnected', at: timers.now(), retryAt: Infinity })
    write(other, 'second')
    await timers.pass(1_000)
    expect(bodies()).toEqual(['first', 'second'])
  })
})

describe('a browser that keeps nothing', () => {
  it('is told of once, and sends all the same', async () => {
    const forbid = () => Promise.reject(new Error('forbidden'))
    browser.vault = { ...browser.vault, keep: forbid, drop: forbid, keepRoom: forbid }
    const core = await open()
    write(core, 'one')
    write(core, 'two')
    await timers.pass(1_000)
    expect(bodies()).toEqual(['one', 'two'])
    expect(core.store.state().toasts.map(({ kind }) => kind)).toEqual(['not-kept'])
  })
})
