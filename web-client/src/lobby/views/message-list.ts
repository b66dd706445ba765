import type { Actions } from '../actions/actions'
import { type Row, rows } from '../state/rows'
import type { Store } from '../state/store'
import { element, type View } from './element'
import { messageRow } from './message-row'

/** Within this distance of the end the list follows what is new. */
const FOLLOW_PIXELS = 80

export function messageList(store: Store, actions: Actions): View {
  const empty = element('p', { className: 'empty' })
  const earlier = element('button', { className: 'button quiet earlier', type: 'button' })
  earlier.textContent = 'Show earlier messages'
  const list = element('ol', { className: 'rows' })
  const scroller = element(
    'div',
    {
      className: 'scroller',
      tabIndex: 0,
      attributes: { role: 'log', 'aria-label': 'Messages', 'aria-live': 'polite' },
    },
    earlier,
    empty,
    list,
  )
  const latest = element('button', { className: 'button latest', type: 'button', hidden: true })
  latest.textContent = 'New messages ↓'
  const root = element('main', { className: 'timeline' }, scroller, latest)
  const shown = new Map<string, { row: string; node: HTMLElement }>()

  const toEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight
  }
  latest.addEventListener('click', toEnd)
  scroller.addEventListener('scroll', () => {
    if (distanceToEnd(scroller) < FOLLOW_PIXELS) latest.hidden = true
  })
  earlier.addEventListener('click', () => {
    const fromEnd = scroller.scrollHeight - scroller.scrollTop
    void actions.loadEarlier().then(() => {
      scroller.scrollTop = scroller.scrollHeight - fromEnd
    })
  })
  // A smaller window, as by a phone's keyboard, must not hide the last message.
  let following = true
  new ResizeObserver(() => {
    if (following) toEnd()
  }).observe(scroller)
  scroller.addEventListener('scroll', () => {
    following = distanceToEnd(scroller) < FOLLOW_PIXELS
  })

  let last = ''
  return {
    root,
    render: () => {
      const { timeline } = store.state()
      const due = rows(store.state())
      empty.hidden = due.length > 0
      empty.textContent = timeline.loaded ? 'No messages yet. Say the first word.' : 'Loading…'
      earlier.hidden = !timeline.more
      scroller.ariaBusy = String(!timeline.loaded)
      place(list, due, shown, actions)
      const end = due.at(-1)
      const isNew = (end?.key ?? '') !== last
      last = end?.key ?? ''
      if (following || (isNew && end?.kind === 'message' && end.status !== 'stored')) toEnd()
      else if (isNew) latest.hidden = false
    },
  }
}

/** Brings the list to these rows, leaving alone what has not changed. */
function place(
  list: HTMLElement,
  due: readonly Row[],
  shown: Map<string, { row: string; node: HTMLElement }>,
  actions: Actions,
): void {
  const keys = new Set(due.map((row) => row.key))
  for (const [key, { node }] of shown) {
    if (keys.has(key)) continue
    node.remove()
    shown.delete(key)
  }
  let next = list.firstElementChild
  for (const row of due) {
    const spelled = JSON.stringify(row)
    const known = shown.get(row.key)
    let node = known?.node
    if (node === undefined || known?.row !== spelled) {
      const fresh = messageRow(row, actions)
      if (node !== undefined && node === next) next = node.nextElementSibling
      node?.remove()
      node = fresh
      shown.set(row.key, { row: spelled, node })
    }
    if (node === next) next = node.nextElementSibling
    else list.insertBefore(node, next)
  }
}

function distanceToEnd(scroller: HTMLElement): number {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight
}
