import { describe, expect, it } from 'vitest'
import { INITIAL } from '../../src/lobby/state/state'
import * as timeline from '../../src/lobby/state/timeline'
import { after, entries, message, messages, online, sequences } from './samples'

describe('what the timeline wants', () => {
  it('is to join, then the newest page, then nothing', () => {
    expect(timeline.wanted(INITIAL.timeline)).toBe('join')
    const joined = after({ type: 'connected' }, { type: 'joined', newest: 3 })
    expect(timeline.wanted(joined.timeline)).toBe('newest')
    expect(timeline.wanted(after(...online(3)).timeline)).toBeUndefined()
  })

  it('is exactly what it missed while it was away', () => {
    const back = after(
      ...online(3),
      { type: 'disconnected', at: 0 },
      { type: 'connected' },
      { type: 'joined', newest: 5 },
    )
    expect(timeline.wanted(back.timeline)).toEqual({ after: 3 })
  })

  it('is nothing when nothing was missed', () => {
    const back = after(...online(3), { type: 'disconnected', at: 0 }, { type: 'joined', newest: 3 })
    expect(timeline.wanted(back.timeline)).toBeUndefined()
  })

  it('is everything anew when the room went back', () => {
    const back = after(...online(3), { type: 'disconnected', at: 0 }, { type: 'joined', newest: 1 })
    expect(sequences(back)).toEqual([])
    expect(timeline.wanted(back.timeline)).toBe('newest')
  })
})

describe('a message that comes by itself', () => {
  it('is appended when it is the next', () => {
    const state = after(...online(2), { type: 'posted', message: message(3) })
    expect(sequences(state)).toEqual([1, 2, 3])
  })

  it('is taken once however often it comes', () => {
    const state = after(
      ...online(2),
      { type: 'posted', message: message(3) },
      { type: 'posted', message: message(3) },
      { type: 'posted', message: message(1) },
    )
    expect(sequences(state)).toEqual([1, 2, 3])
  })

  it('waits for those before it, which are asked for', () => {
    const early = after(...online(2), { type: 'posted', message: message(5) })
    expect(sequences(early)).toEqual([1, 2])
    expect(timeline.wanted(early.timeline)).toEqual({ after: 2 })
    const filled = timeline.continued(early.timeline, entries(3, 4), false)
    expect(filled.entries.map((entry) => entry.message.sequence)).toEqual([1, 2, 3, 4, 5])
    expect(timeline.wanted(filled)).toBeUndefined()
  })

  it('of before the first page is in it once', () => {
    const state = after(
      { type: 'connected' },
      { type: 'joined', newest: 3 },
      { type: 'posted', message: message(4) },
      { type: 'posted', message: message(5) },
      { type: 'opened', messages: messages(2, 4), more: true },
    )
    expect(sequences(state)).toEqual([2, 3, 4, 5])
  })

  it('of another room is not taken', () => {
    const state = after(...online(1), { type: 'posted', message: message(2, { room: 'attic' }) })
    expect(sequences(state)).toEqual([1])
  })
})

describe('a page', () => {
  it('overlapping what is known adds only the rest', () => {
    const state = after(...online(3), { type: 'continued', messages: messages(2, 5), more: false })
    expect(sequences(state)).toEqual([1, 2, 3, 4, 5])
  })

  it('of several is followed by the next', () => {
    const state = after(
      ...online(1),
      { type: 'disconnected', at: 0 },
      { type: 'joined', newest: 9 },
      { type: 'continued', messages: messages(2, 5), more: true },
    )
    expect(timeline.wanted(state.timeline)).toEqual({ after: 5 })
  })

  it('that leaves something out shows that the server no longer has it', () => {
    const state = after(
      ...online(1),
      { type: 'joined', newest: 9 },
      { type: 'continued', messages: messages(8, 9), more: false },
    )
    expect(sequences(state)).toEqual([1, 8, 9])
    expect(timeline.wanted(state.timeline)).toBeUndefined()
  })

  it('that brings nothing ends the waiting', () => {
    const state = after(
      ...online(1),
      { type: 'posted', message: message(4) },
      { type: 'continued', messages: [], more: false },
    )
    expect(sequences(state)).toEqual([1, 4])
    expect(timeline.wanted(state.timeline)).toBeUndefined()
  })

  it('of earlier messages goes before', () => {
    const state = after(
      { type: 'joined', newest: 4 },
      { type: 'opened', messages: messages(3, 4), more: true },
      { type: 'preceded', messages: messages(1, 2), more: false },
    )
    expect(sequences(state)).toEqual([1, 2, 3, 4])
    expect(state.timeline.more).toBe(false)
  })
})

describe('the memory of the page', () => {
  it('keeps the newest messages only', () => {
    const full = timeline.opened(
      timeline.emptyTimeline('lobby'),
      entries(1, timeline.KEPT_MESSAGES),
      false,
    )
    const [next] = entries(timeline.KEPT_MESSAGES + 1, timeline.KEPT_MESSAGES + 1)
    const grown = next === undefined ? full : timeline.posted(full, next)
    expect(grown.entries.length).toBe(timeline.KEPT_MESSAGES)
    expect(timeline.first(grown)).toBe(2)
    expect(grown.more).toBe(true)
  })

  it('keeps a bounded number ahead of a gap, and fetches the others again', () => {
    const last = timeline.KEPT_AHEAD + 50
    const flooded = entries(3, last).reduce(
      timeline.posted,
      timeline.opened(timeline.emptyTimeline('lobby'), entries(1, 1), false),
    )
    expect(flooded.ahead.length).toBe(timeline.KEPT_AHEAD)
    const filled = timeline.continued(flooded, entries(2, 2), true)
    expect(timeline.head(filled)).toBe(timeline.KEPT_AHEAD + 2)
    expect(timeline.wanted({ ...filled, joined: true })).toEqual({ after: timeline.head(filled) })
  })
})
