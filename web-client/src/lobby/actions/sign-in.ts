import type { Chat } from './chat'

/** The longest name, in characters. */
export const NAME_LIMIT = 40

export function signIn(chat: Chat, name: string): void {
  const trimmed = name.trim().slice(0, NAME_LIMIT)
  if (trimmed === '') return
  chat.store.dispatch({ type: 'named', name: trimmed })
  chat.link.open(trimmed)
}

export function signOut(chat: Chat): void {
  chat.link.close()
  chat.store.dispatch({ type: 'signed-out' })
}

export function connectAgain(chat: Chat): void {
  chat.store.dispatch({ type: 'connecting' })
  chat.link.reopen()
}
