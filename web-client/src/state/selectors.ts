import { bodyText, EVERYBODY } from '../protocol/message'
import { ROLES } from '../protocol/room'

export { bodyText } from '../protocol/message'
export { ROLES }
import type { Room } from './room'
import type { Message, Person, Role, State } from './state'

export function openRoom(state: State): Room | undefined {
  return state.open === undefined ? undefined : state.rooms.get(state.open)
}

/** Who looks at the page; with an empty id while that is not known. */
export function me(state: State): Person {
  return state.session.status === 'somebody' ? state.session.user : { id: '', name: '' }
}

/** The rooms that one is in, by name; direct ones apart, the one last spoken in first. */
export function roomList(state: Pick<State, 'rooms'>): Readonly<{ rooms: Room[]; direct: Room[] }> {
  const all = [...state.rooms.values()]
  const rooms = all.filter((room) => room.kind !== 'direct')
  const direct = all.filter((room) => room.kind === 'direct')
  return {
    rooms: rooms.sort((a, b) => a.room.localeCompare(b.room)),
    direct: direct.sort((a, b) => b.activeAt - a.activeAt || a.room.localeCompare(b.room)),
  }
}

/** What a room is called: its name, or that of the other in a direct one. */
export function roomName(state: State, room: string): string {
  const known = state.rooms.get(room)
  if (known?.kind !== 'direct') return room
  if (known.peer === undefined) return '…'
  return state.people.get(known.peer.id)?.name ?? known.peer.name
}

/** Everything that is not read, in rooms that are not muted. */
export function unreadTotals(state: State): Readonly<{ unread: number; mentions: number }> {
  let unread = 0
  let mentions = 0
  for (const room of state.rooms.values()) {
    mentions += room.mentions
    if (isMuted(state, room.room)) continue
    unread += room.unread
    // Whatever is said in a direct room is said to one.
    if (room.kind === 'direct') mentions += Math.max(0, room.unread - room.mentions)
  }
  return { unread, mentions }
}

export function isMuted(state: State, room: string): boolean {
  return state.settings.mutedRooms.includes(room)
}

/** Whether one is at least this in the room, as its server sees it. */
export function hasRole(state: State, room: string, least: Role): boolean {
  const known = state.rooms.get(room)
  if (known === undefined) return false
  if (state.session.status === 'somebody' && state.session.standing === 'admin') {
    return known.kind !== 'direct'
  }
  return ROLES.indexOf(known.role) >= ROLES.indexOf(least)
}

/** Whether one may post there now; a mute is only known when the server refuses. */
export function maySpeak(state: State, room: string): boolean {
  const known = state.rooms.get(room)
  return known !== undefined && (!known.readOnly || hasRole(state, room, 'moderator'))
}

/** What a message says, as text; nothing if it was deleted. */
export function bodyTextOf(message: Message): string {
  return message.deleted ? '' : bodyText(message.body)
}

/** To whom that belongs which the browser keeps. All guests of a browser are one. */
export function ownerOf(state: State): string {
  const { session } = state
  if (session.status !== 'somebody') return ''
  return session.standing === 'guest' ? 'guest' : me(state).id
}

/** Whether a message addresses somebody, by name or as one of all. */
export function mentions(message: Message, user: string): boolean {
  return message.mentions.includes(user) || message.mentions.includes(EVERYBODY)
}
