import type { Link } from '../connection/link'
import type { Reconnect } from '../connection/reconnect'
import type { Rest } from '../connection/rest'
import type { Timers } from '../connection/timers'
import type { Refusal } from '../protocol/replies'
import type { Store } from '../state/store'
import type { Notice } from '../state/toast'
import type { Memory } from '../storage/memory'
import type { Vault } from '../storage/vault'

/** What an action works with. */
export type Chat = Readonly<{
  store: Store
  link: Link
  reconnect: Reconnect
  rest: Rest
  memory: Memory
  vault: Vault
  timers: Timers
  /** A new key that nobody can guess. */
  newKey: () => string
  /** Tells the other tabs that one has signed out here. */
  signedOut: () => void
}>

/** Tells of a refusal that nobody waits for. */
export function tell(chat: Chat, outcome: Readonly<{ ok: true }> | Refusal): void {
  if (outcome.ok) return
  const { code, message } = outcome
  show(chat, { kind: 'refused', code, message })
}

export type Done = Extract<Notice, { kind: 'done' }>['what']

/** Tells that what was asked for is done, where nothing else would show it. */
export function tellDone(chat: Chat, what: Done): void {
  show(chat, { kind: 'done', what })
}

function show(chat: Chat, notice: Notice): void {
  chat.store.dispatch({ type: 'noticed', key: chat.newKey(), at: chat.timers.now(), notice })
}
