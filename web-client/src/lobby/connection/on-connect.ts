import type { Store } from '../state/store'

/** The first connect and every later one are the same: what is missing is asked for by state. */
export function onConnect(store: Store): () => void {
  return () => {
    store.dispatch({ type: 'connected' })
  }
}
