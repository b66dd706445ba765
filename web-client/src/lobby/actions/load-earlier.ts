import { PAGE_LIMIT } from '../protocol/events'
import { first } from '../state/timeline'
import type { Chat } from './chat'

/** Fetches a page of what stands before the first message shown. */
export async function loadEarlier(chat: Chat): Promise<void> {
  const { timeline } = chat.store.state()
  const before = first(timeline)
  const reply = await chat.link.history({ room: timeline.room, before, limit: PAGE_LIMIT })
  if (!reply.ok || first(chat.store.state().timeline) !== before) return
  chat.store.dispatch({ type: 'preceded', messages: reply.messages, more: reply.more })
}
