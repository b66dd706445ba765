import { describe, expect, it } from 'vitest'
import { rows } from '../../src/lobby/state/rows'
import { after, message, messages, online } from './samples'

function kinds(events: Parameters<typeof after>): string[] {
  return rows(after(...events)).map((row) => row.kind)
}

describe('the rows of the message list', () => {
  it('begin with the day', () => {
    expect(kinds(online(2))).toEqual(['day', 'message', 'message'])
  })

  it('name the sender once for messages that follow each other', () => {
    const bob = { id: 'guest-2', name: 'Bob' }
    const shown = rows(
      after(
        ...online(2),
        { type: 'posted', message: message(3, { from: bob }) },
        { type: 'posted', message: message(4, { from: bob, at: Date.UTC(2026, 0, 1, 13) }) },
      ),
    )
    const leads = shown.flatMap((row) => (row.kind === 'message' ? [row.leads] : []))
    expect(leads).toEqual([true, false, true, true])
  })

  it('say how many messages are missing', () => {
    const shown = rows(
      after(...online(1), { type: 'continued', messages: messages(5, 5), more: false }),
    )
    expect(shown).toContainEqual({ kind: 'missing', key: 'missing:5', count: 3 })
  })

  it('end with what is not stored yet, and keep its key when it is', () => {
    const written = { type: 'composed', clientId: 'a', body: 'hi', at: 1 } as const
    const before = rows(after(...online(1), written)).at(-1)
    expect(before).toMatchObject({ key: 'own:a', status: 'waiting', own: true, name: 'Bob' })
    const stored = message(2, { clientId: 'a' })
    const since = rows(after(...online(1), written, { type: 'posted', message: stored })).at(-1)
    expect(since).toMatchObject({ key: 'own:a', status: 'stored', own: true })
  })

  it('have different keys', () => {
    const keys = rows(after(...online(20))).map((row) => row.key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
