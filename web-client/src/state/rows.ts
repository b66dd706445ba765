import type { Message, Person } from '../protocol/message'
import type { Outgoing } from './outbox'
import type { Room } from './room'
import { Others } from './receipts'
import type { Mark, MessageRow, Reply, Row } from './row'
import { holes } from './runs'
import { bodyTextOf, me, mentions } from './selectors'
import type { State } from './state'
import { messageAt, type Timeline } from './timeline'

export type * from './row'

/** Messages of one sender that follow each other within this time stand together. */
const GROUP_MILLIS = 5 * 60_000

type Made = Readonly<{ from: readonly unknown[]; rows: readonly Row[] }>

const lastMade = new WeakMap<Timeline, Made>()

/** The rows of a room that one is in, oldest first; the same list while nothing of it changes. */
export function timelineRows(state: State, room: string): readonly Row[] {
  const timeline = state.timelines.get(room)
  const known = state.rooms.get(room)
  if (timeline === undefined || known === undefined) return []
  const from = [known.dividerAfter, known.cursors, state.outbox, me(state).id]
  const made = lastMade.get(timeline)
  if (made?.from.every((part, index) => part === from[index])) return made.rows
  const rows = make(state, known, timeline)
  lastMade.set(timeline, { from, rows })
  return rows
}

function make(state: State, room: Room, timeline: Timeline): readonly Row[] {
  const lines = new Lines(timeline, room, me(state))
  const gaps = new Map(holes(timeline.runs).map((hole) => [hole.before, hole.after]))
  if (timeline.runs[0]?.from === 1) lines.start()
  for (const run of timeline.runs) {
    const after = gaps.get(run.from)
    if (after !== undefined) lines.gap(after, run.from)
    let next = run.from
    for (const message of run.messages) {
      if (message.sequence > next) lines.missing(next, message.sequence - next)
      lines.stored(message)
      next = message.sequence + 1
    }
  }
  const end = timeline.runs.at(-1)?.to
  if (end !== undefined && timeline.newest > end) lines.gap(end, timeline.newest + 1)
  for (const outgoing of state.outbox) {
    if (outgoing.room === room.room) lines.outgoing(outgoing)
  }
  return lines.rows
}

/** What a message's row was made of beside the message itself. */
type Kept = Readonly<{ row: MessageRow; day: number; me: string; answered: Message | undefined }>

const keptRows = new WeakMap<Message, Kept>()

/** Lines up the rows of one timeline. */
class Lines {
  readonly rows: Row[] = []
  readonly #timeline: Timeline
  readonly #me: Person
  readonly #dividerAfter: number
  readonly #others: Others
  readonly #isDirect: boolean
  /** The message row above, if the next one may go on from it. */
  #above: MessageRow | undefined
  #day = -Infinity
  #isFirst = true
  #isDivided = false

  constructor(timeline: Timeline, room: Room, whoLooks: Person) {
    this.#timeline = timeline
    this.#me = whoLooks
    this.#dividerAfter = room.dividerAfter ?? Infinity
    this.#others = new Others(room, whoLooks.id)
    this.#isDirect = room.kind === 'direct'
  }

  start(): void {
    this.rows.push({ kind: 'start', key: 'start' })
  }

  gap(after: number, before: number): void {
    const loading = this.#timeline.loading.some(
      (hole) => hole.after < before && hole.before > after,
    )
    this.rows.push({ kind: 'gap', key: `gap:${before}`, after, before, loading })
    this.#above = undefined
  }

  missing(from: number, count: number): void {
    this.rows.push({ kind: 'missing', key: `missing:${from}`, count })
    this.#above = undefined
  }

  stored(message: Message): void {
    const { sequence, at, from } = message
    const kept = keptRows.get(message)
    this.#divideDays(kept?.day ?? midnight(at), at)
    if (sequence > this.#dividerAfter) this.#divideUnread()
    const leads = this.#leads(from.id, at)
    const fate = from.id === this.#me.id ? this.#fate(sequence) : undefined
    const answered =
      message.replyTo === undefined ? undefined : messageAt(this.#timeline, message.replyTo)
    const isSame =
      kept?.row.leads === leads &&
      kept.row.mark === fate?.mark &&
      kept.row.readers === fate?.readers &&
      kept.me === this.#me.id &&
      kept.answered === answered
    if (isSame) {
      this.#add(kept.row)
      return
    }
    const row = { ...storedRow(message, this.#me.id, leads, answered), ...fate }
    keptRows.set(message, { row, day: this.#day, me: this.#me.id, answered })
    this.#add(row)
  }

  outgoing(outgoing: Outgoing): void {
    const { clientId, room, at, text, replyTo, files, status, failure } = outgoing
    this.#divideDays(midnight(at), at)
    const answered = replyTo === undefined ? undefined : messageAt(this.#timeline, replyTo)
    this.#add({
      kind: 'message',
      key: `own:${clientId}`,
      room,
      sequence: 0,
      clientId,
      from: this.#me,
      at,
      text,
      own: true,
      leads: this.#leads(this.#me.id, at),
      deleted: false,
      ...(replyTo === undefined ? {} : { reply: reply(replyTo, answered) }),
      reactions: [],
      files,
      mentionsMe: false,
      mentions: [],
      mark: status,
      ...(failure === undefined ? {} : { failure }),
    })
  }

  #add(row: MessageRow): void {
    this.rows.push(row)
    this.#above = row
    this.#isFirst = false
  }

  /** A clock that went back begins no day anew. */
  #divideDays(day: number, at: number): void {
    if (day <= this.#day) return
    this.#day = day
    this.rows.push({ kind: 'day', key: `day:${day}`, at })
    this.#above = undefined
  }

  /** Only between messages: where everything is unread, the divider would tell nothing. */
  #divideUnread(): void {
    if (!this.#isDivided && !this.#isFirst) {
      this.rows.push({ kind: 'unread', key: 'unread' })
      this.#above = undefined
    }
    this.#isDivided = true
  }

  #leads(sender: string, at: number): boolean {
    const above = this.#above
    return above?.from.id !== sender || at - above.at > GROUP_MILLIS
  }

  /** In a direct room there is nobody else to be counted. */
  #fate(sequence: number): Readonly<{ mark: Mark; readers?: number }> {
    const mark = this.#others.mark(sequence)
    if (mark !== 'read' || this.#isDirect) return { mark }
    return { mark, readers: this.#others.readers(sequence) }
  }
}

function storedRow(
  message: Message,
  whoLooks: string,
  leads: boolean,
  answered: Message | undefined,
): MessageRow {
  const { id, room, sequence, clientId, from, at, deleted, replyTo } = message
  const own = from.id === whoLooks
  return {
    kind: 'message',
    // As it was in the outbox, so that it stays the same row when it is stored.
    key: own && clientId !== undefined ? `own:${clientId}` : `message:${id}`,
    room,
    sequence,
    ...(clientId === undefined ? {} : { clientId }),
    from,
    at,
    text: bodyTextOf(message),
    own,
    leads,
    deleted,
    ...(message.editedAt === undefined ? {} : { editedAt: message.editedAt }),
    ...(replyTo === undefined ? {} : { reply: reply(replyTo, answered) }),
    reactions: message.reactions.map((reaction) => ({
      ...reaction,
      mine: reaction.users.includes(whoLooks),
    })),
    files: message.files,
    mentionsMe: !own && mentions(message, whoLooks),
    mentions: message.mentions,
  }
}

function reply(sequence: number, answered: Message | undefined): Reply {
  if (answered === undefined) return { sequence }
  const { from, deleted } = answered
  return { sequence, from, text: bodyTextOf(answered), deleted }
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
