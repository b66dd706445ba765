import { type Person, parsePerson } from './message'
import { count, isObject, maybe, oneOf, text, time } from './json'

export const ROLES = ['guest', 'member', 'moderator', 'owner'] as const
export type Role = (typeof ROLES)[number]

export const KINDS = ['public', 'private', 'direct'] as const
export type RoomKind = (typeof KINDS)[number]

/** What is on record of a room. */
export type RoomRecord = Readonly<{
  room: string
  kind: RoomKind
  topic: string
  readOnly: boolean
  keepDays?: number
  keepCount?: number
}>

export type Member = Readonly<{
  room: string
  user: string
  name: string
  role: Role
  /** Until when it may not speak, in milliseconds of the epoch. */
  mutedUntil?: number
  banned: boolean
}>

/** How far one has come in a room that one belongs to. */
export type Unread = Readonly<{
  room: string
  sequence: number
  read: number
  delivered: number
  unread: number
  mentions: number
}>

export const DEPARTURES = ['left', 'kicked', 'banned', 'refused'] as const
export type Departure = (typeof DEPARTURES)[number]

export type Invitation = Readonly<{ room: RoomRecord; by: Person }>
export type Removal = Readonly<{ room: string; why: Departure }>
export type Gone = Readonly<{ room: string; user: string; why: Departure }>
export type CursorNews = Readonly<{ room: string; user: string; sequence: number }>
export type TypingNews = Readonly<{ room: string; from: Person; typing: boolean }>

export function parseRoom(value: unknown): RoomRecord | undefined {
  if (!isObject(value)) return undefined
  const room = text(value.room)
  const kind = oneOf(KINDS, value.kind)
  if (room === undefined || kind === undefined) return undefined
  return {
    room,
    kind,
    topic: text(value.topic) ?? '',
    readOnly: value.readOnly === true,
    ...maybe('keepDays', count(value.keepDays)),
    ...maybe('keepCount', count(value.keepCount)),
  }
}

export function parseMember(value: unknown): Member | undefined {
  if (!isObject(value)) return undefined
  const room = text(value.room)
  const user = text(value.user)
  const name = text(value.name)
  const role = oneOf(ROLES, value.role)
  if (room === undefined || user === undefined || name === undefined || role === undefined) {
    return undefined
  }
  const mutedUntil = time(value.mutedUntil)
  return { room, user, name, role, ...maybe('mutedUntil', mutedUntil), banned: !!value.banned }
}

export function parseUnread(value: unknown): Unread | undefined {
  if (!isObject(value)) return undefined
  const room = text(value.room)
  const sequence = count(value.sequence)
  const read = count(value.read)
  const delivered = count(value.delivered)
  if (room === undefined || sequence === undefined) return undefined
  if (read === undefined || delivered === undefined) return undefined
  const unread = count(value.unread) ?? 0
  return { room, sequence, read, delivered, unread, mentions: count(value.mentions) ?? 0 }
}

export function parseInvitation(value: unknown): Invitation | undefined {
  if (!isObject(value)) return undefined
  const room = parseRoom(value.room)
  const by = parsePerson(value.by)
  return room === undefined || by === undefined ? undefined : { room, by }
}

export function parseRemoval(value: unknown): Removal | undefined {
  if (!isObject(value)) return undefined
  const room = text(value.room)
  const why = oneOf(DEPARTURES, value.why)
  return room === undefined || why === undefined ? undefined : { room, why }
}

export function parseGone(value: unknown): Gone | undefined {
  const removal = parseRemoval(value)
  const user = isObject(value) ? text(value.user) : undefined
  return removal === undefined || user === undefined ? undefined : { ...removal, user }
}

export function parseCursorNews(value: unknown): CursorNews | undefined {
  if (!isObject(value)) return undefined
  const room = text(value.room)
  const user = text(value.user)
  const sequence = count(value.sequence)
  return room === undefined || user === undefined || sequence === undefined
    ? undefined
    : { room, user, sequence }
}

export function parseTypingNews(value: unknown): TypingNews | undefined {
  if (!isObject(value)) return undefined
  const room = text(value.room)
  const from = parsePerson(value.from)
  return room === undefined || from === undefined
    ? undefined
    : { room, from, typing: value.typing === true }
}
