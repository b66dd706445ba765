/** The events of the `natter` dialect. Answers and payloads arrive unparsed, hence `unknown`. */

/** The most messages of one page of history. */
export const PAGE_LIMIT = 200

/** The largest body the server takes, in bytes of its JSON. */
export const BODY_LIMIT_BYTES = 64 * 1024

export type SendMessage = Readonly<{ room: string; body: unknown; clientId: string }>

export type HistoryRequest = Readonly<{
  room: string
  after?: number
  before?: number
  limit?: number
}>

type Reply = (answer: unknown) => void

export type ClientToServer = {
  join: (room: string, reply: Reply) => void
  history: (request: HistoryRequest, reply: Reply) => void
  'message:send': (message: SendMessage, reply: Reply) => void
}

export type ServerToClient = {
  'message:posted': (message: unknown) => void
}

export type Credentials = Readonly<{ dialect: 'natter'; name: string; room: string }>
