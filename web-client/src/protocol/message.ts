import { count, isObject, list, maybe, text, time } from './json'

/** Somebody, by an id that stays and a name to show. */
export type Person = Readonly<{ id: string; name: string }>

export type Reaction = Readonly<{ emoji: string; users: readonly string[] }>

/** A stored message. Within its room the sequence says its place, without gaps, from 1. */
export type Message = Readonly<{
  id: string
  room: string
  sequence: number
  /** When it was stored, in milliseconds of the epoch. */
  at: number
  from: Person
  /** Any JSON value: other clients post what they like. */
  body: unknown
  /** The idempotency key its sender gave it. */
  clientId?: string
  replyTo?: number
  /** The number of its newest modification in the room, 0 for none. */
  change: number
  editedAt?: number
  deleted: boolean
  reactions: readonly Reaction[]
  /** Ids of users, and `@room` for everybody. */
  mentions: readonly string[]
  /** Ids of files. */
  files: readonly string[]
}>

/** What mentions everybody in a room. */
export const EVERYBODY = '@room'

export function parsePerson(value: unknown): Person | undefined {
  if (!isObject(value)) return undefined
  const id = text(value.id)
  const name = text(value.name)
  return id === undefined || name === undefined ? undefined : { id, name }
}

export function parseMessage(value: unknown): Message | undefined {
  if (!isObject(value) || !('body' in value)) return undefined
  const id = text(value.id)
  const room = text(value.room)
  const sequence = count(value.sequence)
  const at = time(value.at)
  const from = parsePerson(value.from)
  if (id === undefined || room === undefined || from === undefined) return undefined
  if (sequence === undefined || sequence < 1 || at === undefined) return undefined
  return {
    id,
    room,
    sequence,
    at,
    from,
    body: value.body,
    ...maybe('clientId', text(value.clientId)),
    ...maybe('replyTo', count(value.replyTo)),
    change: count(value.change) ?? 0,
    ...maybe('editedAt', time(value.editedAt)),
    deleted: value.deleted === true,
    reactions: list(value.reactions, parseReaction),
    mentions: list(value.mentions, text),
    files: list(value.files, text),
  }
}

function parseReaction(value: unknown): Reaction | undefined {
  if (!isObject(value)) return undefined
  const emoji = text(value.emoji)
  return emoji === undefined ? undefined : { emoji, users: list(value.users, text) }
}

/** The text of a body: the value itself, the member that usually holds text, or else its JSON. */
export function bodyText(body: unknown): string {
  if (typeof body === 'string') return body
  if (isObject(body)) {
    for (const member of ['text', 'message', 'msg', 'content']) {
      const value = body[member]
      if (typeof value === 'string') return value
    }
  }
  return JSON.stringify(body)
}
