import type { Room } from './room'
import type { State } from './state'
import type { Timeline } from './timeline'

/** Copies with one thing changed. What is not there is left alone. */

export function withRoom(state: State, room: string, change: (known: Room) => Room): State {
  const known = state.rooms.get(room)
  if (known === undefined) return state
  const changed = change(known)
  return changed === known ? state : { ...state, rooms: put(state.rooms, room, changed) }
}

export function withTimeline(
  state: State,
  room: string,
  change: (known: Timeline) => Timeline,
): State {
  const known = state.timelines.get(room)
  if (known === undefined) return state
  const changed = change(known)
  return changed === known ? state : { ...state, timelines: put(state.timelines, room, changed) }
}

export function put<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
  value: Value,
): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value)
}

export function without<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
): ReadonlyMap<Key, Value> {
  if (!map.has(key)) return map
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

/** Without one optional member. */
export function less<Value extends object, Name extends keyof Value>(
  value: Value,
  name: Name,
): Omit<Value, Name> {
  const { [name]: dropped, ...rest } = value
  return rest
}
