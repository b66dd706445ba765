import type { Message } from '../protocol/message'
import * as connection from './connection'
import * as outbox from './outbox'
import * as timeline from './timeline'

/** Everything the page knows. Views show it and keep no facts of their own. */
export type State = Readonly<{
  name: string
  connection: connection.Connection
  timeline: timeline.Timeline
  outbox: outbox.Outbox
}>

/** Everything that can happen to it. */
export type Event =
  | Readonly<{ type: 'named'; name: string }>
  | Readonly<{ type: 'connecting' }>
  | Readonly<{ type: 'connected' }>
  | Readonly<{ type: 'disconnected'; at: number }>
  | Readonly<{ type: 'turned-away'; reason: string }>
  | Readonly<{ type: 'signed-out' }>
  | Readonly<{ type: 'joined'; newest: number }>
  | Readonly<{ type: 'posted'; message: Message }>
  | Readonly<{ type: 'opened'; messages: readonly Message[]; more: boolean }>
  | Readonly<{ type: 'continued'; messages: readonly Message[]; more: boolean }>
  | Readonly<{ type: 'preceded'; messages: readonly Message[]; more: boolean }>
  | Readonly<{ type: 'composed'; clientId: string; body: string; at: number }>
  | Readonly<{ type: 'sending'; clientId: string }>
  | Readonly<{ type: 'stored'; clientId: string; message: Message }>
  | Readonly<{ type: 'refused'; clientId: string; reason: string; retry: boolean }>
  | Readonly<{ type: 'again'; clientId: string }>
  | Readonly<{ type: 'discarded'; clientId: string }>

export const LOBBY = 'lobby'

export const INITIAL: State = {
  name: '',
  connection: connection.IDLE,
  timeline: timeline.emptyTimeline(LOBBY),
  outbox: [],
}

export function apply(state: State, event: Event): State {
  switch (event.type) {
    case 'named':
      return { ...state, name: event.name }
    case 'connecting':
      return { ...state, connection: connection.connecting() }
    case 'connected':
      return { ...state, connection: connection.connected() }
    case 'disconnected':
      return { ...offline(state), connection: connection.disconnected(state.connection, event.at) }
    case 'turned-away':
      return { ...offline(state), connection: connection.turnedAway(event.reason) }
    case 'signed-out':
      return { ...INITIAL }
    case 'joined':
      return { ...state, timeline: timeline.joined(state.timeline, event.newest) }
    case 'posted':
      return took(state, [event.message], (entries) =>
        entries.reduce(timeline.posted, state.timeline),
      )
    case 'opened':
      return took(state, event.messages, (page) =>
        timeline.opened(state.timeline, page, event.more),
      )
    case 'continued':
      return took(state, event.messages, (page) =>
        timeline.continued(state.timeline, page, event.more),
      )
    case 'preceded':
      return took(state, event.messages, (page) =>
        timeline.preceded(state.timeline, page, event.more),
      )
    case 'composed':
      return {
        ...state,
        outbox: outbox.composed(state.outbox, event.clientId, event.body, event.at),
      }
    case 'sending':
      return { ...state, outbox: outbox.sending(state.outbox, event.clientId) }
    case 'stored':
      return {
        ...state,
        timeline: timeline.posted(state.timeline, { message: event.message, own: true }),
        outbox: outbox.without(state.outbox, event.clientId),
      }
    case 'refused':
      return {
        ...state,
        outbox: outbox.refused(state.outbox, event.clientId, event.reason, event.retry),
      }
    case 'again':
      return { ...state, outbox: outbox.again(state.outbox, event.clientId) }
    case 'discarded':
      return { ...state, outbox: outbox.without(state.outbox, event.clientId) }
  }
}

function offline(state: State): State {
  return {
    ...state,
    timeline: timeline.left(state.timeline),
    outbox: outbox.interrupted(state.outbox),
  }
}

/** Puts messages into the timeline and takes those of them that are our own out of the outbox. */
function took(
  state: State,
  messages: readonly Message[],
  put: (entries: readonly timeline.Entry[]) => timeline.Timeline,
): State {
  const entries = messages
    .filter((message) => message.room === state.timeline.room)
    .map((message) => ({ message, own: outbox.holds(state.outbox, message.clientId) }))
  const settled = entries.filter((entry) => entry.own).map((entry) => entry.message.clientId)
  return {
    ...state,
    timeline: put(entries),
    outbox: state.outbox.filter((entry) => !settled.includes(entry.clientId)),
  }
}
