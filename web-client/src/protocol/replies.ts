import { count, isObject, list, maybe, oneOf, text, time, whole } from './json'
import { bodyText, type Message, parseMessage } from './message'
import { type Attendee, parseAttendee } from './presence'
import {
  type Member,
  parseMember,
  parseRoom,
  parseUnread,
  type Role,
  type RoomRecord,
  ROLES,
  type Unread,
} from './room'

/** Why something was not done, as a code for programs and a sentence for people. */
export type Refusal = Readonly<{
  ok: false
  code: string
  message: string
  /** Whether the same request may succeed later. */
  retry: boolean
  retryAfterMs?: number
}>

export type Answer<Value> = Readonly<{ ok: true }> & Readonly<Value>

export type Sent = Answer<{ id: string; room: string; sequence: number; at: number }>
export type Amended = Answer<{ room: string; sequence: number; change: number }>
export type Joined = Answer<{ room: string; sequence: number; change: number }>
export type History = Answer<{ messages: readonly Message[]; more: boolean }>
export type Changes = Answer<{ messages: readonly Message[]; change: number; more: boolean }>
export type Found = Answer<{ messages: readonly Message[]; more: boolean; before?: number }>
export type Edits = Answer<{ edits: readonly { readonly text: string; readonly at: number }[] }>
export type RoomSeen = Answer<{ room: RoomRecord; role: Role }>
export type RoomsSeen = Answer<{ rooms: readonly RoomRecord[]; cursor?: string }>
export type MemberSeen = Answer<{ member: Member }>
export type MembersSeen = Answer<{ members: readonly Member[]; cursor?: string }>
export type UnreadSeen = Answer<{ rooms: readonly Unread[]; cursor?: string }>
export type PresenceSeen = Answer<{
  present: number
  people: readonly Attendee[]
  cursor?: string
}>
export type Done = Answer<object>
export type Refreshed = Answer<{ expiresAt?: number }>

/** What stands for an answer that never came. */
export function unanswered(message: string): Refusal {
  return { ok: false, code: 'UNANSWERED', message, retry: true }
}

const NONSENSE: Refusal = {
  ok: false,
  code: 'UNKNOWN',
  message: 'The server’s answer made no sense.',
  retry: false,
}

/** Reads an answer by its parser, which gives nothing for what it cannot understand. */
export function readAnswer<Reply>(
  value: unknown,
  parse: (given: Readonly<Record<string, unknown>>) => Reply | undefined,
): Reply | Refusal {
  if (!isObject(value)) return NONSENSE
  if (value.ok === true) return parse(value) ?? NONSENSE
  if (value.ok !== false) return NONSENSE
  return {
    ok: false,
    code: text(value.code) ?? 'UNKNOWN',
    message: text(value.message) ?? 'The server refused without a reason.',
    retry: value.retry === true,
    ...maybe('retryAfterMs', count(value.retryAfterMs)),
  }
}

type Given = Readonly<Record<string, unknown>>

export function parseSent(given: Given): Sent | undefined {
  const id = text(given.id)
  const room = text(given.room)
  const sequence = count(given.sequence)
  const at = time(given.at)
  return id === undefined || room === undefined || sequence === undefined || at === undefined
    ? undefined
    : { ok: true, id, room, sequence, at }
}

export function parseAmended(given: Given): Amended | undefined {
  const room = text(given.room)
  const sequence = count(given.sequence)
  const change = count(given.change)
  return room === undefined || sequence === undefined || change === undefined
    ? undefined
    : { ok: true, room, sequence, change }
}

export function parseJoined(given: Given): Joined | undefined {
  const room = text(given.room)
  const sequence = count(given.sequence)
  return room === undefined || sequence === undefined
    ? undefined
    : { ok: true, room, sequence, change: count(given.change) ?? 0 }
}

/** A page with a message that cannot be understood is none, lest the message be lost silently. */
export function parseHistory(given: Given): History | undefined {
  const messages = whole(given.messages, parseMessage)
  return messages === undefined || typeof given.more !== 'boolean'
    ? undefined
    : { ok: true, messages, more: given.more }
}

export function parseChanges(given: Given): Changes | undefined {
  const page = parseHistory(given)
  const change = count(given.change)
  return page === undefined || change === undefined ? undefined : { ...page, change }
}

export function parseFound(given: Given): Found {
  const messages = list(given.messages, parseMessage)
  return { ok: true, messages, more: given.more === true, ...maybe('before', count(given.before)) }
}

export function parseEdits(given: Given): Edits {
  const edits = list(given.edits, (edit) => {
    const at = isObject(edit) ? time(edit.at) : undefined
    return isObject(edit) && at !== undefined ? { text: bodyText(edit.body), at } : undefined
  })
  return { ok: true, edits }
}

export function parseRoomSeen(given: Given): RoomSeen | undefined {
  const room = parseRoom(given.room)
  const role = oneOf(ROLES, given.role)
  return room === undefined || role === undefined ? undefined : { ok: true, room, role }
}

export function parseRoomsSeen(given: Given): RoomsSeen {
  return { ok: true, rooms: list(given.rooms, parseRoom), ...maybe('cursor', text(given.cursor)) }
}

export function parseMemberSeen(given: Given): MemberSeen | undefined {
  const member = parseMember(given.member)
  return member === undefined ? undefined : { ok: true, member }
}

export function parseMembersSeen(given: Given): MembersSeen {
  const members = list(given.members, parseMember)
  return { ok: true, members, ...maybe('cursor', text(given.cursor)) }
}

export function parseUnreadSeen(given: Given): UnreadSeen {
  return { ok: true, rooms: list(given.rooms, parseUnread), ...maybe('cursor', text(given.cursor)) }
}

export function parsePresenceSeen(given: Given): PresenceSeen | undefined {
  const present = count(given.present)
  if (present === undefined) return undefined
  const people = list(given.people, parseAttendee)
  return { ok: true, present, people, ...maybe('cursor', text(given.cursor)) }
}

export function parseDone(): Done {
  return { ok: true }
}

export function parseRefreshed(given: Given): Refreshed {
  return { ok: true, ...maybe('expiresAt', time(given.expiresAt)) }
}
