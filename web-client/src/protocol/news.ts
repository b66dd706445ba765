import { parseMessage } from './message'
import { parsePresenceNews } from './presence'
import {
  parseCursorNews,
  parseGone,
  parseInvitation,
  parseMember,
  parseRemoval,
  parseRoom,
  parseTypingNews,
  parseUnread,
} from './room'
import { parseEnded, parseExpiring, parseOpened } from './session'

/** How that is read which the server tells by itself; what cannot be understood is left out. */
export const NEWS = {
  'session:opened': parseOpened,
  'session:expiring': parseExpiring,
  'session:ended': parseEnded,
  'message:posted': parseMessage,
  'message:changed': parseMessage,
  'room:changed': parseRoom,
  'room:invited': parseInvitation,
  'room:removed': parseRemoval,
  'member:joined': parseMember,
  'member:changed': parseMember,
  'member:left': parseGone,
  'typing:changed': parseTypingNews,
  'read:moved': parseCursorNews,
  'delivered:moved': parseCursorNews,
  'presence:changed': parsePresenceNews,
  'unread:changed': parseUnread,
} as const

export type NewsName = keyof typeof NEWS

export type News = {
  readonly [Name in NewsName]: NonNullable<ReturnType<(typeof NEWS)[Name]>>
}
