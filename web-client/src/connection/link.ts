import type { News, NewsName } from '../protocol/news'
import type { Refusal } from '../protocol/replies'
import type { Replies, RequestName, Requests } from '../protocol/requests'

/** What can be asked of the server. Every answer comes within a bound, if only as a refusal. */
export type Link = Readonly<{
  /** Connects once, in place of an earlier connection; what comes of it is told to the ears. */
  open: () => void
  close: () => void
  ask: <Name extends RequestName>(
    name: Name,
    request: Requests[Name],
  ) => Promise<Replies[Name] | Refusal>
}>

/** What is told about a connection. */
export type Ears = Readonly<{
  heard: <Name extends NewsName>(name: Name, news: News[Name]) => void
  /** The server was not reached, or is not any more. */
  lost: () => void
  /** The server does not let us in, or not any longer. */
  turnedAway: (refusal: Refusal) => void
}>
