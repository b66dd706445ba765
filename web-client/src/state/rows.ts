import type { Message } from '../protocol/message'
import { Lines, type Place } from './lines'
import type { Room } from './room'
import type { Row } from './row'
import { holes, isGrown, type Run, type Runs } from './runs'
import { me } from './selectors'
import type { State } from './state'
import type { Timeline } from './timeline'

export type * from './row'

type Made = Readonly<{ from: readonly unknown[]; rows: readonly Row[] }>

const lastMade = new WeakMap<Timeline, Made>()

/** The rows of a room that one is in, oldest first; the same list while nothing of it changes. */
export function timelineRows(state: State, room: string): readonly Row[] {
  const timeline = state.timelines.get(room)
  const known = state.rooms.get(room)
  if (timeline === undefined || known === undefined) return []
  const from = [known.dividerAfter, known.cursors, state.outbox, me(state).id]
  const made = lastMade.get(timeline)
  if (made !== undefined && isSame(made.from, from)) return made.rows
  const rows = make(state, known, timeline)
  lastMade.set(timeline, { from, rows })
  return rows
}

function make(state: State, room: Room, timeline: Timeline): readonly Row[] {
  const lines = new Lines(timeline, room, me(state))
  addStored(lines, room, timeline, me(state).id)
  const end = timeline.runs.at(-1)?.to
  if (end !== undefined && timeline.newest > end) lines.gap(end, timeline.newest + 1)
  for (const outgoing of state.outbox) {
    if (outgoing.room === room.room) lines.outgoing(outgoing)
  }
  return lines.rows
}

/** The rows of stored messages as they were lined up last, to go on from when there are more. */
type Stored = Readonly<{ runs: Runs; from: readonly unknown[]; place: Place }>

/** By the first message: as long as it is the first, others have come after it. */
const lastStored = new WeakMap<Message, Stored>()

/**
 * Lines up what is stored. What was lined up before is gone on from where messages have only been
 * appended, so that a message that arrives costs as little in a long timeline as in a short one.
 */
function addStored(lines: Lines, room: Room, timeline: Timeline, whoLooks: string): void {
  const { runs, loading } = timeline
  const tail = runs.at(-1)
  const first = runs[0]?.messages[0]
  if (tail === undefined) return
  const from = [room.dividerAfter, room.kind, loading, whoLooks]
  const before = first === undefined ? undefined : lastStored.get(first)
  const known = before?.runs.at(-1)?.messages ?? []
  const last = known.at(-1)
  if (
    before !== undefined &&
    last !== undefined &&
    isSame(before.from, from) &&
    isGrown(before.runs, runs) &&
    lines.resume(before.place)
  ) {
    addMessages(lines, tail, last.sequence + 1, known.length)
  } else addRuns(lines, runs)
  if (first !== undefined) lastStored.set(first, { runs, from, place: lines.place() })
}

function addRuns(lines: Lines, runs: Runs): void {
  const gaps = new Map(holes(runs).map((hole) => [hole.before, hole.after]))
  if (runs[0]?.from === 1) lines.start()
  for (const run of runs) {
    const after = gaps.get(run.from)
    if (after !== undefined) lines.gap(after, run.from)
    addMessages(lines, run, run.from, 0)
  }
}

/** Adds the messages of a run from an index on, before which all were known up to `next`. */
function addMessages(lines: Lines, { messages }: Run, next: number, from: number): void {
  let expected = next
  for (let index = from; index < messages.length; index += 1) {
    const message = messages[index]
    if (message === undefined) return
    if (message.sequence > expected) lines.missing(expected, message.sequence - expected)
    lines.stored(message)
    expected = message.sequence + 1
  }
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.every((part, index) => part === now[index])
}
