import { nextToSend, type Outgoing } from '../state/outbox'
import type { Chat } from './chat'

/** The wait before the second attempt; it doubles with every further one. */
const FIRST_PAUSE_MILLIS = 500

/**
 * Sends what waits in the outbox, one message at a time, while there is a connection. To be called
 * on every change of state.
 */
export function deliver(chat: Chat): () => Promise<void> {
  let running = false
  return async () => {
    if (running) return
    running = true
    try {
      while (chat.store.state().connection.status === 'online') {
        const next = nextToSend(chat.store.state().outbox)
        if (next === undefined) return
        await attempt(chat, next)
      }
    } finally {
      running = false
    }
  }
}

async function attempt(chat: Chat, outgoing: Outgoing): Promise<void> {
  const { store, link } = chat
  const { clientId, body } = outgoing
  const { room } = store.state().timeline
  store.dispatch({ type: 'sending', clientId })
  const reply = await link.send({ room, body, clientId })
  if (reply.ok) {
    const { id, sequence, at } = reply
    const from = { id: '', name: store.state().name }
    const message = { id, room: reply.room, sequence, at, from, body, clientId }
    store.dispatch({ type: 'stored', clientId, message })
    return
  }
  // A connection that broke meanwhile has put it back already, for the next one.
  if (!isSending(chat, clientId)) return
  store.dispatch({ type: 'refused', clientId, reason: reply.message, retry: reply.retry })
  if (reply.retry) await chat.pause(FIRST_PAUSE_MILLIS * 2 ** outgoing.attempts)
}

function isSending(chat: Chat, clientId: string): boolean {
  const { outbox } = chat.store.state()
  return outbox.some((entry) => entry.clientId === clientId && entry.status === 'sending')
}
