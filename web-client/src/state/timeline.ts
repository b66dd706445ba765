import type { Message } from '../protocol/message'
import { cover, find, type Hole, holes, replace, type Run, type Runs, size, trim } from './runs'

/** What is known of a room's messages. */
export type Timeline = Readonly<{
  room: string
  /** Whether the server said, on this connection, how far the room has come. */
  joined: boolean
  /** Whether its messages are as the browser kept them, for the time until the server has told. */
  kept: boolean
  runs: Runs
  /** The greatest sequence that the server is known to have. */
  newest: number
  /** Up to which modification of messages all are known; -1 before the server has told any. */
  change: number
  /** The greatest modification that the server is known to have. */
  newestChange: number
  /**
   * Modified messages that are not in a run: a page that was read before they were modified may
   * still be on its way.
   */
  loose: readonly Message[]
  /** How far the room was when the connection was lost. */
  leftAt: Readonly<{ sequence: number; change: number }>
  /** What is being fetched, for a sign of it in its place. */
  loading: readonly Hole[]
  /** The message to bring into view; `key` is another one each time, even for the same message. */
  target?: Readonly<{ sequence: number; key: number }>
  /** Near which message somebody reads; the newest if nobody does. */
  focus: number
}>

/** What was asked of the server. `upTo` is how far the room was known to be at that moment. */
export type Question = Readonly<{ upTo: number }> &
  (
    | Readonly<{ kind: 'newest' }>
    | Readonly<{ kind: 'after'; after: number }>
    | Readonly<{ kind: 'before'; before: number }>
    | Readonly<{ kind: 'around'; sequence: number }>
  )

/** What has to be asked of the server so that nothing is missing. */
export type Wanted = Question | Readonly<{ kind: 'changes'; after: number; upTo: number }>

/** The most messages kept of a room that is shown, and of one that is not. */
export const KEPT_SHOWN = 12_000
export const KEPT_HIDDEN = 300

/** How many of the newest are kept, wherever somebody reads. */
const KEPT_TAIL = 200

/** A gap of so many messages is closed without anybody looking at it; a greater one when seen. */
export const CLOSED_GAP = 1_000

/** The most modified messages kept that are not in a run. */
const KEPT_LOOSE = 200

/** With more modifications than this to catch up with, the messages are fetched anew. */
const MOST_CHANGES = 2_000

export function emptyTimeline(room: string): Timeline {
  return {
    room,
    joined: false,
    kept: false,
    runs: [],
    newest: 0,
    change: -1,
    newestChange: 0,
    loose: [],
    leftAt: { sequence: 0, change: 0 },
    loading: [],
    focus: Infinity,
  }
}

/** The last sequence up to which the newest messages are here; 0 if none are. */
export function head(timeline: Timeline): number {
  return timeline.runs.at(-1)?.to ?? 0
}

export function messageAt(timeline: Timeline, sequence: number): Message | undefined {
  return find(timeline.runs, sequence)
}

/** Takes the server's word on how far the room is. One that is behind us has lost or replaced it. */
export function joined(timeline: Timeline, newest: number, change: number): Timeline {
  const isAnother = newest < timeline.leftAt.sequence || change < timeline.leftAt.change
  const isFar = timeline.change >= 0 && change - timeline.change > MOST_CHANGES
  const known = isAnother || isFar ? emptyTimeline(timeline.room) : timeline
  return {
    ...known,
    joined: true,
    newest: known.kept ? newest : Math.max(known.newest, newest),
    change: known.change < 0 ? change : known.change,
    newestChange: Math.max(known.newestChange, change),
  }
}

/** Shows the newest messages as the browser kept them, where nothing else is known. */
export function restored(timeline: Timeline, { from, to, messages }: Run): Timeline {
  if (timeline.joined || timeline.runs.length > 0) return timeline
  const newest = Math.max(timeline.newest, to)
  return { ...timeline, kept: true, runs: [{ from, to, messages }], newest }
}

/** Lets go of what the browser kept: who is here may not read it. */
export function disowned(timeline: Timeline): Timeline {
  return timeline.kept ? { ...emptyTimeline(timeline.room), joined: timeline.joined } : timeline
}

/** On the next connection everything is asked for again that may have been missed. */
export function left(timeline: Timeline): Timeline {
  const leftAt = { sequence: head(timeline), change: Math.max(0, timeline.change) }
  return { ...timeline, joined: false, loading: [], leftAt }
}

