import { PAGE_LIMIT } from '../protocol/events'
import { type Refusal, unanswered } from '../protocol/replies'
import type { Store } from '../state/store'
import { wanted } from '../state/timeline'
import type { Link } from './link'

/** How many messages a timeline begins with. */
const FIRST_PAGE = 100

/** How long to wait after a refusal before asking again. */
const PAUSE_MILLIS = 1_000

/**
 * Fetches what the timeline wants, one request at a time, until it wants nothing. To be called on
 * every change of state.
 */
export function catchUp(
  store: Store,
  link: Link,
  pause: (millis: number) => Promise<void>,
): () => Promise<void> {
  let running = false
  return async () => {
    if (running) return
    running = true
    try {
      while (store.state().connection.status === 'online') {
        const outcome = await step(store, link)
        if (outcome === 'done') return
        if (outcome !== 'more') await pause(PAUSE_MILLIS)
      }
    } finally {
      running = false
    }
  }
}

async function step(store: Store, link: Link): Promise<'done' | 'more' | Refusal> {
  const { timeline } = store.state()
  const { room } = timeline
  const want = wanted(timeline)
  if (want === undefined) return 'done'
  if (want === 'join') {
    const reply = await link.join(room)
    if (!reply.ok) return reply
    store.dispatch({ type: 'joined', newest: reply.sequence })
    return 'more'
  }
  const request =
    want === 'newest' ? { room, limit: FIRST_PAGE } : { room, after: want.after, limit: PAGE_LIMIT }
  const reply = await link.history(request)
  if (!reply.ok) return reply
  const { messages, more } = reply
  if (more && messages.length === 0) return unanswered('The page was empty.')
  store.dispatch({ type: want === 'newest' ? 'opened' : 'continued', messages, more })
  return 'more'
}
