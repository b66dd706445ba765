import { count, isObject, list, maybe, oneOf, text, time } from './json'
import { type Role, ROLES } from './room'

/** Somebody who belongs to a room or has it open. */
export type Attendee = Readonly<{
  user: string
  name: string
  /** Only in listings. */
  role?: Role
  online: boolean
  lastSeen?: number
}>

export type PresenceNews = Readonly<{
  room: string
  /** How many are there. */
  present: number
  /** Who came and who went. */
  people: readonly Attendee[]
  /** Whether there were others. */
  more: boolean
}>

export function parseAttendee(value: unknown): Attendee | undefined {
  if (!isObject(value)) return undefined
  const user = text(value.user)
  const name = text(value.name)
  if (user === undefined || name === undefined || typeof value.online !== 'boolean') {
    return undefined
  }
  return {
    user,
    name,
    ...maybe('role', oneOf(ROLES, value.role)),
    online: value.online,
    ...maybe('lastSeen', time(value.lastSeen)),
  }
}

export function parsePresenceNews(value: unknown): PresenceNews | undefined {
  if (!isObject(value)) return undefined
  const room = text(value.room)
  const present = count(value.present)
  if (room === undefined || present === undefined) return undefined
  return { room, present, people: list(value.people, parseAttendee), more: value.more === true }
}
