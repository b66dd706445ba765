import type { Message } from '../protocol/message'
import { withTimeline } from './changing'
import type { Event } from './events'
import * as outbox from './outbox'
import type { State } from './state'
import { posted } from './timeline'

export function applyToOutbox(state: State, event: Event): State {
  switch (event.type) {
    case 'outbox-read':
      return withoutStored({ ...state, outbox: outbox.merged(state.outbox, event.outbox) })
    case 'outgoing-heard':
      return { ...state, outbox: outbox.heard(state.outbox, event.outgoing) }
    case 'composed':
      return { ...state, outbox: [...state.outbox, event.outgoing] }
    case 'sending':
      return { ...state, outbox: outbox.sending(state.outbox, event.clientId) }
    case 'stored': {
      const sent = { ...state, outbox: outbox.withoutKey(state.outbox, event.clientId) }
      return withTimeline(sent, event.message.room, (timeline) => posted(timeline, event.message))
    }
    case 'posted':
    case 'changed':
      return arrived(state, event.message.clientId)
    case 'paged':
      return arrivedAll(state, event.messages)
    case 'page-kept':
      return arrivedAll(state, event.kept.messages)
    case 'room-removed':
      return { ...state, outbox: state.outbox.filter(({ room }) => room !== event.room) }
    case 'send-refused': {
      const { clientId, failure, retry } = event
      return { ...state, outbox: outbox.refused(state.outbox, clientId, failure, retry) }
    }
    case 'send-again':
      return { ...state, outbox: outbox.again(state.outbox, event.clientId) }
    case 'discarded':
      return { ...state, outbox: outbox.withoutKey(state.outbox, event.clientId) }
    default:
      return state
  }
}

/** What the browser kept of rooms may have come before what it kept of the outbox. */
function withoutStored(state: State): State {
  const runs = [...state.timelines.values()].flatMap((timeline) => timeline.runs)
  return runs.reduce((before, { messages }) => arrivedAll(before, messages), state)
}

function arrivedAll(state: State, messages: readonly Message[]): State {
  return messages.reduce((before, { clientId }) => arrived(before, clientId), state)
}

/**
 * A message with a key of ours is stored, whoever sent it: this tab, another one, or this one before
 * it was loaded anew. A guest may have come back as another, hence the key alone decides.
 */
function arrived(state: State, clientId: string | undefined): State {
  if (clientId === undefined || state.outbox.length === 0) return state
  const rest = outbox.withoutKey(state.outbox, clientId)
  return rest === state.outbox ? state : { ...state, outbox: rest }
}
