import { describe, expect, it } from 'vitest'
import { bodyText, parseMessage } from '../../src/lobby/protocol/message'
import { parseHistory, parseJoined, parseSent } from '../../src/lobby/protocol/replies'

const wire = {
  id: 'lobby-7',
  room: 'lobby',
  sequence: 7,
  at: '2026-11-22T05:00:00.123Z',
  from: { id: 'g1', name: 'Ada' },
  body: 'hello',
}

describe('a message', () => {
  it('is read as it was sent', () => {
    expect(parseMessage({ ...wire, clientId: 'k' })).toEqual({
      ...wire,
      at: Date.UTC(2026, 10, 22, 5, 0, 0, 123),
      clientId: 'k',
    })
  })

  it('may carry any body', () => {
    for (const body of [null, 0, false, [1], { text: 'x' }]) {
      expect(parseMessage({ ...wire, body })?.body).toEqual(body)
    }
  })

  it.each([
    ['nothing', undefined],
    ['a text', 'hello'],
    ['a list', [wire]],
    ['no sequence', { ...wire, sequence: undefined }],
    ['the sequence 0', { ...wire, sequence: 0 }],
    ['a broken sequence', { ...wire, sequence: 1.5 }],
    ['a time that is none', { ...wire, at: 'yesterday' }],
    ['a sender without a name', { ...wire, from: { id: 'g1' } }],
    ['no body', without(wire, 'body')],
  ])('is not made of %s', (_, value) => {
    expect(parseMessage(value)).toBeUndefined()
  })

  it('shows the text that its body holds', () => {
    expect(bodyText('plain')).toBe('plain')
    expect(bodyText({ msg: 'inside' })).toBe('inside')
    expect(bodyText({ text: 1, content: 'later' })).toBe('later')
    expect(bodyText({ a: 1 })).toBe('{"a":1}')
    expect(bodyText(null)).toBe('null')
  })
})

describe('an answer', () => {
  it('tells where a message was stored', () => {
    const { id, room, sequence, at } = wire
    expect(parseSent({ ok: true, id, room, sequence, at })).toMatchObject({ ok: true, sequence: 7 })
  })

  it('tells why something was refused', () => {
    const refusal = { ok: false, code: 'BUSY', message: 'Too much.', retry: true }
    expect(parseSent(refusal)).toEqual(refusal)
    expect(parseJoined(refusal)).toEqual(refusal)
    expect(parseHistory(refusal)).toEqual(refusal)
  })

  it('that makes no sense is a refusal', () => {
    for (const nonsense of [undefined, null, 'ok', { ok: true }, { ok: 'true' }]) {
      expect(parseSent(nonsense).ok).toBe(false)
      expect(parseJoined(nonsense).ok).toBe(false)
      expect(parseHistory(nonsense).ok).toBe(false)
    }
  })

  it('with one broken message is a refusal, lest the message be lost silently', () => {
    const page = {
      ok: true,
      room: 'lobby',
      messages: [wire, { ...wire, sequence: 'x' }],
      more: true,
    }
    expect(parseHistory(page).ok).toBe(false)
    expect(parseHistory({ ...page, messages: [wire] })).toMatchObject({ ok: true, more: true })
  })
})

function without(value: Record<string, unknown>, member: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== member))
}
