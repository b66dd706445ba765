/** What is known of somebody, by user id. */
export type Acquaintance = Readonly<{
  id: string
  name: string
  /** Whether it is there; unknown until the server has told. */
  online?: boolean
  /** When it was there last, in milliseconds of the epoch. */
  lastSeen?: number
}>
