import { count, isObject, text } from './json'

export type Sender = Readonly<{ id: string; name: string }>

/** A stored message. Within its room the sequence says its place, without gaps, from 1. */
export type Message = Readonly<{
  id: string
  room: string
  sequence: number
  /** When it was stored, in milliseconds of the epoch. */
  at: number
  from: Sender
  /** Any JSON value: other clients post what they like. */
  body: unknown
  /** The idempotency key its sender gave it. */
  clientId?: string
}>

export function parseMessage(value: unknown): Message | undefined {
  if (!isObject(value) || !isObject(value.from) || !('body' in value)) return undefined
  const id = text(value.id)
  const room = text(value.room)
  const sequence = count(value.sequence)
  const at = Date.parse(text(value.at) ?? '')
  const senderId = text(value.from.id)
  const name = text(value.from.name)
  if (id === undefined || room === undefined || sequence === undefined || Number.isNaN(at)) {
    return undefined
  }
  if (senderId === undefined || name === undefined || sequence < 1) return undefined
  const clientId = text(value.clientId)
  return {
    id,
    room,
    sequence,
    at,
    from: { id: senderId, name },
    body: value.body,
    ...(clientId === undefined ? {} : { clientId }),
  }
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
