import type { Message } from '../../src/lobby/protocol/message'
import { apply, type Event, INITIAL, type State } from '../../src/lobby/state/state'
import type { Entry } from '../../src/lobby/state/timeline'

export function message(sequence: number, more: Partial<Message> = {}): Message {
  return {
    id: `lobby-${sequence}`,
    room: 'lobby',
    sequence,
    at: Date.UTC(2026, 0, 1, 12, 0, sequence),
    from: { id: 'guest-1', name: 'Ada' },
    body: `text ${sequence}`,
    ...more,
  }
}

export function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
}

export function entries(from: number, to: number): Entry[] {
  return messages(from, to).map((each) => ({ message: each, own: false }))
}

export function after(...events: Event[]): State {
  return events.reduce(apply, INITIAL)
}

/** What a connection begins with, in a room that has come to `newest`. */
export function online(newest = 0): Event[] {
  return [
    { type: 'named', name: 'Bob' },
    { type: 'connected' },
    { type: 'joined', newest },
    { type: 'opened', messages: messages(1, newest), more: false },
  ]
}

export function sequences(state: State): number[] {
  return state.timeline.entries.map((entry) => entry.message.sequence)
}
