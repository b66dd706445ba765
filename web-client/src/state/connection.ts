/** How things stand with the server. */
export type Connection =
  | Readonly<{ status: 'idle' }>
  | Readonly<{ status: 'connecting' }>
  | Readonly<{ status: 'online' }>
  /**
   * Lost, or never reached; it is tried again by itself at `retryAt`, in milliseconds of the epoch,
   * for a countdown.
   */
  | Readonly<{ status: 'offline'; since: number; retryAt: number }>
  /** Refused or ended by the server; it is tried again only on request. */
  | Readonly<{ status: 'refused'; code: string; reason: string }>

export const IDLE: Connection = { status: 'idle' }
