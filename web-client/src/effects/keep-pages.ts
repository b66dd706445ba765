import { me } from '../state/selectors'
import { INITIAL, type State } from '../state/state'
import type { Store } from '../state/store'
import type { Timeline } from '../state/timeline'
import type { Memory } from '../storage/memory'
import { KEPT_ROOMS, type KeptPage, pageOf } from '../storage/pages'
import type { Vault } from '../storage/vault'

/** How long changes are gathered before they are written. */
const GATHERED_MILLIS = 2_000

type Clock = Readonly<{ now: () => number; after: (millis: number, work: () => void) => unknown }>

export type KeepPages = Readonly<{
  onChange: () => void
  /** Writes at once what is gathered: the page may be about to go. */
  flush: () => void
}>

/**
 * Keeps the newest messages of the rooms that were shown lately, and shows them to who comes back,
 * until the server has told what is there now. Who signs out takes them along.
 */
export function keepPages(
  store: Store,
  vault: Vault,
  memory: Memory,
  clock: Clock,
  onFault: (fault: unknown) => void,
): KeepPages {
  let user = ''
  let shown = new Set<string>()
  let seen: Pick<State, 'timelines' | 'rooms'> = INITIAL
  const due = new Set<string>()
  /** Those that were read and whose rooms are not known yet. */
  let waiting: readonly KeptPage[] = []
  let isWiped = false

  const begin = (who: string): void => {
    user = who
    shown = new Set()
    seen = INITIAL
    due.clear()
    waiting = []
    if (who !== '') void load(who)
  }
  const load = async (who: string): Promise<void> => {
    try {
      const pages = await vault.pages(who)
      if (user === who) waiting = pages
      restore()
    } catch (fault) {
      onFault(fault)
    }
  }
  const restore = (): void => {
    const { timelines } = store.state()
    const here = waiting.filter(({ room }) => timelines.has(room))
    if (here.length === 0) return
    waiting = waiting.filter((page) => !here.includes(page))
    for (const kept of here) store.dispatch({ type: 'page-kept', room: kept.room, kept })
  }
  const flush = (): void => {
    const { timelines } = store.state()
    for (const room of due) {
      const timeline = timelines.get(room)
      if (timeline !== undefined) write(timeline)
    }
    due.clear()
  }
  const write = (timeline: Timeline): void => {
    const page = pageOf(timeline, clock.now())
    if (page === undefined || keeper(store.state(), memory) !== user) return
    vault.keepPage(user, page, KEPT_ROOMS).catch(onFault)
  }
  const drop = (room: string): void => {
    shown.delete(room)
    due.delete(room)
    vault.dropPage(user, room).catch(onFault)
  }
  return {
    flush,
    onChange: () => {
      const state = store.state()
      if (state.session.status === 'nobody') {
        if (!isWiped) vault.wipePages().catch(onFault)
        isWiped = true
        begin('')
        return
      }
      isWiped = false
      if (state.timelines === seen.timelines && state.rooms === seen.rooms) return
      const who = keeper(state, memory)
      if (who !== user) begin(who)
      if (user === '') return
      for (const [room, { refused }] of seen.rooms) {
        const isOut = refused === undefined && isClosed(state, room)
        if (isOut) drop(room)
      }
      if (state.open !== undefined && !isClosed(state, state.open)) shown.add(state.open)
      const before = due.size
      for (const room of shown) {
        const timeline = state.timelines.get(room)
        if (timeline?.runs !== seen.timelines.get(room)?.runs) due.add(room)
      }
      if (before === 0 && due.size > 0) clock.after(GATHERED_MILLIS, flush)
      seen = state
      restore()
    },
  }
}

/** Whether one is not in a room any more, or may not enter it. */
function isClosed({ rooms }: State, room: string): boolean {
  const known = rooms.get(room)
  return known === undefined || known.refused !== undefined
}

/** For whom pages are kept: the user who is remembered, which in another tab may have changed. */
function keeper(state: State, memory: Memory): string {
  const { id } = me(state)
  return memory.identity()?.id === id ? id : ''
}
