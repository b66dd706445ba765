import type { Store } from '../state/store'

/** An unreachable server is tried again by the socket; one that refuses us is not. */
export function onConnectError(
  store: Store,
  socket: { readonly active: boolean },
): (fault: Error) => void {
  return (fault) => {
    if (socket.active) store.dispatch({ type: 'disconnected', at: Date.now() })
    else store.dispatch({ type: 'turned-away', reason: fault.message })
  }
}
