import { beforeEach, describe, expect, it } from 'vitest'
import type { Chat } from '../../src/lobby/actions/chat'
import { deliver } from '../../src/lobby/actions/deliver'
import { loadEarlier } from '../../src/lobby/actions/load-earlier'
import { sendAgain, sendMessage } from '../../src/lobby/actions/send-message'
import { catchUp } from '../../src/lobby/connection/catch-up'
import { onMessagePosted } from '../../src/lobby/connection/on-message-posted'
import { MAX_ATTEMPTS } from '../../src/lobby/state/outbox'
import { createStore } from '../../src/lobby/state/store'
import { FakeLink } from './fake-link'
import { messages, sequences } from './samples'

let link: FakeLink
let chat: Chat
let pauses: number[]

beforeEach(() => {
  link = new FakeLink()
  pauses = []
  let keys = 0
  const store = createStore()
  const pause = (millis: number): Promise<void> => {
    pauses.push(millis)
    return Promise.resolve()
  }
  chat = { store, link, pause, now: () => 0, newKey: () => `key-${++keys}` }
  const fetchMissing = catchUp(store, link, pause)
  const sendWaiting = deliver(chat)
  store.subscribe(() => void fetchMissing())
  store.subscribe(() => void sendWaiting())
})

async function connect(): Promise<void> {
  chat.store.dispatch({ type: 'connected' })
  await settled()
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

function disconnect(): void {
  chat.store.dispatch({ type: 'disconnected', at: 0 })
}

describe('a connection', () => {
  it('begins with the newest page', async () => {
    link.stored.push(...messages(1, 150))
    await connect()
    expect(sequences(chat.store.state()).at(0)).toBe(51)
    expect(sequences(chat.store.state()).at(-1)).toBe(150)
    await loadEarlier(chat)
    expect(sequences(chat.store.state())).toHaveLength(150)
  })

  it('that comes back fetches the gap and nothing else, page by page', async () => {
    link.stored.push(...messages(1, 10))
    await connect()
    disconnect()
    link.stored.push(...messages(11, 25))
    link.pageLimit = 10
    link.requests.length = 0
    await connect()
    expect(link.requests.map((request) => request.after)).toEqual([10, 20])
    expect(sequences(chat.store.state())).toEqual(link.stored.map(({ sequence }) => sequence))
  })

  it('that comes back to nothing new fetches nothing', async () => {
    link.stored.push(...messages(1, 10))
    await connect()
    disconnect()
    link.requests.length = 0
    await connect()
    expect(link.requests).toEqual([])
  })

  it('asks again after a refusal', async () => {
    link.stored.push(...messages(1, 3))
    link.refusals.push({ ok: false, code: 'BUSY', message: 'Busy.', retry: true })
    await connect()
    expect(pauses).toHaveLength(1)
    expect(sequences(chat.store.state())).toEqual([1, 2, 3])
  })

  it('fetches what a message shows to be missing', async () => {
    await connect()
    link.stored.push(...messages(1, 3))
    const [third] = messages(3, 3)
    if (third !== undefined) chat.store.dispatch({ type: 'posted', message: third })
    await settled()
    expect(sequences(chat.store.state())).toEqual([1, 2, 3])
  })

  it('leaves out what it cannot read', async () => {
    await connect()
    for (const nonsense of [null, 'x', {}, { sequence: 1 }]) onMessagePosted(chat.store)(nonsense)
    expect(sequences(chat.store.state())).toEqual([])
  })
})

describe('a message that is sent', () => {
  it('is stored, and shown once', async () => {
    link.beforeAnswer = (message) => {
      chat.store.dispatch({ type: 'posted', message })
    }
    await connect()
    expect(sendMessage(chat, ' hello ')).toBe('sent')
    await settled()
    expect(chat.store.state().outbox).toEqual([])
    expect(chat.store.state().timeline.entries).toMatchObject([
      { own: true, message: { body: 'hello', clientId: 'key-1' } },
    ])
  })

  it('without a connection goes out with the next one, in order', async () => {
    for (const text of ['one', 'two', 'three']) sendMessage(chat, text)
    expect(link.sends).toEqual([])
    await connect()
    expect(link.stored.map(({ body }) => body)).toEqual(['one', 'two', 'three'])
    expect(chat.store.state().outbox).toEqual([])
  })

  it('whose answer was lost with the connection is sent again and stored once', async () => {
    await connect()
    link.beforeAnswer = disconnect
    link.lost = true
    sendMessage(chat, 'once')
    await settled()
    expect(chat.store.state().outbox).toMatchObject([{ status: 'waiting' }])
    link.beforeAnswer = () => undefined
    link.lost = false
    await connect()
    expect(link.stored).toHaveLength(1)
    expect(new Set(link.sends.map(({ clientId }) => clientId)).size).toBe(1)
    expect(sequences(chat.store.state())).toEqual([1])
    expect(chat.store.state().outbox).toEqual([])
  })

  it('is tried again while the server is busy, with growing pauses', async () => {
    await connect()
    const busy = { ok: false, code: 'BUSY', message: 'Busy.', retry: true } as const
    link.refusals.push(busy, busy)
    sendMessage(chat, 'patience')
    await settled()
    expect(link.stored).toHaveLength(1)
    expect(pauses).toEqual([500, 1000])
  })

  it('fails after enough attempts, until the user sends it again', async () => {
    await connect()
    const busy = { ok: false, code: 'BUSY', message: 'Busy.', retry: true } as const
    link.refusals.push(...Array.from({ length: MAX_ATTEMPTS }, () => busy))
    sendMessage(chat, 'stubborn')
    await settled()
    expect(chat.store.state().outbox).toMatchObject([{ status: 'failed', reason: 'Busy.' }])
    sendAgain(chat, 'key-1')
    await settled()
    expect(link.stored).toHaveLength(1)
    expect(chat.store.state().outbox).toEqual([])
  })

  it('is refused at once when it is empty or too large', () => {
    expect(sendMessage(chat, ' \n ')).toBe('empty')
    expect(sendMessage(chat, 'é'.repeat(40_000))).toBe('too-large')
    expect(chat.store.state().outbox).toEqual([])
  })
})
