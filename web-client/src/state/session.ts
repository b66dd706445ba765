import type { Person } from '../protocol/message'
import type { Standing } from '../protocol/session'

/** Who is at this page. */
export type Session =
  /** It is being found out whether somebody is signed in. */
  | Readonly<{ status: 'starting' }>
  /** The sign-in page is due; `why` says what ended the session before, if it was not the user. */
  | Readonly<{ status: 'nobody'; why?: Ending }>
  | Readonly<{
      status: 'somebody'
      /** The id is empty until the server has said it, at a guest's first connection. */
      user: Person
      standing: Standing
      /** When the session ends unless it is refreshed, in milliseconds of the epoch. */
      expiresAt?: number
    }>

export type Ending = Readonly<{ code: string; message: string }>

/** What the server lets people do, as it says itself; the defaults until it has. */
export type Server = Readonly<{
  guests: boolean
  accounts: boolean
  tokens: boolean
  registration: boolean
  maxNameLength: number
  minPasswordLength: number
  maxBodyBytes: number
  maxFileBytes: number
  maxFilesPerMessage: number
}>

export const SERVER_DEFAULTS: Server = {
  guests: true,
  accounts: true,
  tokens: true,
  registration: true,
  maxNameLength: 40,
  minPasswordLength: 8,
  maxBodyBytes: 64 * 1024,
  maxFileBytes: 10 * 1024 * 1024,
  maxFilesPerMessage: 10,
}
