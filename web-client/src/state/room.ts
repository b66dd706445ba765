import type { Person } from '../protocol/message'
import type { Member, Role, RoomKind } from '../protocol/room'

/** A room that one is in. Its messages are in its timeline. */
export type Room = Readonly<{
  /** Its id, which is also the name of one that is not direct. */
  room: string
  /** Whether the server has said what it is like; until then it is taken for an open room. */
  known: boolean
  kind: RoomKind
  topic: string
  readOnly: boolean
  keepDays?: number
  keepCount?: number
  /** What one is in it oneself. */
  role: Role
  /** The other one of a direct room, once it is known. */
  peer?: Person
  /** Whether one hears it on this connection; until then what is shown may be old. */
  joined: boolean
  /** Why it could not be joined, if it was refused for good. */
  refused?: Readonly<{ code: string; message: string }>
  /** Up to where one has read. */
  read: number
  unread: number
  mentions: number
  /** When something was last said in it, as far as is known, in milliseconds of the epoch. */
  activeAt: number
  /** After which message the divider of what is unread stands, from the room's opening on. */
  dividerAfter?: number
  draft: Draft
  /** Others who are typing. */
  typing: readonly Typist[]
  members: Members
  /** How many have it open or are there and belong to it; unknown until the server has told. */
  present?: number
  /** How far others have come, by user id. */
  cursors: ReadonlyMap<string, Cursor>
}>

export type Draft = Readonly<{
  text: string
  /** The message it answers. */
  replyTo?: number
  /** The message of one's own that it will replace. */
  editing?: number
}>

export type Typist = Person & Readonly<{ since: number }>

export type Cursor = Readonly<{ delivered: number; read: number }>

/** Who belongs to a room or has it open, by id; whose role is guest does not belong to it. */
export type Members = Readonly<{
  status: 'unknown' | 'loading' | 'known'
  byId: ReadonlyMap<string, Member>
  /** Where to go on if there are more. */
  cursor?: string
}>

/** What of a room outlives the page. */
export type KeptFacts = Readonly<{
  room: string
  draft: string
  read: number
  activeAt: number
  /** How far any of the others has come: the marks of one's own messages. */
  others: Cursor
  /** How far each has come, by user id, of those who came furthest. */
  cursors?: readonly (readonly [user: string, cursor: Cursor])[]
}>

export const EMPTY_DRAFT: Draft = { text: '' }

export const NO_MEMBERS: Members = { status: 'unknown', byId: new Map() }

export function newRoom(room: string): Room {
  return {
    room,
    known: false,
    kind: room.startsWith('direct:') ? 'direct' : 'public',
    topic: '',
    readOnly: false,
    role: 'guest',
    joined: false,
    read: 0,
    unread: 0,
    mentions: 0,
    activeAt: 0,
    draft: EMPTY_DRAFT,
    typing: [],
    members: NO_MEMBERS,
    cursors: new Map(),
  }
}
