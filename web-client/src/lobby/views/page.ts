import type { Actions } from '../actions/actions'
import type { Store } from '../state/store'
import { conversation } from './conversation'
import type { View } from './element'
import { signIn } from './sign-in'

/** Shows what the state asks for, once for all changes of one turn. */
export function page(root: HTMLElement, store: Store, actions: Actions): void {
  let shown: 'sign-in' | 'conversation' | undefined
  let view: View | undefined
  let scheduled = false

  const render = (): void => {
    scheduled = false
    const due = store.state().name === '' ? 'sign-in' : 'conversation'
    if (due !== shown) {
      shown = due
      view = due === 'sign-in' ? signIn(actions) : conversation(store, actions)
      root.replaceChildren(view.root)
      view.root.querySelector<HTMLElement>('[data-focus]')?.focus()
    }
    view?.render()
  }
  store.subscribe(() => {
    if (scheduled) return
    scheduled = true
    queueMicrotask(render)
  })
  render()
}
