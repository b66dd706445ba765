import type { HistoryRequest, SendMessage } from '../protocol/events'
import type { History, Joined, Refusal, Sent } from '../protocol/replies'

/** What can be asked of the server. Every answer comes within a bound, if only as a refusal. */
export type Link = Readonly<{
  /** Connects under this name, in place of an earlier connection. */
  open: (name: string) => void
  /** Tries again at once. */
  reopen: () => void
  close: () => void
  join: (room: string) => Promise<Joined | Refusal>
  history: (request: HistoryRequest) => Promise<History | Refusal>
  send: (message: SendMessage) => Promise<Sent | Refusal>
}>
