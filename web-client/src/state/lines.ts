import type { Message, Person } from '../protocol/message'
import type { Outgoing } from './outbox'
import { Others } from './receipts'
import type { Room } from './room'
import type { Mark, MessageRow, Reply, Row } from './row'
import { bodyTextOf, mentions } from './selectors'
import { messageAt, type Timeline } from './timeline'

/** Messages of one sender that follow each other within this time stand together. */
const GROUP_MILLIS = 5 * 60_000

/** What a message's row was made of beside the message itself. */
type Kept = Readonly<{ row: MessageRow; day: number; me: string; answered: Message | undefined }>

const keptRows = new WeakMap<Message, Kept>()

/** Rows as far as they are lined up, and what the next one depends on. */
export type Place = Readonly<{
  /** The first `count` of these. */
  rows: readonly Row[]
  count: number
  /** Those of one's own messages among them. */
  own: readonly MessageRow[]
  /** The message row above, if the next one may go on from it. */
  above: MessageRow | undefined
  day: number
  isFirst: boolean
  isDivided: boolean
}>

/** Lines up the rows of one timeline. */
export class Lines {
  #rows: Row[] = []
  #own: MessageRow[] = []
  readonly #timeline: Timeline
  readonly #me: Person
  readonly #dividerAfter: number
  readonly #others: Others
  readonly #isDirect: boolean
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

  get rows(): readonly Row[] {
    return this.#rows
  }

  /** Where the next row would stand. */
  place(): Place {
    return {
      rows: this.#rows,
      count: this.#rows.length,
      own: [...this.#own],
      above: this.#above,
      day: this.#day,
      isFirst: this.#isFirst,
      isDivided: this.#isDivided,
    }
  }

  /** Goes on from a place, unless one's own messages up to it have come further since. */
  resume({ rows, count, own, above, day, isFirst, isDivided }: Place): boolean {
    const isAsTold = own.every((row) => {
      const { mark, readers } = this.#fate(row.sequence)
      return mark === row.mark && readers === row.readers
    })
    if (!isAsTold) return false
    this.#rows = rows.slice(0, count)
    this.#own = [...own]
    this.#above = above
    this.#day = day
    this.#isFirst = isFirst
    this.#isDivided = isDivided
    return true
  }

  start(): void {
    this.#rows.push({ kind: 'start', key: 'start' })
  }

  gap(after: number, before: number): void {
    const loading = this.#timeline.loading.some(
      (hole) => hole.after < before && hole.before > after,
    )
    this.#rows.push({ kind: 'gap', key: `gap:${before}`, after, before, loading })
    this.#above = undefined
  }

  missing(from: number, count: number): void {
    this.#rows.push({ kind: 'missing', key: `missing:${from}`, count })
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
    this.#rows.push(row)
    if (row.own) this.#own.push(row)
    this.#above = row
    this.#isFirst = false
  }

  /** A clock that went back begins no day anew. */
  #divideDays(day: number, at: number): void {
    if (day <= this.#day) return
    this.#day = day
    this.#rows.push({ kind: 'day', key: `day:${day}`, at })
    this.#above = undefined
  }

  /** Only between messages: where everything is unread, the divider would tell nothing. */
  #divideUnread(): void {
    if (!this.#isDivided && !this.#isFirst) {
      this.#rows.push({ kind: 'unread', key: 'unread' })
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
