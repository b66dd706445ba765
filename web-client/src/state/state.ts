import { type Connection, IDLE } from './connection'
import type { Outbox } from './outbox'
import type { Acquaintance } from './person'
import type { Room } from './room'
import { type Browse, NO_BROWSE, NO_SEARCH, type Search } from './search'
import { type Server, SERVER_DEFAULTS, type Session } from './session'
import { DEFAULT_SETTINGS, type Settings } from './settings'
import type { Timeline } from './timeline'
import type { Toast } from './toast'
import type { FileFacts, Upload } from './upload'

export type { Message, Person, Reaction } from '../protocol/message'
export type { Departure, Member, Role, RoomKind, RoomRecord } from '../protocol/room'
export type { Standing } from '../protocol/session'

/** Everything the page knows. Views show it and keep no facts of their own. */
export type State = Readonly<{
  session: Session
  server: Server
  connection: Connection
  /** The room that is shown. */
  open?: string
  /** Those that one is in, by id. */
  rooms: ReadonlyMap<string, Room>
  /** The messages of rooms that one is in, by the room's id. */
  timelines: ReadonlyMap<string, Timeline>
  /** Everybody of whom something is known, by user id. */
  people: ReadonlyMap<string, Acquaintance>
  outbox: Outbox
  uploads: readonly Upload[]
  /** By file id. */
  files: ReadonlyMap<string, FileFacts>
  search: Search
  browse: Browse
  settings: Settings
  toasts: readonly Toast[]
  looking: Looking
}>

/** What somebody looks at: whether the page is seen, and what of the shown room is on the screen. */
export type Looking = Readonly<{ visible: boolean; atEnd: boolean; first: number; last: number }>

export const LOBBY = 'lobby'

export const INITIAL: State = {
  session: { status: 'starting' },
  server: SERVER_DEFAULTS,
  connection: IDLE,
  rooms: new Map(),
  timelines: new Map(),
  people: new Map(),
  outbox: [],
  uploads: [],
  files: new Map(),
  search: NO_SEARCH,
  browse: NO_BROWSE,
  settings: DEFAULT_SETTINGS,
  toasts: [],
  looking: { visible: true, atEnd: true, first: 0, last: 0 },
}
