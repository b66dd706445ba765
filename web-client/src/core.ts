import type { Actions } from './actions/actions'
import { bindActions } from './actions/bind'
import type { Chat } from './actions/chat'
import { deliver } from './actions/deliver'
import { Sessions } from './actions/session'
import { catchUp } from './connection/catch-up'
import { hear } from './connection/hear'
import type { Ears, Link } from './connection/link'
import { tellReceipts } from './connection/receipts'
import { reconnecting } from './connection/reconnect'
import type { Rest } from './connection/rest'
import type { Timers } from './connection/timers'
import { keepOutbox } from './effects/keep-outbox'
import { keepPages } from './effects/keep-pages'
import { keepRooms } from './effects/keep-rooms'
import { keepSettings } from './effects/keep-settings'
import { lapseTyping } from './effects/lapse-typing'
import { openFirst } from './effects/open-first'
import type { Tabs } from './effects/shout'
import { INITIAL } from './state/state'
import { createStore, type Store } from './state/store'
import type { Memory } from './storage/memory'
import type { Vault } from './storage/vault'

/** What the core needs of the outside: of a browser, or of a test. */
export type World = Readonly<{
  connect: (ears: Ears) => Link
  rest: Rest
  memory: Memory
  vault: Vault
  tabs: Tabs
  timers: Timers
  random: () => number
  /** A new key that nobody can guess. */
  newKey: () => string
  /** Of this tab; the same after it was loaded anew. */
  tab: string
  allowNotifications: () => Promise<boolean>
}>

/** The client without its page: the state, what can be done, and what runs by itself. */
export type Core = Readonly<{
  store: Store
  actions: Actions
  /** Finds out who is here, and connects. */
  start: () => Promise<void>
  /** Tries to connect at once, as when the network is back. */
  wake: () => void
  /** Writes down what is gathered, as the page may go. */
  flush: () => void
}>

export function createCore(world: World): Core {
  const { memory, vault, tabs, timers, newKey } = world
  const store = createStore({ ...INITIAL, settings: memory.settings() })
  const link = world.connect({
    heard: (name, news) => {
      hear(store, name, news, timers.now())
      if (name === 'session:opened') sessions.opened(news as Parameters<typeof sessions.opened>[0])
      if (name === 'session:expiring') void sessions.expiring()
      if (name === 'session:ended') sessions.ended(news as Parameters<typeof sessions.ended>[0])
    },
    lost: () => {
      sessions.lost()
    },
    turnedAway: (refusal) => {
      sessions.turnedAway(refusal)
    },
  })
  const reconnect = reconnecting(store, link, timers, world.random)
  const chat: Chat = {
    store,
    link,
    reconnect,
    rest: world.rest,
    memory,
    vault,
    timers,
    newKey,
    signedOut: () => {
      tabs.shout({ kind: 'signed-out' })
    },
  }
  const sessions = new Sessions(chat)
  tabs.listen((shout) => {
    if (shout.kind === 'signed-out') sessions.leftElsewhere()
  })

  let isKept = true
  const onFault = (): void => {
    if (!isKept) return
    isKept = false
    const notice = { kind: 'not-kept' } as const
    store.dispatch({ type: 'noticed', key: 'not-kept', at: timers.now(), notice })
  }
  const rooms = keepRooms(store, vault, timers.after, onFault)
  const pages = keepPages(store, vault, memory, timers, onFault)
  const delivery = deliver(chat, world.tab)
  const inOrder: readonly (() => unknown)[] = [
    keepOutbox(store, vault, tabs, onFault),
    rooms.onChange,
    pages.onChange,
    keepSettings(store, memory, tabs),
    openFirst(store, memory),
    lapseTyping(store, timers.now, timers.after),
    tellReceipts(store, link, timers),
    catchUp(store, link, timers),
    delivery.onChange,
  ]
  for (const each of inOrder) {
    store.subscribe(() => {
      each()
    })
  }

  return {
    store,
    actions: bindActions(chat, sessions, world.allowNotifications),
    start: () => sessions.start(),
    wake: () => {
      reconnect.now()
    },
    flush: () => {
      rooms.flush()
      pages.flush()
      delivery.release()
    },
  }
}
