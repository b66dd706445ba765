import type { Actions } from '../actions/actions'
import type { Store } from '../state/store'
import { banner } from './banner'
import { composer } from './composer'
import { element, type View } from './element'
import { header } from './header'
import { messageList } from './message-list'

export function conversation(store: Store, actions: Actions): View {
  const parts = [
    header(store, actions),
    banner(store, actions),
    messageList(store, actions),
    composer(actions),
  ]
  return {
    root: element('div', { className: 'conversation' }, ...parts.map((part) => part.root)),
    render: () => {
      for (const part of parts) part.render()
    },
  }
}
