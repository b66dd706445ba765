import type { Message } from '../protocol/message'
import type { RoomRecord } from '../protocol/room'

export type Failure = Readonly<{ code: string; message: string }>

/** The last question for messages by their words, and what was found so far. */
export type Search = Readonly<{
  words: string
  /** The one room that was searched; all that one belongs to without it. */
  room?: string
  status: 'idle' | 'searching' | 'done' | 'failed'
  /** The newest first. */
  found: readonly Message[]
  more: boolean
  /** Where to go on in one room. */
  before?: number
  failure?: Failure
}>

/** The last question for public rooms. */
export type Browse = Readonly<{
  words: string
  status: 'idle' | 'loading' | 'done' | 'failed'
  rooms: readonly RoomRecord[]
  cursor?: string
  failure?: Failure
}>

export const NO_SEARCH: Search = { words: '', status: 'idle', found: [], more: false }

export const NO_BROWSE: Browse = { words: '', status: 'idle', rooms: [] }
