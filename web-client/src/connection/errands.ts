import type { Room } from '../state/room'
import { LOBBY, type State } from '../state/state'
import { wanted, type Wanted } from '../state/timeline'

/** Something to ask the server so that the state is whole again. */
export type Errand =
  | Readonly<{ kind: 'list' }>
  | Readonly<{ kind: 'enter'; room: string }>
  | Readonly<{ kind: 'join'; room: string }>
  | Readonly<{ kind: 'show'; room: string }>
  | Readonly<{ kind: 'members'; room: string }>
  | Readonly<{ kind: 'present'; room: string }>
  | Readonly<{ kind: 'read'; room: string; wanted: Wanted }>

/** What was done on this connection, and need not or cannot be done again. */
export type Done = Readonly<{
  listed: boolean
  /** By kind and room. */
  over: ReadonlySet<string>
}>

export function nameOf(errand: Errand): string {
  return 'room' in errand ? `${errand.kind} ${errand.room}` : errand.kind
}

/** What to ask next: first where one is, then for the room that is looked at, then for the others. */
export function nextErrand(state: State, done: Done): Errand | undefined {
  if (!done.listed) return { kind: 'list' }
  const fits = (errand: Errand | undefined): errand is Errand =>
    errand !== undefined && !done.over.has(nameOf(errand))
  const shown = state.open === undefined ? undefined : ofShown(state, state.open)
  const first = shown?.find(fits)
  if (first !== undefined) return first
  if (state.rooms.size === 0) return [{ kind: 'enter', room: LOBBY } as const].find(fits)
  for (const room of state.rooms.values()) {
    const due = [
      room.joined || room.refused !== undefined ? undefined : join(room.room),
      room.known || !room.joined ? undefined : show(room.room),
      isFaceless(room) ? members(room.room) : undefined,
      isDirect(room) && room.present === undefined ? present(room.room) : undefined,
    ].find(fits)
    if (due !== undefined) return due
  }
  return undefined
}

function ofShown(state: State, id: string): readonly (Errand | undefined)[] {
  const room = state.rooms.get(id)
  const timeline = state.timelines.get(id)
  if (room === undefined || timeline === undefined) return []
  if (!room.joined) return room.refused === undefined ? [join(id)] : []
  const next = wanted(timeline)
  return [
    next === undefined ? undefined : { kind: 'read', room: id, wanted: next },
    room.known ? undefined : show(id),
    room.members.status === 'unknown' ? members(id) : undefined,
    room.present === undefined ? present(id) : undefined,
  ]
}

/** Whether it is not known yet with whom one shares a direct room. */
function isFaceless(room: Room): boolean {
  return isDirect(room) && room.members.status === 'unknown'
}

function isDirect({ kind, joined }: Room): boolean {
  return kind === 'direct' && joined
}

function present(room: string): Errand {
  return { kind: 'present', room }
}

function join(room: string): Errand {
  return { kind: 'join', room }
}

function show(room: string): Errand {
  return { kind: 'show', room }
}

function members(room: string): Errand {
  return { kind: 'members', room }
}
