import type { Person, Reaction } from '../protocol/message'

/**
 * One row of a timeline, as the view shows it. The key outlives changes of the row; a message's row
 * that did not change is the same object as before.
 */
export type Row =
  /** The room begins here. */
  | Readonly<{ kind: 'start'; key: string }>
  /** Messages that are not here yet; to be asked for when it comes into view. */
  | Readonly<{ kind: 'gap'; key: string; after: number; before: number; loading: boolean }>
  /** Messages that the server no longer keeps. */
  | Readonly<{ kind: 'missing'; key: string; count: number }>
  | Readonly<{ kind: 'day'; key: string; at: number }>
  | Readonly<{ kind: 'unread'; key: string }>
  | MessageRow

export type MessageRow = Readonly<{
  kind: 'message'
  key: string
  room: string
  /** 0 for what is not stored yet. */
  sequence: number
  clientId?: string
  from: Person
  at: number
  text: string
  own: boolean
  /** Whether the sender is named above it, or it goes on from the row before. */
  leads: boolean
  deleted: boolean
  editedAt?: number
  reply?: Reply
  reactions: readonly ShownReaction[]
  /** Ids of files. */
  files: readonly string[]
  /** Whether it mentions whoever looks at it. */
  mentionsMe: boolean
  mentions: readonly string[]
  /** Of one's own messages alone. */
  mark?: Mark
  /** How many have read it, where there may be more than one. */
  readers?: number
  failure?: Readonly<{ code: string; message: string }>
}>

/** What became of a message of one's own; `waiting` is for the connection. */
export type Mark = 'waiting' | 'sending' | 'stored' | 'delivered' | 'read' | 'failed'

/** The message that is answered; without a sender while it is not known here. */
export type Reply = Readonly<{ sequence: number; from?: Person; text?: string; deleted?: boolean }>

export type ShownReaction = Reaction & Readonly<{ mine: boolean }>
