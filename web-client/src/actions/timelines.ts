import { page } from '../connection/catch-up'
import { messageAt } from '../state/timeline'
import type { Outcome, TimelineActions } from './actions'
import type { Chat } from './chat'

/** The most results of one search. */
const FOUND_LIMIT = 50

export function timelineActions(chat: Chat): TimelineActions {
  const { store, link } = chat
  return {
    loadGap: (room, gap, end) => {
      const timeline = store.state().timelines.get(room)
      if (timeline?.joined !== true) return
      const { newest: upTo, loading } = timeline
      if (loading.some((hole) => hole.after < gap.before && hole.before > gap.after)) return
      const question =
        end === 'after' && gap.after > 0
          ? ({ kind: 'after', after: gap.after, upTo } as const)
          : ({ kind: 'before', before: gap.before, upTo } as const)
      void page(store, link, room, question)
    },
    jumpTo: async (room, sequence) => {
      if (store.state().open !== room) {
        if (!store.state().rooms.has(room)) return missing()
        store.dispatch({ type: 'room-shown', room })
        chat.memory.keepLastRoom(room)
      }
      store.dispatch({ type: 'targeted', room, sequence })
      const timeline = store.state().timelines.get(room)
      if (timeline === undefined) return missing()
      if (messageAt(timeline, sequence) !== undefined) return { ok: true }
      const question = { kind: 'around', sequence, upTo: timeline.newest } as const
      return page(store, link, room, question)
    },
    jumpToLatest: (room) => {
      const newest = store.state().timelines.get(room)?.runs.at(-1)?.to
      if (newest !== undefined) store.dispatch({ type: 'targeted', room, sequence: newest })
    },
    looksAt: (room, first, last, atEnd) => {
      store.dispatch({ type: 'looked', room, first, last, atEnd })
    },
    dismissDivider: (room) => {
      store.dispatch({ type: 'divider-dismissed', room })
    },
    search: (words, room) => {
      const wanted = words.trim()
      if (wanted === '') {
        store.dispatch({ type: 'search-cleared' })
        return
      }
      // Guests belong to no room that could be searched with all others.
      const { session, open } = store.state()
      const isGuest = session.status === 'somebody' && session.standing === 'guest'
      const one = room ?? (isGuest ? open : undefined)
      const place = one === undefined ? {} : { room: one }
      store.dispatch({ type: 'searching', words: wanted, ...place, further: false })
      void search(chat)
    },
    searchMore: () => {
      const { status, more, words, before } = store.state().search
      if (status !== 'done' || !more || before === undefined) return
      store.dispatch({ type: 'searching', words, further: true })
      void search(chat)
    },
    clearSearch: () => {
      store.dispatch({ type: 'search-cleared' })
    },
  }
}

async function search({ store, link }: Chat): Promise<void> {
  const asked = store.state().search
  const { words, room, before } = asked
  const reply = await link.ask('search', {
    words,
    limit: FOUND_LIMIT,
    ...(room !== undefined && { room }),
    ...(before !== undefined && { before }),
  })
  if (store.state().search !== asked) return
  if (reply.ok) {
    const { messages: found, more } = reply
    const next = reply.before === undefined ? {} : { before: reply.before }
    store.dispatch({ type: 'found', words, found, more, ...next })
  } else {
    const { code, message } = reply
    store.dispatch({ type: 'search-failed', failure: { code, message } })
  }
}

function missing(): Outcome {
  return { ok: false, code: 'NOT_FOUND', message: 'You are not in this room.' }
}
