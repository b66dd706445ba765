import { unreadTotals } from '../state/selectors'
import type { Store } from '../state/store'

/** Where it is shown how much is unread. */
export type Badge = Readonly<{ title: (text: string) => void; icon: (unread: boolean) => void }>

/** Counts in the title what is unread, and marks the icon. */
export function badge(store: Store, name: string, shown: Badge): () => void {
  let last = -1
  let { rooms, settings } = store.state()
  return () => {
    const state = store.state()
    if (last >= 0 && state.rooms === rooms && state.settings === settings) return
    rooms = state.rooms
    settings = state.settings
    const { unread } = unreadTotals(state)
    if (unread === last) return
    if (unread > 0 !== last > 0) shown.icon(unread > 0)
    last = unread
    shown.title(unread === 0 ? name : `(${unread}) ${name}`)
  }
}
