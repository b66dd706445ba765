import type { KeptFacts, Room } from '../state/room'
import { ownerOf } from '../state/selectors'
import type { Store } from '../state/store'
import type { Vault } from '../storage/vault'

/** How long changes are gathered before they are written. */
const GATHERED_MILLIS = 400

/** Of how many others it is kept who has read up to where. */
const MOST_CURSORS = 100

export type KeepRooms = Readonly<{
  onChange: () => void
  /** Writes at once what is gathered: the page may be about to go. */
  flush: () => void
}>

/** Keeps drafts, what was read, and in which rooms one is. */
export function keepRooms(
  store: Store,
  vault: Vault,
  after: (millis: number, work: () => void) => void,
  onFault: (fault: unknown) => void,
): KeepRooms {
  let owner = ''
  let seen: ReadonlyMap<string, Room> = new Map()
  let known = new Map<string, string>()
  const due = new Set<string>()

  const flush = (): void => {
    for (const id of due) {
      const room = store.state().rooms.get(id)
      if (room !== undefined && ownerOf(store.state()) === owner) write(room)
    }
    due.clear()
  }
  const write = (room: Room): void => {
    const facts = factsOf(room)
    const spelled = JSON.stringify(facts)
    if (known.get(room.room) === spelled) return
    known.set(room.room, spelled)
    vault.keepRoom(owner, facts).catch(onFault)
  }
  return {
    flush,
    onChange: () => {
      const state = store.state()
      if (ownerOf(state) !== owner) {
        owner = ownerOf(state)
        seen = new Map()
        known = new Map()
        due.clear()
      }
      if (owner === '' || state.rooms === seen) return
      for (const id of seen.keys()) {
        if (!state.rooms.has(id)) {
          known.delete(id)
          vault.dropRoom(owner, id).catch(onFault)
        }
      }
      if (due.size === 0) after(GATHERED_MILLIS, flush)
      for (const [id, room] of state.rooms) if (seen.get(id) !== room) due.add(id)
      seen = state.rooms
    },
  }
}

function factsOf({ room, draft, read, activeAt, cursors }: Room): KeptFacts {
  const named = [...cursors]
    .filter(([user]) => user !== '')
    .sort(([, one], [, other]) => other.read - one.read)
    .slice(0, MOST_CURSORS)
  const others = [...cursors.values()].reduce(
    (most, cursor) => ({
      read: Math.max(most.read, cursor.read),
      delivered: Math.max(most.delivered, cursor.delivered),
    }),
    { read: 0, delivered: 0 },
  )
  // The text of an edit is not a draft.
  const text = draft.editing === undefined ? draft.text : ''
  return { room, draft: text, read, activeAt, others, cursors: named }
}
