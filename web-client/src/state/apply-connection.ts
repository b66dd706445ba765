import type { Connection } from './connection'
import type { Event } from './events'
import { interrupted } from './outbox'
import type { State } from './state'
import { less } from './changing'
import type { Room } from './room'
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

/** Who is in a room, and who is there, is asked anew as well. */
function stale(room: Room): Room {
  const members = { ...room.members, status: 'unknown' } as const
  return { ...less(room, 'present'), joined: false, typing: [], members }
}

/** What was known stays, for reading; what depends on the connection is begun anew with the next. */
function offline(state: State): State {
  const rooms = [...state.rooms].map(([id, room]) => [id, stale(room)] as const)
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
