import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Outgoing } from '../state/outbox'
import type { KeptFacts } from '../state/room'
import type { Vault } from './vault'

type Key = [owner: string, name: string]

interface Schema extends DBSchema {
  outbox: { key: Key; value: Outgoing }
  rooms: { key: Key; value: KeptFacts }
  leases: { key: string; value: Readonly<{ tab: string; until: number }> }
}

const NAME = 'natter'
const VERSION = 1

/** The vault in the browser's database. */
export async function browserVault(): Promise<Vault> {
  const db = await openDB<Schema>(NAME, VERSION, {
    upgrade: (fresh) => {
      fresh.createObjectStore('outbox')
      fresh.createObjectStore('rooms')
      fresh.createObjectStore('leases')
    },
    // A newer page wants to change the database: this one lets go, and asks for it again if need be.
    blocking: (_, __, event) => {
      ;(event.target as IDBDatabase | null)?.close()
    },
  })
  return {
    outbox: async (owner) => {
      const kept = await db.getAll('outbox', allOf(owner))
      return kept.sort((a, b) => a.at - b.at)
    },
    keep: async (owner, outgoing) => {
      await db.put('outbox', outgoing, [owner, outgoing.clientId])
    },
    drop: (owner, clientId) => db.delete('outbox', [owner, clientId]),
    rooms: (owner) => db.getAll('rooms', allOf(owner)),
    keepRoom: async (owner, room) => {
      await db.put('rooms', room, [owner, room.room])
    },
    dropRoom: (owner, room) => db.delete('rooms', [owner, room]),
    lease: (owner, tab, now, until) => lease(db, owner, tab, now, until),
  }
}

/** Every key that begins with the owner: an empty list comes after any text. */
function allOf(owner: string): IDBKeyRange {
  return IDBKeyRange.bound([owner], [owner, []])
}

async function lease(
  db: IDBPDatabase<Schema>,
  owner: string,
  tab: string,
  now: number,
  until: number,
): Promise<boolean> {
  const transaction = db.transaction('leases', 'readwrite')
  const held = await transaction.store.get(owner)
  const isFree = held === undefined || held.tab === tab || held.until <= now
  if (isFree) await transaction.store.put({ tab, until }, owner)
  await transaction.done
  return isFree
}
