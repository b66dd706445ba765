import { apply, type Event, INITIAL, type State } from './state'

/** The one place where state changes. Listeners read the state when they are called. */
export type Store = Readonly<{
  state: () => State
  dispatch: (event: Event) => void
  subscribe: (listener: () => void) => void
}>

export function createStore(initial: State = INITIAL): Store {
  let current = initial
  const listeners: (() => void)[] = []
  return {
    state: () => current,
    dispatch: (event) => {
      current = apply(current, event)
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.push(listener)
    },
  }
}
