import type { Link } from '../connection/link'
import type { Store } from '../state/store'

/** What an action works with. */
export type Chat = Readonly<{
  store: Store
  link: Link
  now: () => number
  pause: (millis: number) => Promise<void>
  /** A new idempotency key that nobody can guess. */
  newKey: () => string
}>
