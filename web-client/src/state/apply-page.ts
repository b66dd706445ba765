import type { Event } from './events'
import type { State } from './state'

/** The most that is told at once; the oldest goes first. */
const MOST_TOASTS = 5

export function applyToPage(state: State, event: Event): State {
  switch (event.type) {
    case 'settings-changed':
      return { ...state, settings: { ...state.settings, ...event.change } }
    case 'noticed': {
      const toast = { ...event.notice, key: event.key, at: event.at }
      return { ...state, toasts: [...state.toasts, toast].slice(-MOST_TOASTS) }
    }
    case 'toast-dismissed':
      return { ...state, toasts: state.toasts.filter(({ key }) => key !== event.key) }
    case 'session-expiring': {
      const { expiresAt } = event
      const toast = { kind: 'expiring', expiresAt, key: 'expiring', at: expiresAt } as const
      const others = state.toasts.filter(({ key }) => key !== 'expiring')
      return { ...state, toasts: [...others, toast].slice(-MOST_TOASTS) }
    }
    case 'session-refreshed':
      return { ...state, toasts: state.toasts.filter(({ key }) => key !== 'expiring') }
    default:
      return state
  }
}
