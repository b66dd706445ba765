import type { Message } from '../src/protocol/message'
import { apply } from '../src/state/apply'
import type { Event } from '../src/state/events'
import type { Outgoing } from '../src/state/outbox'
import { INITIAL, type State } from '../src/state/state'

export const ME = { id: 'user:me', name: 'Bob' }
export const ADA = { id: 'user:ada', name: 'Ada' }

export const NOON = new Date(2026, 0, 1, 12).getTime()

export function message(sequence: number, more: Partial<Message> = {}): Message {
  return {
    id: `lobby:${sequence}`,
    room: 'lobby',
    sequence,
    at: NOON + sequence * 1_000,
    from: ADA,
    body: `text ${sequence}`,
    change: 0,
    deleted: false,
    reactions: [],
    mentions: [],
    files: [],
    ...more,
  }
}

export function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
}

export function outgoing(clientId: string, more: Partial<Outgoing> = {}): Outgoing {
  const text = `text of ${clientId}`
  return {
    clientId,
    room: 'lobby',
    text,
    files: [],
    at: NOON + 3_600_000,
    status: 'waiting',
    attempts: 0,
    ...more,
  }
}

export function after(...events: Event[]): State {
  return events.reduce(apply, INITIAL)
}

/** What a connection begins with, in a lobby that has come to `newest` and is shown. */
export function online(newest = 0): Event[] {
  return [
    { type: 'entered', user: ME, standing: 'user' },
    { type: 'connected' },
    { type: 'room-added', room: 'lobby' },
    { type: 'room-shown', room: 'lobby' },
    { type: 'room-joined', room: 'lobby', sequence: newest, change: 0 },
    {
      type: 'paged',
      room: 'lobby',
      question: { kind: 'newest', upTo: newest },
      messages: messages(1, newest),
      more: false,
    },
  ]
}
