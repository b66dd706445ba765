import { count, isObject, text } from './json'
import { type Message, parseMessage } from './message'

export type Refusal = Readonly<{
  ok: false
  code: string
  message: string
  /** Whether the same request may succeed later. */
  retry: boolean
}>

export type Sent = Readonly<{ ok: true; id: string; room: string; sequence: number; at: number }>

export type Joined = Readonly<{ ok: true; room: string; sequence: number }>

export type History = Readonly<{
  ok: true
  room: string
  messages: readonly Message[]
  more: boolean
}>

/** What stands for an answer that never came, or for one that cannot be understood. */
export function unanswered(message: string): Refusal {
  return { ok: false, code: 'UNANSWERED', message, retry: true }
}

function refusal(value: unknown): Refusal {
  if (isObject(value) && value.ok === false) {
    return {
      ok: false,
      code: text(value.code) ?? 'UNKNOWN',
      message: text(value.message) ?? 'The server refused without a reason.',
      retry: value.retry === true,
    }
  }
  return { ok: false, code: 'UNKNOWN', message: 'The server’s answer made no sense.', retry: false }
}

export function parseSent(value: unknown): Sent | Refusal {
  if (!isObject(value) || value.ok !== true) return refusal(value)
  const id = text(value.id)
  const room = text(value.room)
  const sequence = count(value.sequence)
  const at = Date.parse(text(value.at) ?? '')
  if (id === undefined || room === undefined || sequence === undefined || Number.isNaN(at)) {
    return refusal(undefined)
  }
  return { ok: true, id, room, sequence, at }
}

export function parseJoined(value: unknown): Joined | Refusal {
  if (!isObject(value) || value.ok !== true) return refusal(value)
  const room = text(value.room)
  const sequence = count(value.sequence)
  return room === undefined || sequence === undefined
    ? refusal(undefined)
    : { ok: true, room, sequence }
}

export function parseHistory(value: unknown): History | Refusal {
  if (!isObject(value) || value.ok !== true) return refusal(value)
  const room = text(value.room)
  const list = value.messages
  const more = value.more
  if (room === undefined || !Array.isArray(list) || typeof more !== 'boolean') {
    return refusal(undefined)
  }
  const messages: Message[] = []
  for (const item of list) {
    const message = parseMessage(item)
    if (message === undefined) return refusal(undefined)
    messages.push(message)
  }
  return { ok: true, room, messages, more }
}
