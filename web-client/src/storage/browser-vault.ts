import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Outgoing } from '../state/outbox'
import type { KeptFacts } from '../state/room'
import type { KeptPage } from './pages'
import { surplus, type Vault } from './vault'

type Key = [owner: string, name: string]

interface Schema extends DBSchema {
  outbox: { key: Key; value: Outgoing }
  rooms: { key: Key; value: KeptFacts }
  pages: { key: Key; value: KeptPage }
  leases: { key: string; value: Readonly<{ tab: string; until: number }> }
}

const NAME = 'natter'
const VERSION = 2

/** The vault in the browser's database. */
export async function browserVault(): Promise<Vault> {
  const db = await openDB<Schema>(NAME, VERSION, {
    upgrade: (older, from) => {
      if (from < 1) {
        older.createObjectStore('outbox')
        older.createObjectStore('rooms')
        older.createObjectStore('leases')
      }
      older.createObjectStore('pages')
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
      await putNow(db, 'outbox', outgoing, [owner, outgoing.clientId])
    },
    drop: (owner, clientId) => db.delete('outbox', [owner, clientId]),
    rooms: (owner) => db.getAll('rooms', allOf(owner)),
    keepRoom: async (owner, room) => {
      await putNow(db, 'rooms', room, [owner, room.room])
    },
    dropRoom: (owner, room) => db.delete('rooms', [owner, room]),
    pages: (user) => db.getAll('pages', allOf(user)),
    keepPage: (user, page, most) => keepPage(db, user, page, most),
    dropPage: (user, room) => db.delete('pages', [user, room]),
    wipePages: () => db.clear('pages'),
    lease: (owner, tab, now, until) => lease(db, owner, tab, now, until),
  }
}

/** Commits at once: by itself a transaction ends a moment later, when the page may have gone. */
async function putNow<Name extends 'outbox' | 'rooms'>(
  db: IDBPDatabase<Schema>,
  name: Name,
  value: Schema[Name]['value'],
  key: Key,
): Promise<void> {
  const transaction = db.transaction(name, 'readwrite')
  const put = transaction.store.put(value, key)
  transaction.commit()
  await Promise.all([put, transaction.done])
}

/** Every key that begins with the owner: an empty list comes after any text. */
function allOf(owner: string): IDBKeyRange {
  return IDBKeyRange.bound([owner], [owner, []])
}

/** Counts first, as the pages themselves are read only where there are too many. */
async function keepPage(
  db: IDBPDatabase<Schema>,
  user: string,
  page: KeptPage,
  most: number,
): Promise<void> {
  const transaction = db.transaction('pages', 'readwrite')
  const { store } = transaction
  await store.put(page, [user, page.room])
  if ((await store.count(allOf(user))) > most) {
    const old = surplus(await store.getAll(allOf(user)), most)
    await Promise.all(old.map(({ room }) => store.delete([user, room])))
  }
  await transaction.done
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
