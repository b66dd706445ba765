import { nextToSend, type Outgoing } from '../state/outbox'
import { me, ownerOf } from '../state/selectors'
import type { Chat } from './chat'
import { pause } from '../connection/timers'

/** The wait before the second attempt; it doubles with every further one. */
const FIRST_PAUSE_MILLIS = 500

/** How long this tab sends before it takes the right to do so anew, and when it does that. */
const LEASE_MILLIS = 15_000
const RENEW_MILLIS = 5_000

/** How long to wait while another tab sends. */
const ELSEWHERE_MILLIS = 1_000

export type Delivery = Readonly<{
  /** To be called on every change of state. */
  onChange: () => Promise<void>
  /** Lets another tab send at once: this one may be about to go. */
  release: () => void
}>

/**
 * Sends what waits in the outbox, one message at a time, while there is a connection and no other
 * tab does.
 */
export function deliver(chat: Chat, tab: string): Delivery {
  const { store, timers } = chat
  let running = false
  let lease = { owner: '', until: 0 }

  const next = (): Outgoing | undefined => {
    const { connection, outbox, rooms } = store.state()
    if (connection.status !== 'online') return undefined
    return nextToSend(outbox, (room) => rooms.get(room)?.joined === true)
  }
  const isOurs = async (): Promise<boolean> => {
    const owner = ownerOf(store.state())
    const now = timers.now()
    if (lease.owner === owner && lease.until - now > RENEW_MILLIS) return true
    const until = now + LEASE_MILLIS
    // Without a database to agree in, the keys alone see to it that nothing is stored twice.
    const taken = await chat.vault.lease(owner, tab, now, until).catch(() => true)
    lease = taken ? { owner, until } : { owner: '', until: 0 }
    return taken
  }
  const onChange = async (): Promise<void> => {
    if (running || next() === undefined) return
    running = true
    try {
      while (next() !== undefined) {
        if (!(await isOurs())) await pause(timers, ELSEWHERE_MILLIS)
        else {
          const due = next()
          if (due !== undefined) await attempt(chat, due)
        }
      }
    } finally {
      running = false
    }
  }
  const release = (): void => {
    const { owner } = lease
    const now = timers.now()
    lease = { owner: '', until: 0 }
    if (owner !== '') void chat.vault.lease(owner, tab, now, now).catch(() => undefined)
  }
  return { onChange, release }
}

async function attempt(chat: Chat, outgoing: Outgoing): Promise<void> {
  const { store, link, timers } = chat
  const { clientId, room, text, replyTo, files } = outgoing
  store.dispatch({ type: 'sending', clientId })
  const reply = await link.ask('message:send', {
    room,
    body: text,
    clientId,
    ...(replyTo !== undefined && { replyTo }),
    ...(files.length > 0 && { files }),
  })
  if (reply.ok) {
    store.dispatch({ type: 'stored', clientId, message: sent(chat, outgoing, reply) })
    return
  }
  // A connection that broke meanwhile has put it back already, for the next one.
  const isSending = store
    .state()
    .outbox.some((entry) => entry.clientId === clientId && entry.status === 'sending')
  if (!isSending) return
  const { code, message, retry, retryAfterMs } = reply
  store.dispatch({ type: 'send-refused', clientId, failure: { code, message }, retry })
  if (retry) await pause(timers, retryAfterMs ?? FIRST_PAUSE_MILLIS * 2 ** outgoing.attempts)
}

type Place = Readonly<{ id: string; room: string; sequence: number; at: number }>

/** The message as it was sent. Any state of it that the server tells goes before it. */
function sent(chat: Chat, outgoing: Outgoing, { id, room, sequence, at }: Place) {
  const { clientId, text, replyTo, files } = outgoing
  return {
    id,
    room,
    sequence,
    at,
    from: me(chat.store.state()),
    body: text,
    clientId,
    ...(replyTo !== undefined && { replyTo }),
    change: -1,
    deleted: false,
    reactions: [],
    mentions: [],
    files,
  }
}
