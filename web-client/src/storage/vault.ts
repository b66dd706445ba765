import type { Outgoing } from '../state/outbox'
import type { KeptFacts } from '../state/room'
import type { KeptPage } from './pages'

/**
 * What outlives the page: messages on their way, drafts, rooms. Everything belongs to an owner, so
 * that nobody finds what another wrote in the same browser. All tabs share it.
 */
export type Vault = Readonly<{
  outbox: (owner: string) => Promise<readonly Outgoing[]>
  keep: (owner: string, outgoing: Outgoing) => Promise<void>
  drop: (owner: string, clientId: string) => Promise<void>
  rooms: (owner: string) => Promise<readonly KeptFacts[]>
  keepRoom: (owner: string, room: KeptFacts) => Promise<void>
  dropRoom: (owner: string, room: string) => Promise<void>
  /** The newest messages of rooms, kept for one user: another guest of the browser is another. */
  pages: (user: string) => Promise<readonly KeptPage[]>
  /** Keeps one, and of all that the user has no more than `most`: the oldest goes first. */
  keepPage: (user: string, page: KeptPage, most: number) => Promise<void>
  dropPage: (user: string, room: string) => Promise<void>
  /** Lets go of the pages of everybody. */
  wipePages: () => Promise<void>
  /**
   * Takes, or prolongs, the right to send for an owner; of all tabs one has it at a time.
   *
   * @param until when it ends if it is not prolonged, so that a closed tab does not hold it for long
   * @return whether this tab has it
   */
  lease: (owner: string, tab: string, now: number, until: number) => Promise<boolean>
}>

/** One that lasts as long as the page: for tests, and for browsers that keep nothing. */
export function memoryVault(): Vault {
  const outbox = new Map<string, Outgoing>()
  const rooms = new Map<string, KeptFacts>()
  const pages = new Map<string, KeptPage>()
  const leases = new Map<string, { tab: string; until: number }>()
  const key = (owner: string, name: string): string => JSON.stringify([owner, name])
  const ofOwner = <Value>(all: ReadonlyMap<string, Value>, owner: string): readonly Value[] =>
    [...all].flatMap(([id, value]) => (isOf(id, owner) ? [value] : []))
  return {
    outbox: (owner) => Promise.resolve(ofOwner(outbox, owner)),
    keep: (owner, outgoing) => done(outbox.set(key(owner, outgoing.clientId), outgoing)),
    drop: (owner, clientId) => done(outbox.delete(key(owner, clientId))),
    rooms: (owner) => Promise.resolve(ofOwner(rooms, owner)),
    keepRoom: (owner, room) => done(rooms.set(key(owner, room.room), room)),
    dropRoom: (owner, room) => done(rooms.delete(key(owner, room))),
    pages: (user) => Promise.resolve(ofOwner(pages, user)),
    keepPage: (user, page, most) => {
      pages.set(key(user, page.room), page)
      for (const old of surplus(ofOwner(pages, user), most)) pages.delete(key(user, old.room))
      return Promise.resolve()
    },
    dropPage: (user, room) => done(pages.delete(key(user, room))),
    wipePages: () => {
      pages.clear()
      return Promise.resolve()
    },
    lease: (owner, tab, now, until) => {
      const held = leases.get(owner)
      if (held !== undefined && held.tab !== tab && held.until > now) return Promise.resolve(false)
      leases.set(owner, { tab, until })
      return Promise.resolve(true)
    },
  }
}

/** Those that have to go so that no more than so many are left: the oldest. */
export function surplus(pages: readonly KeptPage[], most: number): readonly KeptPage[] {
  return pages.length <= most ? [] : [...pages].sort((a, b) => b.at - a.at).slice(most)
}

function isOf(id: string, owner: string): boolean {
  return id.startsWith(`${JSON.stringify([owner]).slice(0, -1)},`)
}

async function done(change: unknown): Promise<void> {
  await Promise.resolve(change)
}
