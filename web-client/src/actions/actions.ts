import type { Settings } from '../state/settings'
import type { Role, RoomKind, State } from '../state/state'

/** How something that was asked of the server went; refusals carry a code and a sentence. */
export type Outcome = Readonly<{ ok: true }> | Refused
export type Refused = Readonly<{ ok: false; code: string; message: string; retryAfterMs?: number }>

/** Whether a draft could be sent; `uploading` waits for its files. */
export type SendOutcome = 'sent' | 'done' | 'empty' | 'too-large' | 'uploading' | 'no-command'

/**
 * Everything a user can do. What answers nothing shows in the state; a refusal of it becomes a
 * toast. What gives an outcome leaves telling of a refusal to its caller.
 */
export type Actions = SessionActions &
  RoomActions &
  ModerationActions &
  MessageActions &
  ComposerActions &
  TimelineActions &
  PageActions

export type SessionActions = Readonly<{
  enterAsGuest: (name: string) => Promise<Outcome>
  signIn: (name: string, password: string) => Promise<Outcome>
  register: (name: string, password: string) => Promise<Outcome>
  /** With a token of another issuer, or of a bot. */
  enterWithToken: (token: string) => Promise<Outcome>
  signOut: () => void
  signOutEverywhere: () => Promise<Outcome>
  changePassword: (current: string, next: string) => Promise<Outcome>
  /** Tries to connect at once. */
  connectNow: () => void
}>

export type RoomActions = Readonly<{
  /** Shows a room that one is in. */
  openRoom: (room: string) => void
  /** Shows no room, as a small screen does with the list of rooms. */
  closeRoom: () => void
  /** Enters a room by its name, and shows it. */
  joinRoom: (room: string) => Promise<Outcome>
  createRoom: (wish: RoomWish) => Promise<Outcome>
  /** Opens the room that one shares with somebody, and shows it. */
  openDirect: (user: string) => Promise<Outcome>
  leaveRoom: (room: string) => Promise<Outcome>
  updateRoom: (room: string, patch: RoomPatch) => Promise<Outcome>
  /** Looks for public rooms; the answer is in `state.browse`. */
  browse: (words: string) => void
  browseMore: () => void
  /** Asks for the members, or for more of them if there are. */
  loadMembers: (room: string) => void
  muteRoom: (room: string, muted: boolean) => void
}>

export type RoomWish = Readonly<{
  room: string
  kind: Exclude<RoomKind, 'direct'>
  topic?: string
  readOnly?: boolean
}>

export type RoomPatch = Readonly<{
  topic?: string
  readOnly?: boolean
  kind?: Exclude<RoomKind, 'direct'>
  keepDays?: number
  keepCount?: number
}>

export type ModerationActions = Readonly<{
  invite: (room: string, user: string) => Promise<Outcome>
  kick: (room: string, user: string) => Promise<Outcome>
  ban: (room: string, user: string, reason?: string) => Promise<Outcome>
  unban: (room: string, user: string) => Promise<Outcome>
  muteMember: (room: string, user: string, forMs: number) => Promise<Outcome>
  unmuteMember: (room: string, user: string) => Promise<Outcome>
  setRole: (room: string, user: string, role: Exclude<Role, 'guest'>) => Promise<Outcome>
}>

export type MessageActions = Readonly<{
  /** Tries again what failed. */
  retry: (clientId: string) => void
  /** Gives up what failed or waits. */
  discard: (clientId: string) => void
  deleteMessage: (room: string, sequence: number) => Promise<Outcome>
  react: (room: string, sequence: number, emoji: string, on: boolean) => Promise<Outcome>
  /** What a message said before, oldest first, for moderators. */
  edits: (room: string, sequence: number) => Promise<readonly Edit[] | Refused>
  /** Asks for name, type and size of a file that a message names; the answer is in `state.files`. */
  showFile: (file: string) => void
}>

export type Edit = Readonly<{ text: string; at: number }>

export type ComposerActions = Readonly<{
  /** Keeps what is being written, and tells others that one types. */
  write: (room: string, text: string) => void
  answer: (room: string, sequence: number) => void
  edit: (room: string, sequence: number) => void
  /** Edits the last message of one's own; false if there is none. */
  editLast: (room: string) => boolean
  /** Neither answers nor edits any longer. */
  cancelAnswerOrEdit: (room: string) => void
  /**
   * Sends the draft with its uploaded files, or brings the edit to the server, or obeys a command
   * such as `/topic`; a command that is not known here goes to the server as a message.
   */
  send: (room: string) => SendOutcome
  attach: (room: string, files: readonly File[]) => void
  detach: (key: string) => void
}>

export type TimelineActions = Readonly<{
  /** Fetches the page at one end of a gap: the end that came into view. */
  loadGap: (room: string, gap: Gap, end: 'after' | 'before') => void
  /** Shows a message with those around it. */
  jumpTo: (room: string, sequence: number) => Promise<Outcome>
  jumpToLatest: (room: string) => void
  /** Says what stands on the screen: what is read follows from it, and what is kept in memory. */
  looksAt: (room: string, first: number, last: number, atEnd: boolean) => void
  /** Takes the divider of what is unread away. */
  dismissDivider: (room: string) => void
  search: (words: string, room?: string) => void
  searchMore: () => void
  clearSearch: () => void
}>

export type Gap = Readonly<{ after: number; before: number }>

export type PageActions = Readonly<{
  changeSettings: (change: Partial<Settings>) => void
  /** Asks the browser for leave to notify; true if it gave it. To be called from a click. */
  allowNotifications: () => Promise<boolean>
  dismissToast: (key: string) => void
}>

/** Reads the state, and tells of every change of it. */
export type Watched = Readonly<{
  state: () => State
  /** Answers with what ends it. */
  subscribe: (listener: () => void) => () => void
}>
