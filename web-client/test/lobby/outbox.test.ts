import { describe, expect, it } from 'vitest'
import * as outbox from '../../src/lobby/state/outbox'
import { after, message, online, sequences } from './samples'

const two = outbox.composed(outbox.composed([], 'a', 'first', 1), 'b', 'second', 2)

describe('the outbox', () => {
  it('sends one message at a time, in the order of writing', () => {
    expect(outbox.nextToSend(two)?.clientId).toBe('a')
    expect(outbox.nextToSend(outbox.sending(two, 'a'))).toBeUndefined()
    expect(outbox.nextToSend(outbox.without(two, 'a'))?.clientId).toBe('b')
  })

  it('passes over what failed for good', () => {
    const failed = outbox.refused(outbox.sending(two, 'a'), 'a', 'Too large.', false)
    expect(failed[0]).toMatchObject({ status: 'failed', reason: 'Too large.' })
    expect(outbox.nextToSend(failed)?.clientId).toBe('b')
  })

  it('tries a retryable refusal again, but not for ever', () => {
    let box = two
    for (let attempt = 1; attempt < outbox.MAX_ATTEMPTS; attempt++) {
      box = outbox.refused(outbox.sending(box, 'a'), 'a', 'Busy.', true)
      expect(outbox.nextToSend(box)?.clientId).toBe('a')
    }
    box = outbox.refused(outbox.sending(box, 'a'), 'a', 'Busy.', true)
    expect(box[0]?.status).toBe('failed')
    expect(outbox.nextToSend(outbox.again(box, 'a'))?.clientId).toBe('a')
  })

  it('sends with the same key again what a lost connection interrupted', () => {
    const broken = outbox.interrupted(outbox.sending(two, 'a'))
    expect(outbox.nextToSend(broken)).toMatchObject({ clientId: 'a', attempts: 0 })
  })
})

describe('a message of our own', () => {
  const written = { type: 'composed', clientId: 'a', body: 'hi', at: 1 } as const
  const echo = message(1, { clientId: 'a', body: 'hi' })

  it('moves from the outbox to the timeline when it comes back', () => {
    const state = after(...online(), written, { type: 'posted', message: echo })
    expect(state.outbox).toEqual([])
    expect(state.timeline.entries).toEqual([{ message: echo, own: true }])
  })

  it('is there once, whether the answer or the echo comes first', () => {
    const answer = { type: 'stored', clientId: 'a', message: echo } as const
    const posted = { type: 'posted', message: echo } as const
    for (const order of [
      [answer, posted],
      [posted, answer],
    ]) {
      const state = after(...online(), written, { type: 'sending', clientId: 'a' }, ...order)
      expect(sequences(state)).toEqual([1])
      expect(state.timeline.entries[0]?.own).toBe(true)
      expect(state.outbox).toEqual([])
    }
  })

  it('is recognised in the page that fills a gap', () => {
    const state = after(
      ...online(),
      written,
      { type: 'sending', clientId: 'a' },
      { type: 'disconnected', at: 2 },
      { type: 'connected' },
      { type: 'joined', newest: 1 },
      { type: 'continued', messages: [echo], more: false },
    )
    expect(state.outbox).toEqual([])
    expect(state.timeline.entries).toEqual([{ message: echo, own: true }])
  })

  it('ahead of others’ messages waits for them', () => {
    const stored = message(3, { clientId: 'a' })
    const state = after(...online(), written, { type: 'stored', clientId: 'a', message: stored })
    expect(state.outbox).toEqual([])
    expect(state.timeline.ahead).toEqual([{ message: stored, own: true }])
  })
})
