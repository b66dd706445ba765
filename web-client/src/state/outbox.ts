import type { Failure } from './search'

/** A message of one's own that is not yet known to be stored. */
export type Outgoing = Readonly<{
  /** The idempotency key: every attempt carries the same, so that it is stored once. */
  clientId: string
  room: string
  text: string
  replyTo?: number
  files: readonly string[]
  /** When it was written, in milliseconds of the epoch. */
  at: number
  status: 'waiting' | 'sending' | 'failed'
  attempts: number
  /** Why the last attempt did not succeed. */
  failure?: Failure
}>

/** In the order of writing. */
export type Outbox = readonly Outgoing[]

/** How often a message is tried on live connections before the user is asked. */
export const MAX_ATTEMPTS = 4

/** The most messages that wait; further ones are not taken. */
export const MAX_WAITING = 500

/**
 * What to send next: the oldest of its room, so that a room has them in the order of writing. One
 * that failed lets those behind it pass.
 */
export function nextToSend(
  outbox: Outbox,
  mayHave: (room: string) => boolean,
): Outgoing | undefined {
  const busy = new Set(outbox.filter(({ status }) => status === 'sending').map(({ room }) => room))
  return outbox.find(({ status, room }) => status === 'waiting' && !busy.has(room) && mayHave(room))
}

export function sending(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, (entry) => ({
    ...entry,
    status: 'sending',
    attempts: entry.attempts + 1,
  }))
}

export function refused(
  outbox: Outbox,
  clientId: string,
  failure: Failure,
  retry: boolean,
): Outbox {
  return change(outbox, clientId, (entry) => ({
    ...entry,
    status: retry && entry.attempts < MAX_ATTEMPTS ? 'waiting' : 'failed',
    failure,
  }))
}

export function again(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, ({ failure, ...entry }) => ({
    ...entry,
    status: 'waiting',
    attempts: 0,
  }))
}

/** Whatever was on its way when the connection broke is sent again on the next one. */
export function interrupted(outbox: Outbox): Outbox {
  return outbox.map((entry) =>
    entry.status === 'sending'
      ? { ...entry, status: 'waiting', attempts: entry.attempts - 1 }
      : entry,
  )
}

export function withoutKey(outbox: Outbox, clientId: string | undefined): Outbox {
  const rest = outbox.filter((entry) => entry.clientId !== clientId)
  return rest.length === outbox.length ? outbox : rest
}

/** What is known here goes before what was read of the same; the order is that of writing. */
export function merged(outbox: Outbox, read: Outbox): Outbox {
  const here = new Set(outbox.map(({ clientId }) => clientId))
  const fresh = read.filter(({ clientId }) => !here.has(clientId))
  if (fresh.length === 0) return outbox
  return [...outbox, ...fresh].sort((a, b) => a.at - b.at)
}

/** Takes what another tab has of a message, unless it is on its way from here. */
export function heard(outbox: Outbox, outgoing: Outgoing): Outbox {
  const known = outbox.find(({ clientId }) => clientId === outgoing.clientId)
  if (known === undefined) return merged(outbox, [outgoing])
  if (JSON.stringify(known) === JSON.stringify(outgoing)) return outbox
  return known.status === 'sending' ? outbox : change(outbox, outgoing.clientId, () => outgoing)
}

function change(outbox: Outbox, clientId: string, to: (entry: Outgoing) => Outgoing): Outbox {
  return outbox.map((entry) => (entry.clientId === clientId ? to(entry) : entry))
}
