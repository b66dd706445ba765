import { parseMessage } from '../protocol/message'
import type { Store } from '../state/store'

/** What cannot be understood is left out here: its sequence is then missing, and fetched. */
export function onMessagePosted(store: Store): (payload: unknown) => void {
  return (payload) => {
    const message = parseMessage(payload)
    if (message !== undefined) store.dispatch({ type: 'posted', message })
  }
}
