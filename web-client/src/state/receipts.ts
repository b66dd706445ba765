import type { Cursor, Room } from './room'
import { me } from './selectors'
import type { State } from './state'

/** Whom a message has reached, by user id, as far as the server has told. */
export type Reached = Readonly<{ read: readonly string[]; delivered: readonly string[] }>

const NOBODY: Reached = { read: [], delivered: [] }

/** Who of the others is how far, so that many messages can be compared with it. */
export class Others {
  /** Up to where each has read, in ascending order; those who are not known apart are not in it. */
  readonly #reads: readonly number[]
  readonly #furthest: Cursor

  constructor(room: Room, whoLooks: string) {
    const others = [...room.cursors].filter(([user]) => user !== whoLooks)
    this.#furthest = others.reduce(
      (most, [, { read, delivered }]) => ({
        read: Math.max(most.read, read),
        delivered: Math.max(most.delivered, delivered),
      }),
      { read: 0, delivered: 0 },
    )
    this.#reads = others
      .filter(([user]) => user !== '')
      .map(([, { read }]) => read)
      .sort((a, b) => a - b)
  }

  mark(sequence: number): 'read' | 'delivered' | 'stored' {
    if (sequence <= this.#furthest.read) return 'read'
    return sequence <= this.#furthest.delivered ? 'delivered' : 'stored'
  }

  /** How many are known to have read it; at least one where somebody has of whom no more is known. */
  readers(sequence: number): number {
    let low = 0
    let high = this.#reads.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#reads[middle] ?? Infinity) < sequence) low = middle + 1
      else high = middle
    }
    return Math.max(this.#reads.length - low, sequence <= this.#furthest.read ? 1 : 0)
  }
}

/** Who has read a message, and who has it and has not read it. */
export function reached(state: State, room: string, sequence: number): Reached {
  const known = state.rooms.get(room)
  if (known === undefined) return NOBODY
  const others = [...known.cursors].filter(([user]) => user !== '' && user !== me(state).id)
  const ids = (fits: (cursor: Cursor) => boolean): string[] =>
    others.filter(([, cursor]) => fits(cursor)).map(([user]) => user)
  return {
    read: ids(({ read }) => read >= sequence),
    delivered: ids(({ read, delivered }) => read < sequence && delivered >= sequence),
  }
}
