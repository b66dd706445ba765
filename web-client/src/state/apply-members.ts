import type { Message } from '../protocol/message'
import type { Attendee } from '../protocol/presence'
import type { CursorNews, Gone, Member, TypingNews } from '../protocol/room'
import { put, withRoom, without } from './changing'
import type { Event } from './events'
import type { Acquaintance } from './person'
import type { Cursor, Room } from './room'
import { me } from './selectors'
import type { Person, State } from './state'

/** The most people of whom is remembered who they are. */
const MOST_PEOPLE = 20_000

/** The most members whose place is kept apart; further ones count as one. */
const MOST_CURSORS = 1_000

/** The most who are told to be typing; who began first goes first. */
const MOST_TYPISTS = 50

const NOWHERE: Cursor = { delivered: 0, read: 0 }

export function applyToMembers(state: State, event: Event): State {
  switch (event.type) {
    case 'members-asked':
      return withRoom(state, event.room, (room) => ({
        ...room,
        members: { ...room.members, status: 'loading' },
      }))
    case 'members-known':
      return listed(state, event)
    case 'member-known':
      return member(met(state, [person(event.member)]), event.member)
    case 'member-gone':
      return withRoom(state, event.gone.room, (room) => gone(room, event.gone))
    case 'typing':
      return typing(state, event.news, event.at)
    case 'typing-lapsed':
      return lapsed(state, event.before)
    case 'cursor-moved':
      return withRoom(state, event.news.room, (room) => moved(room, event.kind, event.news))
    case 'present':
      return present(state, event.room, event.present, event.people)
    case 'posted': {
      const { room, sequence, from } = event.message
      const known = met(state, [from])
      if (from.id === me(state).id) return known
      // Whoever answers has read what stands before.
      return withRoom(known, room, (here) => {
        const quiet = { ...here, typing: here.typing.filter(({ id }) => id !== from.id) }
        return moved(quiet, 'read', { room, user: from.id, sequence })
      })
    }
    case 'paged':
      return met(state, senders(event.messages))
    case 'page-kept':
      return met(state, senders(event.kept.messages))
    default:
      return state
  }
}

type Listed = Extract<Event, { type: 'members-known' }>

function listed(state: State, { room, members, further, cursor }: Listed): State {
  const known = met(state, members.map(person))
  const whoLooks = me(state).id
  return withRoom(known, room, (here) => {
    const isKept = ({ role }: Member): boolean => further || role === 'guest'
    const byId = new Map([...here.members.byId].filter(([, each]) => isKept(each)))
    for (const each of members) byId.set(each.user, each)
    const other = members.find(({ user }) => user !== whoLooks)
    const peer = here.kind === 'direct' && other !== undefined ? { peer: person(other) } : {}
    const next = cursor === undefined ? {} : { cursor }
    return { ...here, ...peer, members: { status: 'known', byId, ...next } }
  })
}

/** Those who have the room open and do not belong to it are in the list as long as they are there. */
function present(state: State, id: string, count: number, people: readonly Attendee[]): State {
  const known = met(state, people.map(acquainted))
  return withRoom(known, id, (room) => {
    let { byId } = room.members
    for (const { user, name, role = 'guest', online } of people) {
      const belongs = (byId.get(user)?.role ?? role) !== 'guest'
      if (belongs) continue
      if (!online) byId = without(byId, user)
      else if (!byId.has(user)) {
        byId = put(byId, user, { room: id, user, name, role: 'guest', banned: false })
      }
    }
    return { ...room, present: count, members: { ...room.members, byId } }
  })
}

function acquainted({ user: id, name, online, lastSeen }: Attendee): Acquaintance {
  return { id, name, online, ...(lastSeen !== undefined && { lastSeen }) }
}

function member(state: State, news: Member): State {
  return withRoom(state, news.room, (room) => {
    const byId = put(room.members.byId, news.user, news)
    const role = news.user === me(state).id ? news.role : room.role
    return { ...room, role, members: { ...room.members, byId } }
  })
}

function gone(room: Room, { user }: Gone): Room {
  return {
    ...room,
    members: { ...room.members, byId: without(room.members.byId, user) },
    cursors: without(room.cursors, user),
    typing: room.typing.filter(({ id }) => id !== user),
  }
}

function typing(state: State, { room, from, typing: begins }: TypingNews, at: number): State {
  if (from.id === me(state).id) return state
  return withRoom(state, room, (known) => {
    const others = known.typing.filter(({ id }) => id !== from.id)
    const all = begins ? [...others, { ...from, since: at }] : others
    return { ...known, typing: all.slice(-MOST_TYPISTS) }
  })
}

function lapsed(state: State, before: number): State {
  const rooms = [...state.rooms.values()].filter(({ typing: all }) =>
    all.some(({ since }) => since < before),
  )
  return rooms.reduce(
    (changed, { room }) =>
      withRoom(changed, room, (known) => ({
        ...known,
        typing: known.typing.filter(({ since }) => since >= before),
      })),
    state,
  )
}

function moved(room: Room, kind: 'read' | 'delivered', { user, sequence }: CursorNews): Room {
  const hasPlace = room.cursors.has(user) || room.cursors.size < MOST_CURSORS
  const who = hasPlace ? user : ''
  const known = room.cursors.get(who) ?? NOWHERE
  if (sequence <= known[kind]) return room
  return { ...room, cursors: put(room.cursors, who, { ...known, [kind]: sequence }) }
}

/** Remembers who somebody is; the last name that was heard is right. */
function met(state: State, people: readonly (Person | Acquaintance)[]): State {
  let known: Map<string, Acquaintance> | undefined
  for (const each of people) {
    const before = (known ?? state.people).get(each.id)
    const after = { ...before, ...each }
    if (before !== undefined && isSame(before, after)) continue
    if (before === undefined && (known ?? state.people).size >= MOST_PEOPLE) continue
    known ??= new Map(state.people)
    known.set(each.id, after)
  }
  return known === undefined ? state : { ...state, people: known }
}

function isSame(a: Acquaintance, b: Acquaintance): boolean {
  return a.name === b.name && a.online === b.online && a.lastSeen === b.lastSeen
}

function senders(messages: readonly Message[]): readonly Person[] {
  return messages.map(({ from }) => from)
}

function person({ user, name }: Member): Person {
  return { id: user, name }
}
