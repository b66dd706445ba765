import type { Connection } from './connection'
import type { Event } from './events'
import { interrupted } from './outbox'
import type { State } from './state'
import { left } from './timeline'

export function applyToConnection(state: State, event: Event): State {
  switch (event.type) {
    case 'connecting':
      return { ...state, connection: { status: 'connecting' } }
    case 'connected':
      return { ...state, connection: { status: 'online' } }
    case 'disconnected':
      return { ...offline(state), connection: absent(state.connection, event.at, event.retryAt) }
    case 'turned-away':
      return {
        ...offline(state),
        connection: { status: 'refused', code: event.code, reason: event.reason },
      }
    default:
      return state
  }
}

/** Several failed attempts in a row are one absence. */
function absent(before: Connection, at: number, retryAt: number): Connection {
  const since = before.status === 'offline' ? before.since : at
  return { status: 'offline', since, retryAt }
}

/** What was known stays, for reading; what depends on the connection is begun anew with the next. */
function offline(state: State): State {
  const rooms = [...state.rooms].map(
    ([id, room]) => [id, { ...room, joined: false, typing: [] }] as const,
  )
  const timelines = [...state.timelines].map(([id, timeline]) => [id, left(timeline)] as const)
  const people = [...state.people].map(([id, { online, ...person }]) => [id, person] as const)
  return {
    ...state,
    rooms: new Map(rooms),
    timelines: new Map(timelines),
    people: new Map(people),
    outbox: interrupted(state.outbox),
  }
}
