import { LOBBY, type State } from '../state/state'
import type { Store } from '../state/store'
import type { Memory } from '../storage/memory'

/** Shows a room once somebody has come: the one that was shown last, or else the first there is. */
export function openFirst(store: Store, memory: Memory): () => void {
  let isDone = false
  return () => {
    const state = store.state()
    if (state.session.status !== 'somebody') isDone = false
    else if (state.open !== undefined) isDone = true
    else if (!isDone) {
      const room = first(state, memory.lastRoom())
      if (room === undefined) return
      isDone = true
      // Without a network nothing is joined, but what was shown before can be shown again.
      memory.keepLastRoom(room)
      store.dispatch({ type: 'room-shown', room })
    }
  }
}

function first(state: State, last: string | undefined): string | undefined {
  if (last !== undefined && state.rooms.has(last)) return last
  const joined = [...state.rooms.values()].filter((room) => room.joined)
  return joined.find(({ room }) => room === LOBBY)?.room ?? joined[0]?.room
}
