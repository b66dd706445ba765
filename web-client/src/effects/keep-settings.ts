import { ownerOf } from '../state/selectors'
import type { Store } from '../state/store'
import type { Memory } from '../storage/memory'
import type { Tabs } from './shout'

/** Keeps the settings, and what was read, alike in all tabs. */
export function keepSettings(store: Store, memory: Memory, tabs: Tabs): () => void {
  let { settings, rooms } = store.state()
  let isTold = false

  tabs.listen((shout) => {
    isTold = true
    if (shout.kind === 'settings') {
      store.dispatch({ type: 'settings-changed', change: shout.settings })
    } else if (shout.kind === 'read' && shout.owner === ownerOf(store.state())) {
      store.dispatch({ type: 'read', room: shout.room, sequence: shout.sequence })
    }
    isTold = false
  })

  return () => {
    const state = store.state()
    if (state.settings !== settings) {
      settings = state.settings
      memory.keepSettings(settings)
      if (!isTold) tabs.shout({ kind: 'settings', settings })
    }
    if (state.rooms === rooms) return
    const before = rooms
    rooms = state.rooms
    const owner = ownerOf(state)
    if (isTold || owner === '') return
    for (const { room, read } of rooms.values()) {
      const known = before.get(room)
      if (known === undefined || known.read >= read) continue
      tabs.shout({ kind: 'read', owner, room, sequence: read })
    }
  }
}
