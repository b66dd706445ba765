import { describe, expect, it } from 'vitest'
import * as timeline from '../src/state/timeline'
import { message, messages } from './samples'

const EMPTY = timeline.emptyTimeline('lobby')

function sequences({ runs }: timeline.Timeline): number[][] {
  return runs.map((run) => run.messages.map(({ sequence }) => sequence))
}

/** A timeline that knows the messages of a room up to there. */
function upTo(newest: number): timeline.Timeline {
  const joined = timeline.joined(EMPTY, newest, 0)
  return timeline.page(joined, { kind: 'newest', upTo: newest }, messages(1, newest), false)
}

describe('what a timeline wants', () => {
  it('is nothing before the room is joined, then the newest page, then nothing', () => {
    expect(timeline.wanted(EMPTY)).toBeUndefined()
    expect(timeline.wanted(timeline.joined(EMPTY, 3, 0))).toEqual({ kind: 'newest', upTo: 3 })
    expect(timeline.wanted(upTo(3))).toBeUndefined()
    expect(timeline.wanted(upTo(0))).toBeUndefined()
  })

  it('is exactly what it missed while it was away', () => {
    const back = timeline.joined(timeline.left(upTo(3)), 5, 2)
    expect(timeline.wanted(back)).toEqual({ kind: 'changes', after: 0, upTo: 2 })
    const caughtUp = timeline.changes(back, [], 2)
    expect(timeline.wanted(caughtUp)).toEqual({ kind: 'after', after: 3, upTo: 5 })
  })

  it('is the newest page where too much was missed, and the gap stays until it is seen', () => {
    const newest = 3 + timeline.CLOSED_GAP + 100
    const back = timeline.joined(timeline.left(upTo(3)), newest, 0)
    const question = { kind: 'newest', upTo: newest } as const
    expect(timeline.wanted(back)).toEqual(question)
    const paged = timeline.page(back, question, messages(newest - 9, newest), true)
    expect(timeline.wanted(paged)).toBeUndefined()
    expect(sequences(paged)).toHaveLength(2)
  })

  it('is everything anew when the room went back', () => {
    const back = timeline.joined(timeline.left(upTo(3)), 1, 0)
    expect(back.runs).toEqual([])
    expect(timeline.wanted(back)).toEqual({ kind: 'newest', upTo: 1 })
  })
})

describe('a message that comes by itself', () => {
  it('is appended when it is the next, and taken once however often it comes', () => {
    const grown = [3, 3, 1].reduce(
      (known, sequence) => timeline.posted(known, message(sequence)),
      upTo(2),
    )
    expect(sequences(grown)).toEqual([[1, 2, 3]])
  })

  it('waits for those before it, which are asked for', () => {
    const early = timeline.posted(upTo(2), message(5))
    expect(sequences(early)).toEqual([[1, 2], [5]])
    const question = { kind: 'after', after: 2, upTo: 5 } as const
    expect(timeline.wanted(early)).toEqual(question)
    const filled = timeline.page(early, question, messages(3, 5), false)
    expect(sequences(filled)).toEqual([[1, 2, 3, 4, 5]])
    expect(timeline.wanted(filled)).toBeUndefined()
  })

  it('is not taken for missing because a page was read before it', () => {
    const early = timeline.posted(upTo(2), message(5))
    const page = timeline.page(early, { kind: 'after', after: 2, upTo: 3 }, messages(3, 3), false)
    expect(sequences(page)).toEqual([[1, 2, 3], [5]])
    expect(timeline.wanted(page)).toEqual({ kind: 'after', after: 3, upTo: 5 })
  })

  it('as it was sent gives way to what the server says of it', () => {
    const sent = timeline.posted(upTo(0), message(1, { change: -1 }))
    const told = timeline.posted(sent, message(1, { mentions: ['user:ada'] }))
    expect(timeline.messageAt(told, 1)?.mentions).toEqual(['user:ada'])
  })
})

