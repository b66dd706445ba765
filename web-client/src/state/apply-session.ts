import type { Event } from './events'
import { INITIAL, type State } from './state'

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
      return { ...state, session: { status: 'somebody', user, standing, ...ending(expiresAt) } }
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

type Somebody = Extract<State['session'], { status: 'somebody' }>

function refreshed({ user, standing }: Somebody, expiresAt: number | undefined): Somebody {
  return { status: 'somebody', user, standing, ...ending(expiresAt) }
}

function ending(expiresAt: number | undefined): { expiresAt?: number } {
  return expiresAt === undefined ? {} : { expiresAt }
}
