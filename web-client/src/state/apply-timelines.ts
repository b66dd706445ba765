import { withTimeline } from './changing'
import type { Event } from './events'
import type { State } from './state'
import * as timeline from './timeline'

export function applyToTimelines(state: State, event: Event): State {
  switch (event.type) {
    case 'room-joined':
      return withTimeline(state, event.room, (known) =>
        timeline.joined(known, event.sequence, event.change),
      )
    case 'posted': {
      const { message } = event
      const most = state.open === message.room ? timeline.KEPT_SHOWN : timeline.KEPT_HIDDEN
      return withTimeline(state, message.room, (known) => timeline.posted(known, message, most))
    }
    case 'changed':
      return withTimeline(state, event.message.room, (known) =>
        timeline.changed(known, event.message),
      )
    case 'asked':
      return withTimeline(state, event.room, (known) => ({
        ...known,
        loading: [...known.loading, event.hole],
      }))
    case 'unasked':
      return withTimeline(state, event.room, (known) => ({
        ...known,
        loading: known.loading.filter((hole) => hole !== event.hole),
      }))
    case 'paged':
      return withTimeline(state, event.room, (known) =>
        timeline.page(known, event.question, event.messages, event.more),
      )
    case 'page-kept':
      return withTimeline(state, event.room, (known) => timeline.restored(known, event.kept))
    case 'room-refused':
      return withTimeline(state, event.room, timeline.disowned)
    case 'caught-up':
      return withTimeline(state, event.room, (known) =>
        timeline.changes(known, event.messages, event.change),
      )
    case 'targeted':
      return withTimeline(state, event.room, (known) => timeline.targeted(known, event.sequence))
    case 'room-shown':
      // Those that are not looked at any more.
      return [...state.timelines.keys()].reduce(
        (before, room) =>
          room === state.open ? before : withTimeline(before, room, timeline.hidden),
        state,
      )
    case 'looked':
      return looked(state, event.room, event)
    case 'visible':
      return { ...state, looking: { ...state.looking, visible: event.visible } }
    default:
      return state
  }
}

type Look = Readonly<{ first: number; last: number; atEnd: boolean }>

function looked(state: State, room: string, { first, last, atEnd }: Look): State {
  if (state.open !== room) return state
  const before = state.looking
  const isSame = before.first === first && before.last === last && before.atEnd === atEnd
  const looking = isSame ? before : { ...before, first, last, atEnd }
  const changed = isSame ? state : { ...state, looking }
  return withTimeline(changed, room, (known) => timeline.focused(known, atEnd ? Infinity : first))
}