describe('a modification', () => {
  it('takes effect once, and never goes back', () => {
    const edited = timeline.changed(upTo(2), message(1, { change: 1, body: 'new' }))
    const stale = timeline.posted(edited, message(1))
    expect(timeline.messageAt(stale, 1)?.body).toBe('new')
    expect(timeline.wanted(stale)).toBeUndefined()
  })

  it('that comes too early is taken, and those before it are asked for', () => {
    const early = timeline.changed(upTo(2), message(2, { change: 3, body: 'new' }))
    expect(timeline.messageAt(early, 2)?.body).toBe('new')
    expect(timeline.wanted(early)).toEqual({ kind: 'changes', after: 0, upTo: 3 })
    const missed = [
      message(1, { change: 2, deleted: true }),
      message(2, { change: 3, body: 'new' }),
    ]
    const caughtUp = timeline.changes(early, missed, 3)
    expect(timeline.messageAt(caughtUp, 1)?.deleted).toBe(true)
    expect(timeline.wanted(caughtUp)).toBeUndefined()
  })

  it('is not lost to a page that was read before it', () => {
    const joined = timeline.joined(EMPTY, 2, 0)
    const edited = timeline.changed(joined, message(1, { change: 1, body: 'new' }))
    const paged = timeline.page(edited, { kind: 'newest', upTo: 2 }, messages(1, 2), false)
    expect(timeline.messageAt(paged, 1)?.body).toBe('new')
  })
})

describe('a page', () => {
  it('of earlier messages goes before, and closes the gap to those before it', () => {
    const target = { kind: 'around', sequence: 10, upTo: 100 } as const
    const joined = timeline.joined(EMPTY, 100, 0)
    const tail = timeline.page(joined, { kind: 'newest', upTo: 100 }, messages(90, 100), true)
    const jumped = timeline.page(tail, target, messages(5, 15), true)
    expect(sequences(jumped).map((run) => [run.at(0), run.at(-1)])).toEqual([
      [5, 15],
      [90, 100],
    ])
    const closed = timeline.page(
      jumped,
      { kind: 'before', before: 90, upTo: 100 },
      messages(12, 89),
      true,
    )
    expect(sequences(closed)).toEqual([messages(5, 100).map(({ sequence }) => sequence)])
  })

  it('that leaves something out shows that the server no longer has it', () => {
    const joined = timeline.joined(EMPTY, 9, 0)
    const paged = timeline.page(joined, { kind: 'newest', upTo: 9 }, messages(8, 9), false)
    expect(paged.runs).toMatchObject([{ from: 1, to: 9 }])
    expect(timeline.wanted(paged)).toBeUndefined()
  })
})

describe('the memory of the page', () => {
  const filled = { ...upTo(0), newest: timeline.KEPT_SHOWN }
  const question = { kind: 'newest', upTo: timeline.KEPT_SHOWN } as const
  const full = timeline.page(filled, question, messages(1, timeline.KEPT_SHOWN), false)
  const next = message(timeline.KEPT_SHOWN + 1)

  function count({ runs }: timeline.Timeline): number {
    return runs.reduce((sum, run) => sum + run.messages.length, 0)
  }

  it('is bounded, and keeps the newest where they are read', () => {
    const grown = timeline.posted(full, next)
    expect(count(grown)).toBeLessThan(timeline.KEPT_SHOWN)
    expect(timeline.head(grown)).toBe(timeline.KEPT_SHOWN + 1)
    expect(grown.runs).toHaveLength(1)
  })

  it('keeps what is around the one who reads, and the newest beside it', () => {
    const grown = timeline.posted(timeline.focused(full, 100), next)
    expect(count(grown)).toBeLessThan(timeline.KEPT_SHOWN)
    expect(timeline.messageAt(grown, 1)).toBeDefined()
    expect(timeline.head(grown)).toBe(timeline.KEPT_SHOWN + 1)
    expect(grown.runs).toHaveLength(2)
    expect(timeline.wanted(grown)).toBeUndefined()
  })

  it('keeps little of a room that nobody looks at', () => {
    expect(count(timeline.hidden(full))).toBeLessThanOrEqual(timeline.KEPT_HIDDEN)
  })
})