/** What the timeline of a room that is shown wants next. */
export function wanted(timeline: Timeline): Wanted | undefined {
  if (!timeline.joined) return undefined
  const { newest: upTo, runs, change, newestChange } = timeline
  const tail = runs.at(-1)
  if (tail === undefined || timeline.kept) return { kind: 'newest', upTo }
  if (newestChange > change) return { kind: 'changes', after: change, upTo: newestChange }
  const missing = upTo - tail.to
  if (missing > CLOSED_GAP) return { kind: 'newest', upTo }
  if (missing > 0) return { kind: 'after', after: tail.to, upTo }
  const gap = holes(runs).findLast(({ after }) => after > 0)
  return gap !== undefined && gap.before - gap.after <= CLOSED_GAP
    ? { kind: 'after', after: gap.after, upTo }
    : undefined
}

/** Takes a message that came by itself; one that came too early begins a run of its own. */
export function posted(timeline: Timeline, message: Message, most = KEPT_SHOWN): Timeline {
  const { sequence } = message
  const newest = Math.max(timeline.newest, sequence)
  const runs = cover(timeline.runs, { from: sequence, to: sequence, messages: [message] })
  return trimmed({ ...timeline, newest, runs }, most)
}

/** Takes a message that was modified. A hole in the modifications is asked for. */
export function changed(timeline: Timeline, message: Message): Timeline {
  const { change } = message
  const isNext = change === timeline.change + 1
  return {
    ...modified(timeline, [message]),
    change: isNext ? change : timeline.change,
    newestChange: Math.max(timeline.newestChange, change),
  }
}

/** Takes the modified messages that were asked for, up to a modification. */
export function changes(timeline: Timeline, messages: readonly Message[], to: number): Timeline {
  const change = Math.max(timeline.change, to)
  const newestChange = Math.max(timeline.newestChange, change)
  return { ...modified(timeline, messages), change, newestChange }
}

function modified(timeline: Timeline, messages: readonly Message[]): Timeline {
  const loose = messages.filter(({ sequence }) => find(timeline.runs, sequence) === undefined)
  return {
    ...timeline,
    runs: messages.reduce(replace, timeline.runs),
    loose: [...timeline.loose, ...loose].slice(-KEPT_LOOSE),
  }
}

/** Takes the answer to a question. */
export function page(
  timeline: Timeline,
  question: Question,
  messages: readonly Message[],
  more: boolean,
): Timeline {
  const fresh = covered(question, messages, more)
  const newest = Math.max(timeline.newest, fresh.to)
  // What the server no longer tells, such as what was deleted long ago, is not shown any longer.
  const isRight = timeline.kept && question.kind === 'newest'
  const known = isRight ? timeline.runs.filter(({ from }) => from > fresh.to) : timeline.runs
  const runs = timeline.loose.reduce(replace, cover(known, fresh))
  return trimmed({ ...timeline, kept: timeline.kept && !isRight, newest, runs })
}

/** Between which sequences an answer tells everything. */
function covered(question: Question, messages: readonly Message[], more: boolean): Run {
  const first = messages[0]?.sequence
  const last = messages.at(-1)?.sequence ?? 0
  const end = Math.max(last, question.upTo)
  switch (question.kind) {
    case 'newest':
      return { from: more && first !== undefined ? first : 1, to: end, messages }
    case 'after':
      return { from: question.after + 1, to: more ? last : end, messages }
    case 'before':
      return { from: more && first !== undefined ? first : 1, to: question.before - 1, messages }
    case 'around':
      return more
        ? {
            from: Math.min(first ?? question.sequence, question.sequence),
            to: Math.max(last, question.sequence),
            messages,
          }
        : { from: 1, to: end, messages }
  }
}

/** Marks the message that is to be brought into view. */
export function targeted(timeline: Timeline, sequence: number): Timeline {
  const key = (timeline.target?.key ?? 0) + 1
  return { ...timeline, target: { sequence, key }, focus: sequence }
}

/** Remembers near what somebody reads, so that it stays when others have to go. */
export function focused(timeline: Timeline, focus: number): Timeline {
  return timeline.focus === focus ? timeline : { ...timeline, focus }
}

/** Lets most of it go: nobody looks at the room. */
export function hidden(timeline: Timeline): Timeline {
  const { target, ...rest } = timeline
  const runs = trim(timeline.runs.slice(-1), Infinity, KEPT_TAIL, KEPT_TAIL)
  return { ...rest, runs, focus: Infinity, loading: [] }
}

/** Some are let go at once, so that it is not done with every message. */
function trimmed(timeline: Timeline, most = KEPT_SHOWN): Timeline {
  if (size(timeline.runs) <= most) return timeline
  const kept = most - (most >> 3)
  return { ...timeline, runs: trim(timeline.runs, timeline.focus, kept, KEPT_TAIL) }
}
