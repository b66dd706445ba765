import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Credentials, HistoryRequest, SendMessage } from '../../src/lobby/protocol/events'
import { parseMessage } from '../../src/lobby/protocol/message'
import { parseHistory, parseJoined, parseSent } from '../../src/lobby/protocol/replies'
import { LOBBY } from '../../src/lobby/state/state'

/** The samples that the server's tests spell and read as well, so that the two cannot part. */
const SAMPLES = join(import.meta.dirname, '../../../server/src/test/resources/wire')

function sample(name: string): unknown {
  return JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), 'utf8'))
}

function members(value: unknown): string[] {
  return Object.keys(value as object).sort()
}

describe('what the server sends', () => {
  const posted = {
    id: 'lobby:7',
    room: LOBBY,
    sequence: 7,
    at: Date.UTC(2026, 10, 22, 10),
    from: { id: 'kX3v', name: 'Ann' },
    body: { text: 'Hello' },
    clientId: 'c-1',
  }

  it('as a message is understood', () => {
    expect(parseMessage(sample('message-posted'))).toEqual(posted)
  })

  it('in answer to a message is understood', () => {
    const { id, room, sequence, at } = posted
    expect(parseSent(sample('send-ack'))).toEqual({ ok: true, id, room, sequence, at })
  })

  it('in answer to a join is understood', () => {
    expect(parseJoined(sample('join-ack'))).toEqual({ ok: true, room: LOBBY, sequence: 7 })
  })

  it('as a page of history is understood', () => {
    const page = { ok: true, room: LOBBY, messages: [posted], more: true }
    expect(parseHistory(sample('history-ack'))).toEqual(page)
  })

  it('as a refusal is understood', () => {
    const refusal = sample('refusal')
    for (const parse of [parseSent, parseJoined, parseHistory]) {
      expect(parse(refusal)).toEqual(refusal)
    }
  })
})

describe('what the page sends', () => {
  it('has the members that the server reads', () => {
    const credentials: Credentials = { dialect: 'natter', name: 'Ann', room: LOBBY }
    const send: SendMessage = { room: LOBBY, body: 'Hello', clientId: 'c-1' }
    const history: HistoryRequest = { room: LOBBY, before: 100, limit: 20 }
    expect(members(credentials)).toEqual(members(sample('auth')))
    expect(members(send)).toEqual(members(sample('message-send')))
    expect(members(history)).toEqual(members(sample('history')))
  })
})
