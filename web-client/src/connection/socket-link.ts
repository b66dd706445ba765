import { io, type Socket } from 'socket.io-client'
import { isObject } from '../protocol/json'
import { NEWS, type News, type NewsName } from '../protocol/news'
import { readAnswer, type Refusal, unanswered } from '../protocol/replies'
import { CREDENTIALS, REPLIES, type Replies, type RequestName } from '../protocol/requests'
import type { Ears, Link } from './link'

/** How long the server may take for an answer. */
const ANSWER_MILLIS = 10_000

/** How long it may take to connect. */
const CONNECT_MILLIS = 15_000

/**
 * The link over Socket.IO, to the server that the page came from. It connects when it is told to and
 * not by itself, so that the page can say when it tries again.
 */
export function socketLink(ears: Ears): Link {
  const socket: Socket = io({
    autoConnect: false,
    reconnection: false,
    timeout: CONNECT_MILLIS,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: CREDENTIALS,
  })
  socket.on('connect_error', (fault) => {
    // The socket goes on being active where it is the network that failed.
    if (socket.active) ears.lost()
    else ears.turnedAway(refusalOf(fault))
  })
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return
    if (reason !== 'io server disconnect') ears.lost()
    else ears.turnedAway(refused('DISCONNECTED', 'The server ended this session.', false))
  })
  for (const name of Object.keys(NEWS) as NewsName[]) {
    const parse: (payload: unknown) => News[NewsName] | undefined = NEWS[name]
    socket.on(name, (payload: unknown) => {
      const news = parse(payload)
      if (news !== undefined) ears.heard(name, news)
    })
  }

  return {
    open: () => {
      socket.disconnect().connect()
    },
    close: () => {
      socket.disconnect()
    },
    ask: async (name, request) => {
      // The socket would otherwise keep the request and send it late.
      if (!socket.connected) return unanswered('There is no connection.')
      try {
        const answer: unknown = await socket.timeout(ANSWER_MILLIS).emitWithAck(name, request)
        return readAnswer(answer, parserOf(name))
      } catch {
        return unanswered('The server did not answer.')
      }
    },
  }
}

type Parser<Name extends RequestName> = (
  given: Readonly<Record<string, unknown>>,
) => Replies[Name] | undefined

function parserOf<Name extends RequestName>(name: Name): Parser<Name> {
  return REPLIES[name] as Parser<Name>
}

/** The server's reason beside the sentence, where it gave one. */
function refusalOf(fault: Error & { data?: unknown }): Refusal {
  const given = isObject(fault.data) ? fault.data : {}
  const code = typeof given.code === 'string' ? given.code : 'REFUSED'
  const refusal = refused(code, fault.message, given.retry === true)
  return typeof given.retryAfterMs === 'number'
    ? { ...refusal, retryAfterMs: given.retryAfterMs }
    : refusal
}

function refused(code: string, message: string, retry: boolean): Refusal {
  return { ok: false, code, message, retry }
}
