/** A message of one's own that is not yet known to be stored. */
export type Outgoing = Readonly<{
  /** The idempotency key: every attempt carries the same, so that it is stored once. */
  clientId: string
  body: string
  /** When it was written, in milliseconds of the epoch. */
  at: number
  status: 'waiting' | 'sending' | 'failed'
  attempts: number
  /** Why the last attempt did not succeed. */
  reason?: string
}>

export type Outbox = readonly Outgoing[]

/** How often a message is tried on live connections before the user is asked. */
export const MAX_ATTEMPTS = 4

export function composed(outbox: Outbox, clientId: string, body: string, at: number): Outbox {
  return [...outbox, { clientId, body, at, status: 'waiting', attempts: 0 }]
}

/** What to send next. One at a time, so that messages are stored in the order they were written. */
export function nextToSend(outbox: Outbox): Outgoing | undefined {
  if (outbox.some((entry) => entry.status === 'sending')) return undefined
  return outbox.find((entry) => entry.status === 'waiting')
}

export function sending(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, (entry) => ({
    ...entry,
    status: 'sending',
    attempts: entry.attempts + 1,
  }))
}

export function refused(outbox: Outbox, clientId: string, reason: string, retry: boolean): Outbox {
  return change(outbox, clientId, (entry) => ({
    ...entry,
    status: retry && entry.attempts < MAX_ATTEMPTS ? 'waiting' : 'failed',
    reason,
  }))
}

export function again(outbox: Outbox, clientId: string): Outbox {
  return change(outbox, clientId, (entry) => ({ ...entry, status: 'waiting', attempts: 0 }))
}

/** Whatever was on its way when the connection broke is sent again on the next one. */
export function interrupted(outbox: Outbox): Outbox {
  return outbox.map((entry) =>
    entry.status === 'sending'
      ? { ...entry, status: 'waiting', attempts: entry.attempts - 1 }
      : entry,
  )
}

export function without(outbox: Outbox, clientId: string): Outbox {
  return outbox.filter((entry) => entry.clientId !== clientId)
}

export function holds(outbox: Outbox, clientId: string | undefined): boolean {
  return clientId !== undefined && outbox.some((entry) => entry.clientId === clientId)
}

function change(outbox: Outbox, clientId: string, to: (entry: Outgoing) => Outgoing): Outbox {
  return outbox.map((entry) => (entry.clientId === clientId ? to(entry) : entry))
}
