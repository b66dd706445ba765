/** How things stand with the server. */
export type Connection =
  | Readonly<{ status: 'idle' }>
  | Readonly<{ status: 'connecting' }>
  | Readonly<{ status: 'online' }>
  /** Lost, or never reached; it is tried again by itself. */
  | Readonly<{ status: 'offline'; since: number }>
  /** Refused or ended by the server; it is tried again only on request. */
  | Readonly<{ status: 'refused'; reason: string }>

export const IDLE: Connection = { status: 'idle' }

export function connecting(): Connection {
  return { status: 'connecting' }
}

export function connected(): Connection {
  return { status: 'online' }
}

/** Several failed attempts in a row are one absence. */
export function disconnected(connection: Connection, at: number): Connection {
  return connection.status === 'offline' ? connection : { status: 'offline', since: at }
}

export function turnedAway(reason: string): Connection {
  return { status: 'refused', reason }
}
