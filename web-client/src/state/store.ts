import { apply } from './apply'
import type { Event } from './events'
import { INITIAL, type State } from './state'

/** The one place where state changes. Listeners read the state when they are called. */
export type Store = Readonly<{
  state: () => State
  dispatch: (event: Event) => void
  /** Answers with what ends it. */
  subscribe: (listener: () => void) => () => void
}>

export function createStore(initial: State = INITIAL): Store {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    state: () => current,
    dispatch: (event) => {
      const next = apply(current, event)
      if (next === current) return
      current = next
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
