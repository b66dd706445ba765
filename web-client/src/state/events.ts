import type { Message, Person } from '../protocol/message'
import type { Attendee } from '../protocol/presence'
import type {
  CursorNews,
  Gone,
  Member,
  Role,
  RoomRecord,
  TypingNews,
  Unread,
} from '../protocol/room'
import type { Opened, Standing } from '../protocol/session'
import type { Outgoing } from './outbox'
import type { Draft, KeptFacts } from './room'
import type { Hole, Run } from './runs'
import type { Failure } from './search'
import type { Ending, Server } from './session'
import type { Settings } from './settings'
import type { Question } from './timeline'
import type { Notice } from './toast'
import type { FileFacts, Upload } from './upload'

/** Everything that can happen to the state. */
export type Event =
  | SessionEvent
  | ConnectionEvent
  | RoomEvent
  | MemberEvent
  | TimelineEvent
  | OutboxEvent
  | UploadEvent
  | QuestionEvent
  | PageEvent

export type SessionEvent =
  | Readonly<{ type: 'server-known'; server: Partial<Server> }>
  /** Somebody is taken to be at the page, before the server has confirmed it. */
  | Readonly<{ type: 'entered'; user: Person; standing: Standing }>
  | Readonly<{ type: 'session-opened'; opened: Opened }>
  | Readonly<{ type: 'session-refreshed'; expiresAt?: number }>
  | Readonly<{ type: 'session-expiring'; expiresAt: number }>
  /** Nobody is at the page any more. What was written stays in the browser, not in the state. */
  | Readonly<{ type: 'signed-out'; why?: Ending }>

export type ConnectionEvent =
  | Readonly<{ type: 'connecting' }>
  | Readonly<{ type: 'connected' }>
  | Readonly<{ type: 'disconnected'; at: number; retryAt: number }>
  | Readonly<{ type: 'turned-away'; code: string; reason: string }>

export type RoomEvent =
  | Readonly<{ type: 'room-added'; room: string }>
  | Readonly<{ type: 'room-joined'; room: string; sequence: number; change: number }>
  | Readonly<{ type: 'room-refused'; room: string; failure: Failure }>
  /** What is on record of a room; with `role` as an answer, without it as news. */
  | Readonly<{ type: 'room-known'; record: RoomRecord; role?: Role }>
  | Readonly<{ type: 'room-removed'; room: string }>
  | Readonly<{ type: 'room-shown'; room: string | undefined }>
  /** What the browser kept of a room. */
  | Readonly<{ type: 'room-kept'; kept: KeptFacts }>
  /** Those are all the rooms that one belongs to. */
  | Readonly<{ type: 'listed'; rooms: readonly string[] }>
  | Readonly<{ type: 'unread-known'; unread: readonly Unread[] }>
  | Readonly<{ type: 'drafted'; room: string; draft: Draft }>
  | Readonly<{ type: 'divider-dismissed'; room: string }>

export type MemberEvent =
  | Readonly<{ type: 'members-asked'; room: string }>
  | Readonly<{
      type: 'members-known'
      room: string
      members: readonly Member[]
      /** Whether these come after others, or are the first. */
      further: boolean
      cursor?: string
    }>
  | Readonly<{ type: 'member-known'; member: Member }>
  | Readonly<{ type: 'member-gone'; gone: Gone }>
  | Readonly<{ type: 'typing'; news: TypingNews; at: number }>
  | Readonly<{ type: 'typing-lapsed'; before: number }>
  | Readonly<{ type: 'cursor-moved'; kind: 'read' | 'delivered'; news: CursorNews }>
  | Readonly<{ type: 'present'; room: string; present: number; people: readonly Attendee[] }>

export type TimelineEvent =
  | Readonly<{ type: 'posted'; message: Message }>
  | Readonly<{ type: 'changed'; message: Message }>
  | Readonly<{ type: 'asked'; room: string; hole: Hole }>
  | Readonly<{ type: 'unasked'; room: string; hole: Hole }>
  | Readonly<{
      type: 'paged'
      room: string
      question: Question
      messages: readonly Message[]
      more: boolean
    }>
  /** What the browser kept of a room's newest messages. */
  | Readonly<{ type: 'page-kept'; room: string; kept: Run }>
  | Readonly<{ type: 'caught-up'; room: string; messages: readonly Message[]; change: number }>
  | Readonly<{ type: 'targeted'; room: string; sequence: number }>
  | Readonly<{ type: 'looked'; room: string; first: number; last: number; atEnd: boolean }>
  | Readonly<{ type: 'visible'; visible: boolean }>
  /** One has read up to there oneself. */
  | Readonly<{ type: 'read'; room: string; sequence: number }>

export type OutboxEvent =
  /** What the browser kept from before. */
  | Readonly<{ type: 'outbox-read'; outbox: readonly Outgoing[] }>
  /** What another tab has of one. */
  | Readonly<{ type: 'outgoing-heard'; outgoing: Outgoing }>
  | Readonly<{ type: 'composed'; outgoing: Outgoing }>
  | Readonly<{ type: 'sending'; clientId: string }>
  | Readonly<{ type: 'stored'; clientId: string; message: Message }>
  | Readonly<{ type: 'send-refused'; clientId: string; failure: Failure; retry: boolean }>
  | Readonly<{ type: 'send-again'; clientId: string }>
  | Readonly<{ type: 'discarded'; clientId: string }>

export type UploadEvent =
  | Readonly<{ type: 'upload-begun'; upload: Upload }>
  | Readonly<{ type: 'upload-moved'; key: string; progress: number }>
  | Readonly<{ type: 'uploaded'; key: string; file: string }>
  | Readonly<{ type: 'upload-failed'; key: string; failure: Failure }>
  | Readonly<{ type: 'uploads-taken'; keys: readonly string[] }>
  | Readonly<{ type: 'file-known'; file: string; facts: FileFacts }>

export type QuestionEvent =
  | Readonly<{ type: 'searching'; words: string; room?: string; further: boolean }>
  | Readonly<{
      type: 'found'
      words: string
      found: readonly Message[]
      more: boolean
      before?: number
    }>
  | Readonly<{ type: 'search-failed'; failure: Failure }>
  | Readonly<{ type: 'search-cleared' }>
  | Readonly<{ type: 'browsing'; words: string; further: boolean }>
  | Readonly<{ type: 'browsed'; words: string; rooms: readonly RoomRecord[]; cursor?: string }>
  | Readonly<{ type: 'browse-failed'; failure: Failure }>

export type PageEvent =
  | Readonly<{ type: 'settings-changed'; change: Partial<Settings> }>
  | Readonly<{ type: 'noticed'; key: string; at: number; notice: Notice }>
  | Readonly<{ type: 'toast-dismissed'; key: string }>
