import { less } from './changing'
import type { Event } from './events'
import { type Browse, NO_SEARCH, type Search } from './search'
import type { State } from './state'

/** Answers to earlier questions than the last come too late, and are left out. */
export function applyToQuestions(state: State, event: Event): State {
  switch (event.type) {
    case 'searching': {
      const { words, room, further } = event
      const fresh: Search = { words, status: 'searching', found: [], more: false }
      const inRoom = room === undefined ? fresh : { ...fresh, room }
      return {
        ...state,
        search: further ? { ...less(state.search, 'failure'), status: 'searching' } : inRoom,
      }
    }
    case 'found': {
      const { words, found, more, before } = event
      const { search } = state
      if (search.words !== words || search.status !== 'searching') return state
      const place = before === undefined ? {} : { before }
      const all = [...search.found, ...found]
      return {
        ...state,
        search: { ...less(search, 'before'), status: 'done', found: all, more, ...place },
      }
    }
    case 'search-failed':
      return { ...state, search: { ...state.search, status: 'failed', failure: event.failure } }
    case 'search-cleared':
      return { ...state, search: NO_SEARCH }
    case 'browsing': {
      const { words, further } = event
      const fresh: Browse = { words, status: 'loading', rooms: [] }
      return {
        ...state,
        browse: further ? { ...less(state.browse, 'failure'), status: 'loading' } : fresh,
      }
    }
    case 'browsed': {
      const { words, rooms, cursor } = event
      if (state.browse.words !== words || state.browse.status !== 'loading') return state
      const all = [...state.browse.rooms, ...rooms]
      const next = cursor === undefined ? {} : { cursor }
      return { ...state, browse: { words, status: 'done', rooms: all, ...next } }
    }
    case 'browse-failed':
      return { ...state, browse: { ...state.browse, status: 'failed', failure: event.failure } }
    default:
      return state
  }
}
