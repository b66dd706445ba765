import type { Refusal } from '../protocol/replies'
import type { Store } from '../state/store'
import type { Link } from './link'
import type { Timers } from './timers'

/** The wait before the second attempt; it doubles with every further one, up to the longest. */
const FIRST_WAIT_MILLIS = 500
const LONGEST_WAIT_MILLIS = 30_000

/** By how much a wait varies, so that not all come back at once after the server was away. */
const SPREAD = 0.25

/** Stays connected: tries again and again, at moments that the state tells of. */
export type Reconnect = Readonly<{
  /** Connects, and stays so until it is closed. */
  open: () => void
  /** Tries at once if it is not connected. */
  now: () => void
  close: () => void
  /** To be called by what listens to the link. */
  established: () => void
  lost: () => void
  turnedAway: (refusal: Refusal) => void
}>

export function reconnecting(
  store: Store,
  link: Link,
  timers: Timers,
  random: () => number,
): Reconnect {
  let isWanted = false
  let attempts = 0
  let callOff = (): void => undefined

  const connect = (): void => {
    callOff()
    if (!isWanted) return
    store.dispatch({ type: 'connecting' })
    link.open()
  }
  const later = (atLeast: number): void => {
    callOff()
    if (!isWanted) return
    const longest = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** attempts)
    const wait = Math.max(atLeast, Math.round(longest * (1 - SPREAD * random())))
    attempts += 1
    const at = timers.now()
    store.dispatch({ type: 'disconnected', at, retryAt: at + wait })
    callOff = timers.after(wait, connect)
  }
  return {
    open: () => {
      isWanted = true
      attempts = 0
      connect()
    },
    now: () => {
      const { status } = store.state().connection
      if (status === 'online' || status === 'connecting') return
      attempts = 0
      connect()
    },
    close: () => {
      isWanted = false
      callOff()
      link.close()
    },
    established: () => {
      attempts = 0
      callOff()
    },
    lost: () => {
      later(0)
    },
    turnedAway: ({ code, message: reason, retry, retryAfterMs }) => {
      if (retry) {
        later(retryAfterMs ?? 0)
        return
      }
      callOff()
      store.dispatch({ type: 'turned-away', code, reason })
    },
  }
}
