import type { Store } from '../state/store'

/** Tells a lost connection from one that the server ended for good. */
export function onDisconnect(
  store: Store,
  socket: { readonly active: boolean },
): (reason: string) => void {
  return (reason) => {
    if (reason === 'io client disconnect') return
    if (socket.active) store.dispatch({ type: 'disconnected', at: Date.now() })
    else store.dispatch({ type: 'turned-away', reason: 'The server ended this session.' })
  }
}
