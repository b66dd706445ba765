import { describe, expect, it } from 'vitest'
import type { Person } from '../src/protocol/message'
import { apply } from '../src/state/apply'
import type { Event } from '../src/state/events'
import { timelineRows } from '../src/state/rows'
import { isGrown } from '../src/state/runs'
import type { State } from '../src/state/state'
import { ADA, after, ME, message, messages, NOON, online, outgoing } from './samples'

const EVE: Person = { id: 'user:eve', name: 'Eve' }
const WRITERS = [ADA, ME, EVE]

/** The same numbers in every run. */
function dice(seed: number): (sides: number) => number {
  let at = seed
  return (sides) => {
    at = (Math.imul(at, 1_103_515_245) + 12_345) >>> 0
    return (at >>> 8) % sides
  }
}

/** Something that happens in a room that has come to `newest`. */
function something(roll: (sides: number) => number, newest: number, change: number): Event {
  const from = WRITERS[roll(WRITERS.length)] ?? ADA
  const sequence = 1 + roll(newest)
  const at = NOON + newest * 3_600_000
  switch (roll(12)) {
    case 0:
      return { type: 'changed', message: message(sequence, { change, body: 'new', from }) }
    case 1:
    case 2: {
      const kind = roll(2) === 0 ? 'read' : 'delivered'
      return { type: 'cursor-moved', kind, news: { room: 'lobby', user: from.id, sequence } }
    }
    case 3:
      return { type: 'composed', outgoing: outgoing(`${newest}`, { at }) }
    case 4:
      return { type: 'visible', visible: roll(2) === 0 }
    case 5:
      return { type: 'posted', message: message(newest + 3, { from, at }) }
    case 6:
      return { type: 'divider-dismissed', room: 'lobby' }
    default:
      return { type: 'posted', message: message(newest + 1, { from, at, replyTo: sequence }) }
  }
}

function newestOf(state: State): number {
  return state.timelines.get('lobby')?.newest ?? 0
}

describe('rows that grow', () => {
  it('are those that would be made anew, whatever happens', () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const roll = dice(seed)
      let state = after(...online(5))
      for (let change = 1; change <= 50; change += 1) {
        state = apply(state, something(roll, newestOf(state), change))
        expect(timelineRows(state, 'lobby')).toEqual(timelineRows(structuredClone(state), 'lobby'))
      }
    }
  })

  it('stay the same objects where messages are appended', () => {
    const before = after(...online(50))
    const rows = timelineRows(before, 'lobby')
    const grown = timelineRows(apply(before, { type: 'posted', message: message(51) }), 'lobby')
    expect(grown).toHaveLength(rows.length + 1)
    expect(rows.every((row, index) => row === grown[index])).toBe(true)
  })
})

describe('runs that have grown', () => {
  const run = { from: 1, to: 3, messages: messages(1, 3) }
  const longer = { from: 1, to: 4, messages: [...run.messages, message(4)] }
  const other = { from: 9, to: 9, messages: messages(9, 9) }

  it('have new messages at their end and nothing else', () => {
    expect(isGrown([run], [run])).toBe(true)
    expect(isGrown([run], [longer])).toBe(true)
    expect(isGrown([run, other], [run, { ...other, to: 10 }])).toBe(true)
  })

  it('have not where something is gone, changed, or came before', () => {
    const changed = { ...longer, messages: longer.messages.with(1, message(2, { change: 1 })) }
    expect(isGrown([longer], [run])).toBe(false)
    expect(isGrown([run], [changed])).toBe(false)
    expect(isGrown([run, other], [longer, other])).toBe(false)
    expect(isGrown([run], [run, other])).toBe(false)
    expect(isGrown([], [run])).toBe(false)
    expect(isGrown([other], [{ ...other, from: 8 }])).toBe(false)
  })
})
