import type { Watched } from '../actions/actions'
import type { State } from '../state/state'

/** How long it may take until a room is there, before the page is shown without one. */
const PATIENCE_MILLIS = 2_000

/** Waits until it is known who is here and which room to show, so that the page is drawn once. */
export function ready(watched: Watched): Promise<void> {
  return new Promise((done) => {
    let isLate = false
    const look = (): void => {
      const state = watched.state()
      if (state.session.status === 'starting' || !(isLate || isClear(state))) return
      clearTimeout(timer)
      end()
      done()
    }
    const end = watched.subscribe(look)
    const timer = setTimeout(() => {
      isLate = true
      look()
    }, PATIENCE_MILLIS)
    look()
  })
}

function isClear({ session, open, connection }: State): boolean {
  if (session.status === 'nobody' || open !== undefined) return true
  return connection.status === 'offline' || connection.status === 'refused'
}
