import type { Store } from '../state/store'
import { head } from '../state/timeline'
import type { Link } from './link'
import type { Timers } from './timers'

/** How often at most it is told how far one is. */
const TELL_MILLIS = 1_000

/** Of how many rooms it is told at once; the others are told of the next time. */
const ROOMS_AT_ONCE = 5

/**
 * Tells the server what has arrived and what was read, a moment later, so that many messages make
 * one report. To be called on every change of state. Guests have no place in a room to be kept.
 */
export function tellReceipts(store: Store, link: Link, timers: Timers): () => void {
  const told = new Map<string, Readonly<{ read: number; delivered: number }>>()
  let due = false

  const tell = (): void => {
    due = false
    const { connection, rooms, timelines } = store.state()
    if (connection.status !== 'online') return
    let count = 0
    for (const { room, role, read, joined } of rooms.values()) {
      const timeline = timelines.get(room)
      if (!joined || role === 'guest' || timeline === undefined) continue
      const before = told.get(room) ?? { read: 0, delivered: 0 }
      const delivered = Math.max(head(timeline), read)
      if (read <= before.read && delivered <= before.delivered) continue
      if (count === ROOMS_AT_ONCE) {
        later()
        return
      }
      count += 1
      told.set(room, { read, delivered })
      if (read > before.read) void link.ask('read:set', { room, sequence: read })
      else void link.ask('delivered:set', { room, sequence: delivered })
    }
  }
  const later = (): void => {
    if (due) return
    due = true
    timers.after(TELL_MILLIS, tell)
  }
  return () => {
    if (store.state().connection.status === 'online') later()
    else told.clear()
  }
}
