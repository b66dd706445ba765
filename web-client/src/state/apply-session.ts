import { withTimeline } from './changing'
import type { Event } from './events'
import { me } from './selectors'
import { INITIAL, type State } from './state'
import * as timeline from './timeline'

export function applyToSession(state: State, event: Event): State {
  switch (event.type) {
    case 'server-known':
      return { ...state, server: { ...state.server, ...event.server } }
    case 'entered':
      return {
        ...state,
        session: { status: 'somebody', user: event.user, standing: event.standing },
      }
    case 'session-opened': {
      const { user, standing, expiresAt } = event.opened
      const before = user.id === me(state).id ? state : disowned(state)
      return { ...before, session: { status: 'somebody', user, standing, ...ending(expiresAt) } }
    }
    case 'session-refreshed':
      if (state.session.status !== 'somebody') return state
      return { ...state, session: refreshed(state.session, event.expiresAt) }
    case 'signed-out': {
      const { server, settings, toasts, looking } = state
      const why = event.why === undefined ? {} : { why: event.why }
      return {
        ...INITIAL,
        server,
        settings,
        toasts,
        looking,
        session: { status: 'nobody', ...why },
      }
    }
    default:
      return state
  }
}

/** Who comes as another is not shown what the one before had read. */
function disowned(state: State): State {
  return [...state.timelines.keys()].reduce(
    (before, room) => withTimeline(before, room, timeline.disowned),
    state,
  )
}

type Somebody = Extract<State['session'], { status: 'somebody' }>

function refreshed({ user, standing }: Somebody, expiresAt: number | undefined): Somebody {
  return { status: 'somebody', user, standing, ...ending(expiresAt) }
}

function ending(expiresAt: number | undefined): { expiresAt?: number } {
  return expiresAt === undefined ? {} : { expiresAt }
}
