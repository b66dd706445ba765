import { BODY_LIMIT_BYTES } from '../protocol/events'
import type { Chat } from './chat'

/** Puts a text into the outbox, from where it goes out as soon as it can. */
export function sendMessage(chat: Chat, text: string): 'sent' | 'empty' | 'too-large' {
  const body = text.trim()
  if (body === '') return 'empty'
  if (new TextEncoder().encode(JSON.stringify(body)).length > BODY_LIMIT_BYTES) return 'too-large'
  chat.store.dispatch({ type: 'composed', clientId: chat.newKey(), body, at: chat.now() })
  return 'sent'
}

export function sendAgain(chat: Chat, clientId: string): void {
  chat.store.dispatch({ type: 'again', clientId })
}

export function discard(chat: Chat, clientId: string): void {
  chat.store.dispatch({ type: 'discarded', clientId })
}
