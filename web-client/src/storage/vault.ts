import type { Outgoing } from '../state/outbox'
import type { KeptFacts } from '../state/room'

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
    lease: (owner, tab, now, until) => {
      const held = leases.get(owner)
      if (held !== undefined && held.tab !== tab && held.until > now) return Promise.resolve(false)
      leases.set(owner, { tab, until })
      return Promise.resolve(true)
    },
  }
}

function isOf(id: string, owner: string): boolean {
  return id.startsWith(`${JSON.stringify([owner]).slice(0, -1)},`)
}

async function done(change: unknown): Promise<void> {
  await Promise.resolve(change)
}
