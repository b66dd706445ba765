import type { Actions } from '../actions/actions'
import type { State } from '../state/state'
import type { Store } from '../state/store'
import { element, type View } from './element'

/** Says what the connection is doing whenever it is not simply there. */
export function banner(store: Store, actions: Actions): View {
  const words = element('span')
  const button = element('button', { className: 'button quiet', type: 'button' }, 'Try now')
  button.addEventListener('click', () => {
    actions.connectAgain()
  })
  const row = element('div', { className: 'banner', hidden: true }, words, button)
  const root = element('div', { attributes: { role: 'status' } }, row)
  return {
    root,
    render: () => {
      const { connection, outbox } = store.state()
      const online = connection.status === 'online'
      const said = sentence(connection, outbox.length)
      row.hidden = online
      button.hidden = online || connection.status === 'connecting'
      row.setAttribute('data-status', connection.status)
      if (words.textContent !== said) words.textContent = said
    },
  }
}

function sentence(connection: State['connection'], waiting: number): string {
  const kept = waiting === 0 ? '' : ' What you write is sent as soon as it is back.'
  switch (connection.status) {
    case 'online':
      return ''
    case 'idle':
    case 'connecting':
      return 'Connecting…'
    case 'offline':
      return `Connection lost. Reconnecting…${kept}`
    case 'refused':
      return connection.reason
  }
}
