import { beforeEach, describe, expect, it } from 'vitest'
import type { Core } from '../src/core'
import { timelineRows } from '../src/state/rows'
import { MAX_ATTEMPTS } from '../src/state/outbox'
import { FakeServer } from './fake-server'
import { fakeCore, ManualTimers, settled } from './fake-world'

let server: FakeServer
let timers: ManualTimers
let core: Core

beforeEach(() => {
  server = new FakeServer()
  timers = new ManualTimers()
  core = fakeCore(server, timers)
})

async function start(): Promise<void> {
  await core.start()
  await settled()
}

function shown(room = 'lobby'): number[] {
  return (core.store.state().timelines.get(room)?.runs ?? []).flatMap(({ messages }) =>
    messages.map(({ sequence }) => sequence),
  )
}

function questions(name: string): unknown[] {
  return server.asked.flatMap((asked) => (asked.name === name ? [asked.request] : []))
}

function write(text: string, room = 'lobby'): void {
  core.actions.write(room, text)
  expect(core.actions.send(room)).toBe('sent')
}

describe('a page that opens', () => {
  it('connects who is signed in, and shows the newest of the room', async () => {
    for (let count = 0; count < 150; count += 1) server.post('lobby')
    await start()
    expect(core.store.state().session).toMatchObject({ status: 'somebody', user: server.user })
    expect(core.store.state().open).toBe('lobby')
    expect(shown().at(0)).toBe(91)
    expect(shown().at(-1)).toBe(150)
  })

  it('shows the sign-in page to nobody', async () => {
    server.standing = 'guest'
    await start()
    expect(core.store.state().session).toEqual({ status: 'nobody' })
  })

  it('enters the lobby where one belongs to no room', async () => {
    server.memberships = []
    await start()
    expect([...core.store.state().rooms.keys()]).toEqual(['lobby'])
  })
})

describe('a connection that comes back', () => {
  it('fetches the gap and nothing else, page by page', async () => {
    for (let count = 0; count < 10; count += 1) server.post('lobby')
    await start()
    server.cut()
    for (let count = 0; count < 15; count += 1) server.post('lobby')
    server.pageLimit = 10
    server.asked.length = 0
    await timers.pass(1_000)
    expect(questions('history')).toMatchObject([{ after: 10 }, { after: 20 }])
    expect(shown()).toEqual(server.sequences('lobby'))
  })

  it('fetches nothing when nothing was missed', async () => {
    server.post('lobby')
    await start()
    server.cut()
    server.asked.length = 0
    await timers.pass(1_000)
    expect(core.store.state().connection.status).toBe('online')
    expect(questions('history')).toEqual([])
  })

  it('has the edits and reactions that were made meanwhile', async () => {
    for (let count = 0; count < 3; count += 1) server.post('lobby')
    await start()
    server.cut()
    server.modify('lobby', 2, { body: 'other words' })
    await timers.pass(1_000)
    const [run] = core.store.state().timelines.get('lobby')?.runs ?? []
    expect(run?.messages).toEqual(server.room('lobby').messages)
  })

  it('counts down to the next attempt, which comes later each time', async () => {
    await start()
    server.isUp = false
    server.cut()
    const waits: number[] = []
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const { connection } = core.store.state()
      if (connection.status !== 'offline') throw new Error(connection.status)
      const wait = connection.retryAt - timers.now()
      waits.push(wait)
      await timers.pass(wait)
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    server.isUp = true
    core.wake()
    await settled()
    expect(core.store.state().connection.status).toBe('online')
  })
})

describe('a message that is sent', () => {
  it('is shown at once, stored, and shown once', async () => {
    await start()
    write(' hello ')
    const rows = timelineRows(core.store.state(), 'lobby')
    expect(rows.at(-1)).toMatchObject({ kind: 'message', text: 'hello', own: true })
    await settled()
    expect(core.store.state().outbox).toEqual([])
    const after = timelineRows(core.store.state(), 'lobby')
    expect(after.at(-1)).toMatchObject({ text: 'hello', mark: 'stored', sequence: 1 })
    expect(after.at(-1)?.key).toBe(rows.at(-1)?.key)
  })

  it('without a connection goes out with the next one, in the order of writing', async () => {
    await start()
    server.isUp = false
    server.cut()
    for (const text of ['one', 'two', 'three']) write(text)
    expect(server.room('lobby').messages).toEqual([])
    server.isUp = true
    await timers.pass(5_000)
    expect(server.room('lobby').messages.map(({ body }) => body)).toEqual(['one', 'two', 'three'])
    expect(core.store.state().outbox).toEqual([])
  })

  it('whose answer was lost is sent again, and stored once', async () => {
    await start()
    server.losesAnswers = true
    server.deliver = () => undefined
    write('once')
    await settled()
    expect(core.store.state().outbox).toMatchObject([{ status: 'waiting' }])
    server.losesAnswers = false
    await timers.pass(5_000)
    expect(server.room('lobby').messages).toHaveLength(1)
    expect(shown()).toEqual([1])
    expect(core.store.state().outbox).toEqual([])
  })

  it('fails after enough attempts, until the user sends it again', async () => {
    await start()
    const busy = { ok: false, code: 'BUSY', message: 'Busy.', retry: true } as const
    server.refusals['message:send'] = Array.from({ length: MAX_ATTEMPTS }, () => busy)
    write('stubborn')
    await timers.pass(60_000)
    const [failed] = core.store.state().outbox
    expect(failed).toMatchObject({ status: 'failed', failure: { code: 'BUSY' } })
    core.actions.retry(failed?.clientId ?? '')
    await settled()
    expect(server.room('lobby').messages).toHaveLength(1)
  })

  it('is refused at once when it is empty or too large', async () => {
    await start()
    core.actions.write('lobby', ' \n ')
    expect(core.actions.send('lobby')).toBe('empty')
    core.actions.write('lobby', 'é'.repeat(40_000))
    expect(core.actions.send('lobby')).toBe('too-large')
    expect(core.store.state().outbox).toEqual([])
  })
})

describe('what one has read', () => {
  it('is told to the server a moment later, once for many messages', async () => {
    await start()
    for (let count = 0; count < 5; count += 1) server.post('lobby')
    await settled()
    core.actions.looksAt('lobby', 1, 3, false)
    core.actions.looksAt('lobby', 1, 5, true)
    await timers.pass(1_500)
    expect(questions('read:set')).toEqual([{ room: 'lobby', sequence: 5 }])
  })

  it('is told of a room to which one was just invited', async () => {
    await start()
    const record = { room: 'direct:x', kind: 'direct', topic: '', readOnly: false } as const
    server.tell('room:invited', { room: record, by: { id: 'user:ada', name: 'Ada' } })
    await settled()
    expect(core.store.state().rooms.get('direct:x')).toMatchObject({ joined: true, role: 'member' })
    server.post('direct:x')
    core.actions.openRoom('direct:x')
    await settled()
    core.actions.looksAt('direct:x', 1, 1, true)
    await timers.pass(1_500)
    expect(questions('read:set')).toEqual([{ room: 'direct:x', sequence: 1 }])
  })
})
