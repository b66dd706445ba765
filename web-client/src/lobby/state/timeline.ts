import type { Message } from '../protocol/message'

/** A message of the timeline, and whether this page sent it. */
export type Entry = Readonly<{ message: Message; own: boolean }>

/**
 * What is known of the room: one run of messages in ascending order, and those that came too early
 * to be appended because something before them is still missing.
 */
export type Timeline = Readonly<{
  room: string
  /** Whether the server said, on this connection, how far the room has come. */
  joined: boolean
  /** Whether the first page has come. */
  loaded: boolean
  entries: readonly Entry[]
  ahead: readonly Entry[]
  /** The greatest sequence that the server is known to have. */
  newest: number
  /** Whether the room has messages before the first entry. */
  more: boolean
}>

/** The most messages kept; the oldest go first. */
export const KEPT_MESSAGES = 2_000

/** The most messages kept while something before them is missing; later ones are fetched again. */
export const KEPT_AHEAD = 500

export function emptyTimeline(room: string): Timeline {
  return { room, joined: false, loaded: false, entries: [], ahead: [], newest: 0, more: false }
}

/** The sequence of the last message that was taken in; 0 in an empty room. */
export function head(timeline: Timeline): number {
  return timeline.entries.at(-1)?.message.sequence ?? 0
}

export function first(timeline: Timeline): number {
  return timeline.entries[0]?.message.sequence ?? 1
}

/** What has to be asked of the server next so that nothing is missing. */
export type Wanted = 'join' | 'newest' | Readonly<{ after: number }>

export function wanted(timeline: Timeline): Wanted | undefined {
  if (!timeline.joined) return 'join'
  if (!timeline.loaded) return 'newest'
  const last = head(timeline)
  return timeline.ahead.length > 0 || timeline.newest > last ? { after: last } : undefined
}

/** Takes the server's word on how far the room is. One that is behind us has lost or replaced it. */
export function joined(timeline: Timeline, newest: number): Timeline {
  if (timeline.loaded && newest < head(timeline)) {
    return { ...emptyTimeline(timeline.room), joined: true, newest }
  }
  return { ...timeline, joined: true, newest }
}

export function left(timeline: Timeline): Timeline {
  return { ...timeline, joined: false }
}

/** Takes a message that came by itself. Known ones change nothing but whose they are. */
export function posted(timeline: Timeline, entry: Entry): Timeline {
  const { sequence } = entry.message
  const grown = { ...timeline, newest: Math.max(timeline.newest, sequence) }
  if (!timeline.loaded) return { ...grown, ahead: insert(timeline.ahead, entry) }
  const last = head(timeline)
  if (sequence <= last) return { ...timeline, entries: claim(timeline.entries, entry) }
  if (sequence > last + 1) return { ...grown, ahead: insert(timeline.ahead, entry) }
  return absorb({ ...grown, entries: [...timeline.entries, entry] })
}

/** Takes the newest page, with which a timeline begins. */
export function opened(timeline: Timeline, page: readonly Entry[], more: boolean): Timeline {
  return absorb({ ...timeline, loaded: true, entries: page, more })
}

/**
 * Takes a page of what follows the last message. Where the page leaves something out, the server no
 * longer has it; where it brings nothing, neither has it what stands before those ahead.
 */
export function continued(timeline: Timeline, page: readonly Entry[], more: boolean): Timeline {
  const last = head(timeline)
  const fresh = page.filter((entry) => entry.message.sequence > last)
  const entries = [...timeline.entries, ...fresh]
  if (fresh.length > 0 || more) return absorb({ ...timeline, entries })
  const all = [...entries, ...timeline.ahead]
  const reached = all.at(-1)?.message.sequence ?? 0
  return trim({ ...timeline, entries: all, ahead: [], newest: reached })
}

/** Takes a page of what stands before the first message. */
export function preceded(timeline: Timeline, page: readonly Entry[], more: boolean): Timeline {
  const before = first(timeline)
  const fresh = page.filter((entry) => entry.message.sequence < before)
  return { ...timeline, entries: [...fresh, ...timeline.entries], more }
}

function absorb(timeline: Timeline): Timeline {
  const entries = [...timeline.entries]
  let next = head(timeline) + 1
  const ahead = timeline.ahead.filter((entry) => {
    if (entry.message.sequence === next) {
      entries.push(entry)
      next += 1
      return false
    }
    return entry.message.sequence > next
  })
  return trim({ ...timeline, entries, ahead })
}

function trim(timeline: Timeline): Timeline {
  if (timeline.entries.length <= KEPT_MESSAGES) return timeline
  return { ...timeline, entries: timeline.entries.slice(-KEPT_MESSAGES), more: true }
}

function insert(ahead: readonly Entry[], entry: Entry): readonly Entry[] {
  const { sequence } = entry.message
  if (ahead.some((other) => other.message.sequence === sequence)) return claim(ahead, entry)
  const sorted = [...ahead, entry].sort((a, b) => a.message.sequence - b.message.sequence)
  return sorted.slice(0, KEPT_AHEAD)
}

function claim(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  if (!entry.own) return entries
  return entries.map((other) =>
    other.message.sequence === entry.message.sequence ? { ...other, own: true } : other,
  )
}
