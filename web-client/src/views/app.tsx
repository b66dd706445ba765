import { createContext } from 'preact'
import { useContext, useEffect, useReducer, useRef } from 'preact/hooks'
import type { Actions, Watched } from '../actions/actions'
import type { I18n } from '../i18n/i18n'
import type { State } from '../state/state'

/** What every view works with. */
export type App = Readonly<{
  watched: Watched
  /** The same, which tells of changes once a frame at most. */
  framed: Watched
  actions: Actions
  i18n: I18n
}>

export const AppContext = createContext<App | undefined>(undefined)

function useApp(): App {
  const app = useContext(AppContext)
  if (app === undefined) throw new Error('A view stands outside of the page.')
  return app
}

export function useActions(): Actions {
  return useApp().actions
}

/** The texts and formats of the chosen language. */
export function useI18n(): I18n {
  return useApp().i18n
}

/**
 * What a selector finds in the state, looked at once a frame at most. The view is rendered again
 * when that is another value; a selector that makes new objects each time therefore has to keep
 * them.
 */
export function useSelect<Found>(select: (state: State) => Found): Found {
  return useWatched(useApp().framed, select)
}

/** The same at once: for what one writes oneself, since a key may come before the frame does. */
export function useSelectAtOnce<Found>(select: (state: State) => Found): Found {
  return useWatched(useApp().watched, select)
}

/** The state as it is when it is asked for, without being rendered again when it changes. */
export function useReadState(): () => State {
  return useApp().watched.state
}

export function useWatched<Found>(watched: Watched, select: (state: State) => Found): Found {
  const [, render] = useReducer((count: number) => count + 1, 0)
  const found = select(watched.state())
  const last = useRef({ select, found })
  last.current = { select, found }
  useEffect(() => {
    const look = (): void => {
      const { select: latest, found: before } = last.current
      if (!Object.is(latest(watched.state()), before)) render(undefined)
    }
    look()
    return watched.subscribe(look)
  }, [watched])
  return found
}

/**
 * Tells of changes once a frame at most, however many messages came since the last one. A page that
 * is not seen has no frames, and is told when it is.
 */
export function perFrame(watched: Watched): Watched {
  const listeners = new Set<() => void>()
  let frame = 0
  const tell = (): void => {
    frame = 0
    for (const listener of [...listeners]) listener()
  }
  watched.subscribe(() => {
    if (frame === 0) frame = requestAnimationFrame(tell)
  })
  return {
    state: watched.state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
