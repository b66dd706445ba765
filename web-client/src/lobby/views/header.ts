import type { Actions } from '../actions/actions'
import type { Store } from '../state/store'
import { element, type View } from './element'

const STATUS = {
  idle: 'not connected',
  connecting: 'connecting',
  online: 'online',
  offline: 'offline',
  refused: 'not connected',
} as const

export function header(store: Store, actions: Actions): View {
  const name = element('span', { className: 'me-name' })
  const status = element('span', { className: 'status' })
  const leave = element('button', { className: 'button quiet', type: 'button' }, 'Leave')
  leave.addEventListener('click', () => {
    actions.signOut()
  })
  const root = element(
    'header',
    { className: 'bar' },
    element('span', { className: 'brand small' }, 'Natter'),
    element('h1', { className: 'room' }, `#${store.state().timeline.room}`),
    element('span', { className: 'me' }, status, name),
    leave,
  )
  return {
    root,
    render: () => {
      const state = store.state()
      name.textContent = state.name
      status.textContent = STATUS[state.connection.status]
      status.setAttribute('data-status', state.connection.status)
    },
  }
}
