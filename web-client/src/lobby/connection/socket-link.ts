import { io, type Socket } from 'socket.io-client'
import type { ClientToServer, Credentials, ServerToClient } from '../protocol/events'
import { parseHistory, parseJoined, parseSent, unanswered } from '../protocol/replies'
import { LOBBY } from '../state/state'
import type { Store } from '../state/store'
import type { Link } from './link'
import { onConnect } from './on-connect'
import { onConnectError } from './on-connect-error'
import { onDisconnect } from './on-disconnect'
import { onMessagePosted } from './on-message-posted'

type NatterSocket = Socket<ServerToClient, ClientToServer>

/** How long the server may take for an answer. */
const ANSWER_MILLIS = 10_000

/** The link over Socket.IO, to the server that the page came from. */
export function socketLink(store: Store): Link {
  let credentials: Credentials = { dialect: 'natter', name: '', room: LOBBY }
  const socket: NatterSocket = io({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 4_000,
    auth: (give) => {
      give(credentials)
    },
  })
  socket.on('connect', onConnect(store))
  socket.on('connect_error', onConnectError(store, socket))
  socket.on('disconnect', onDisconnect(store, socket))
  socket.on('message:posted', onMessagePosted(store))

  // The limit holds for one request only: it is named anew for each.
  const limited = (): ReturnType<NatterSocket['timeout']> => socket.timeout(ANSWER_MILLIS)

  return {
    open: (name) => {
      credentials = { ...credentials, name }
      store.dispatch({ type: 'connecting' })
      socket.disconnect().connect()
    },
    reopen: () => {
      if (socket.active) socket.disconnect()
      socket.connect()
    },
    close: () => {
      socket.disconnect()
    },
    join: (room) => answered(() => limited().emitWithAck('join', room), parseJoined),
    history: (request) => answered(() => limited().emitWithAck('history', request), parseHistory),
    send: (message) => answered(() => limited().emitWithAck('message:send', message), parseSent),
  }

  /** Asks only while connected: the socket would otherwise keep the request and send it late. */
  async function answered<Reply>(
    ask: () => Promise<unknown>,
    parse: (answer: unknown) => Reply,
  ): Promise<Reply | ReturnType<typeof unanswered>> {
    if (!socket.connected) return unanswered('There is no connection.')
    try {
      return parse(await ask())
    } catch {
      return unanswered('The server did not answer.')
    }
  }
}
