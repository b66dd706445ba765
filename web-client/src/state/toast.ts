import type { Departure } from '../protocol/room'

/** Something that one is told in passing; the words are the views' matter. */
export type Toast = Readonly<{ key: string; at: number }> & Notice

export type Notice =
  /** Something that the user asked for was refused. */
  | Readonly<{ kind: 'refused'; code: string; message: string }>
  | Readonly<{ kind: 'removed'; room: string; why: Departure }>
  | Readonly<{ kind: 'invited'; room: string; direct: boolean; by: string }>
  | Readonly<{ kind: 'expiring'; expiresAt: number }>
  /** What was written cannot be kept in this browser: it lasts as long as the page. */
  | Readonly<{ kind: 'not-kept' }>
  /** The user asked for something, and it was done. */
  | Readonly<{ kind: 'done'; what: 'password-changed' | 'signed-out-everywhere' }>
