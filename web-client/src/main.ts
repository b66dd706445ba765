import './lobby/style/tokens.css'
import './lobby/style/page.css'
import './lobby/style/conversation.css'
import { bindActions } from './lobby/actions/actions'
import type { Chat } from './lobby/actions/chat'
import { deliver } from './lobby/actions/deliver'
import { catchUp } from './lobby/connection/catch-up'
import { socketLink } from './lobby/connection/socket-link'
import { badgeTitle } from './lobby/effects/badge-title'
import { rememberedName, rememberName } from './lobby/effects/remember-name'
import { createStore } from './lobby/state/store'
import { page } from './lobby/views/page'

const store = createStore()
const link = socketLink(store)
const chat: Chat = {
  store,
  link,
  now: () => Date.now(),
  pause: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
  newKey,
}
const actions = bindActions(chat)

const fetchMissing = catchUp(store, link, chat.pause)
const sendWaiting = deliver(chat)
store.subscribe(() => void fetchMissing())
store.subscribe(() => void sendWaiting())
store.subscribe(rememberName(store, localStorage))
store.subscribe(badgeTitle(store, document))

const root = document.getElementById('app')
if (root === null) throw new Error('The page has no #app.')
page(root, store, actions)

const name = rememberedName(localStorage)
if (name !== '') actions.signIn(name)

/** 128 random bits. Not `crypto.randomUUID`, which a page without TLS does not have. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
