import { createContext } from 'preact'
import { useContext, useEffect, useReducer, useRef } from 'preact/hooks'
import type { Actions, Watched } from '../actions/actions'
import type { I18n } from '../i18n/i18n'
import type { State } from '../state/state'

/** What every view works with. */
export type App = Readonly<{ watched: Watched; actions: Actions; i18n: I18n }>

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
 * What a selector finds in the state. The view is rendered again when that is another value; a
 * selector that makes new objects each time therefore has to keep them.
 */
export function useSelect<Found>(select: (state: State) => Found): Found {
  return useWatched(useApp().watched, select)
}

/**
 * The same, looked at once a frame at most: for what is large and changes often. What one writes
 * oneself is not read like this, since a key may come before the frame does.
 */
export function useSelectPerFrame<Found>(select: (state: State) => Found): Found {
  return useWatched(useApp().watched, select, perFrame)
}

/** When to look after a change; answers with what gives it up. */
type Pace = (look: () => void) => Readonly<{ changed: () => void; end: () => void }>

export function useWatched<Found>(
  watched: Watched,
  select: (state: State) => Found,
  pace: Pace = atOnce,
): Found {
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
    const { changed, end } = pace(look)
    const unsubscribe = watched.subscribe(changed)
    return () => {
      unsubscribe()
      end()
    }
  }, [watched, pace])
  return found
}

function atOnce(look: () => void): ReturnType<Pace> {
  return { changed: look, end: () => undefined }
}

/** A page that is not seen has no frames, and is looked at again when it is. */
function perFrame(look: () => void): ReturnType<Pace> {
  let frame = 0
  return {
    changed: () => {
      if (frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        look()
      })
    },
    end: () => {
      cancelAnimationFrame(frame)
    },
  }
}
