import type { RoomKind } from './room'
import * as replies from './replies'

/** The most messages of one page of history. */
export const PAGE_LIMIT = 200

/** The most items of one page of rooms, members or unread counts. */
export const LIST_LIMIT = 200

/** With what a connection is opened: the cookie, which no script reads, says who it is. */
export const CREDENTIALS = { dialect: 'natter', by: 'cookie' } as const

type InRoom = Readonly<{ room: string }>
type OfUser = InRoom & Readonly<{ user: string }>
type Place = InRoom & Readonly<{ sequence: number }>
type Page = Readonly<{ cursor?: string; limit?: number }>
type Wishes = Readonly<{ topic?: string; readOnly?: boolean; kind?: Exclude<RoomKind, 'direct'> }>

/** What is asked of the server, by event. */
export type Requests = Readonly<{
  join: string
  leave: string
  history: InRoom &
    Readonly<{ after?: number; before?: number; around?: number; since?: string; limit?: number }>
  search: Readonly<{ words: string; room?: string; before?: number; limit?: number }>
  'message:send': InRoom &
    Readonly<{ body: unknown; clientId: string; replyTo?: number; files?: readonly string[] }>
  'message:edit': Place & Readonly<{ body: unknown }>
  'message:delete': Place
  'message:react': Place & Readonly<{ emoji: string; on: boolean }>
  'message:edits': Place
  'room:changes': InRoom & Readonly<{ after: number; limit?: number }>
  'room:create': InRoom & Wishes
  'room:list': Page & Readonly<{ words?: string }>
  'room:show': InRoom
  'room:update': InRoom & Wishes & Readonly<{ keepDays?: number; keepCount?: number }>
  'room:members': InRoom & Page
  'room:invite': OfUser
  'room:kick': OfUser
  'room:ban': OfUser & Readonly<{ reason?: string }>
  'room:unban': OfUser
  'room:mute': OfUser & Readonly<{ forMs: number }>
  'room:unmute': OfUser
  'room:role': OfUser & Readonly<{ role: 'member' | 'moderator' | 'owner' }>
  'presence:list': InRoom & Page
  'direct:open': Readonly<{ user: string }>
  'typing:set': InRoom & Readonly<{ typing: boolean }>
  'read:set': Place
  'delivered:set': Place
  'unread:list': Page
  /** Without a token it goes on with the cookie, which was renewed. */
  'session:refresh': Readonly<{ token?: string }>
}>

export type RequestName = keyof Requests

type Parser<Reply> = (given: Readonly<Record<string, unknown>>) => Reply | undefined

/** How the answers are read, by event; what is refused is read alike for all. */
export const REPLIES = {
  join: replies.parseJoined,
  leave: replies.parseDone,
  history: replies.parseHistory,
  search: replies.parseFound,
  'message:send': replies.parseSent,
  'message:edit': replies.parseAmended,
  'message:delete': replies.parseAmended,
  'message:react': replies.parseAmended,
  'message:edits': replies.parseEdits,
  'room:changes': replies.parseChanges,
  'room:create': replies.parseRoomSeen,
  'room:list': replies.parseRoomsSeen,
  'room:show': replies.parseRoomSeen,
  'room:update': replies.parseRoomSeen,
  'room:members': replies.parseMembersSeen,
  'room:invite': replies.parseMemberSeen,
  'room:kick': replies.parseMemberSeen,
  'room:ban': replies.parseMemberSeen,
  'room:unban': replies.parseMemberSeen,
  'room:mute': replies.parseMemberSeen,
  'room:unmute': replies.parseMemberSeen,
  'room:role': replies.parseMemberSeen,
  'presence:list': replies.parsePresenceSeen,
  'direct:open': replies.parseRoomSeen,
  'typing:set': replies.parseDone,
  'read:set': replies.parseDone,
  'delivered:set': replies.parseDone,
  'unread:list': replies.parseUnreadSeen,
  'session:refresh': replies.parseRefreshed,
} as const satisfies Readonly<Record<RequestName, Parser<unknown>>>

export type Replies = {
  readonly [Name in RequestName]: NonNullable<ReturnType<(typeof REPLIES)[Name]>>
}
