import type { RoomRecord, Unread } from '../protocol/room'
import { less, put, withRoom, without } from './changing'
import type { Event } from './events'
import { type KeptFacts, newRoom, type Room } from './room'
import { me, mentions } from './selectors'
import type { Message, State } from './state'
import { emptyTimeline, type Timeline } from './timeline'

export function applyToRooms(state: State, event: Event): State {
  switch (event.type) {
    case 'room-added':
      return added(state, event.room)
    case 'room-joined':
      return withRoom(added(state, event.room), event.room, (room) => joined(room, event.sequence))
    case 'room-refused':
      return withRoom(state, event.room, (room) => ({
        ...room,
        joined: false,
        refused: event.failure,
      }))
    case 'room-known':
      return withRoom(state, event.record.room, (room) => ({
        ...recorded(room, event.record),
        // What one is in it oneself is told in answers alone.
        known: room.known || event.role !== undefined,
        role: event.role ?? room.role,
      }))
    case 'room-removed':
      return removed(state, event.room)
    case 'room-shown':
      return shown(state, event.room)
    case 'room-kept':
      return withRoom(added(state, event.kept.room), event.kept.room, (room) =>
        remembered(room, event.kept),
      )
    case 'listed':
      return listed(state, event.rooms)
    case 'unread-known':
      return event.unread.reduce(
        (before, unread) => withRoom(added(before, unread.room), unread.room, counted(unread)),
        state,
      )
    case 'drafted':
      return withRoom(state, event.room, (room) => ({ ...room, draft: event.draft }))
    case 'divider-dismissed':
      return withRoom(state, event.room, undivided)
    case 'posted':
      return withRoom(state, event.message.room, (room) => heard(state, room, event.message))
    case 'stored':
      return withRoom(state, event.message.room, (room) =>
        undivided(readUpTo(room, event.message.sequence, event.message.sequence)),
      )
    case 'read':
      return read(state, event.room, event.sequence)
    case 'looked':
      return state.looking.visible ? read(state, event.room, event.last) : state
    case 'visible':
      return event.visible && state.open !== undefined
        ? read(state, state.open, state.looking.last)
        : state
    default:
      return state
  }
}

function added(state: State, room: string): State {
  if (state.rooms.has(room)) return state
  return {
    ...state,
    rooms: put(state.rooms, room, newRoom(room)),
    timelines: put(state.timelines, room, emptyTimeline(room)),
  }
}

function remembered(room: Room, kept: KeptFacts): Room {
  const { draft, read, activeAt, others, cursors = [] } = kept
  return {
    ...room,
    draft: room.draft.text === '' ? { ...room.draft, text: draft } : room.draft,
    read: Math.max(room.read, read),
    activeAt: Math.max(room.activeAt, activeAt),
    // The furthest is of nobody in particular. What was told here goes before what was kept.
    cursors: new Map([...cursors, ...room.cursors, ['', others]]),
  }
}

/** Lets go of those that one was in, and is not any more. Guests belong to few that they are in. */
function listed(state: State, rooms: readonly string[]): State {
  const { session } = state
  if (session.status !== 'somebody' || session.standing === 'guest') return state
  const gone = [...state.rooms.keys()].filter((room) => !rooms.includes(room))
  return gone.reduce(removed, state)
}

/** One who comes for the first time has not missed what was said before. */
function joined(room: Room, newest: number): Room {
  const isNew = room.read === 0 && room.unread === 0
  const upTo = isNew || room.read > newest ? newest : room.read
  const unread = room.role === 'guest' ? newest - upTo : room.unread
  return { ...less(room, 'refused'), joined: true, read: upTo, unread }
}

function recorded(room: Room, record: RoomRecord): Room {
  return { ...less(less(room, 'keepDays'), 'keepCount'), ...record }
}

function removed(state: State, room: string): State {
  const left = {
    ...state,
    rooms: without(state.rooms, room),
    timelines: without(state.timelines, room),
    uploads: state.uploads.filter((upload) => upload.room !== room),
  }
  return state.open === room ? less(left, 'open') : left
}

function shown(state: State, room: string | undefined): State {
  if (room === undefined) return less(state, 'open')
  const looking = { ...state.looking, atEnd: true, first: 0, last: 0 }
  return withRoom({ ...state, open: room, looking }, room, (known) =>
    known.unread > 0 ? { ...known, dividerAfter: known.read } : undivided(known),
  )
}

/** What the server counts; what was read here in the meantime it does not know yet. */
function counted(server: Unread): (room: Room) => Room {
  return (room) => {
    if (room.read > server.read) {
      const unread = Math.min(server.unread, Math.max(0, server.sequence - room.read))
      return { ...room, unread, mentions: unread === 0 ? 0 : server.mentions }
    }
    return { ...room, read: server.read, unread: server.unread, mentions: server.mentions }
  }
}

function heard(state: State, room: Room, message: Message): Room {
  const { sequence, at, from } = message
  const timeline = state.timelines.get(room.room)
  const isKnown = timeline !== undefined && sequence <= timeline.newest
  if (isKnown || sequence <= room.read) return room
  const whoLooks = me(state).id
  const active = { ...room, activeAt: Math.max(room.activeAt, at) }
  if (from.id === whoLooks) return undivided(readUpTo(active, sequence, sequence))
  const begins = room.unread === 0 && state.open === room.room && !seesEnd(state, timeline)
  return {
    ...active,
    unread: room.unread + 1,
    mentions: room.mentions + (mentions(message, whoLooks) ? 1 : 0),
    ...(begins ? { dividerAfter: Math.max(room.read, sequence - 1) } : {}),
  }
}

/**
 * Whether the newest of the shown room is before somebody's eyes: the list follows the end, or the
 * last message is on the screen and the list, which is told a moment later, does not follow yet.
 */
function seesEnd({ looking }: State, timeline: Timeline | undefined): boolean {
  if (!looking.visible) return false
  return looking.atEnd || (looking.last > 0 && looking.last >= (timeline?.newest ?? Infinity))
}

function read(state: State, room: string, sequence: number): State {
  const newest = state.timelines.get(room)?.newest ?? sequence
  return withRoom(state, room, (known) => readUpTo(known, sequence, newest))
}

function readUpTo(room: Room, sequence: number, newest: number): Room {
  if (sequence <= room.read) return room
  const unread = Math.max(0, newest - sequence)
  return { ...room, read: sequence, unread, mentions: unread === 0 ? 0 : room.mentions }
}

function undivided(room: Room): Room {
  return room.dividerAfter === undefined ? room : less(room, 'dividerAfter')
}
