import type { Ears, Link } from '../src/connection/link'
import type { Message } from '../src/protocol/message'
import type { News, NewsName } from '../src/protocol/news'
import { type Refusal, unanswered } from '../src/protocol/replies'
import type { Replies, RequestName, Requests } from '../src/protocol/requests'

/** A room as the server has it. */
type Stored = { messages: Message[]; changed: Message[] }

type Answers = {
  [Name in RequestName]?: (request: Requests[Name]) => Replies[Name] | Refusal
}

const AT = Date.UTC(2026, 0, 1, 12)

/**
 * A server in memory, for one user at one or several links. It stores at once, gives small pages,
 * and refuses what it is told to. Whatever it tells goes through `deliver`, which a test may replace
 * to lose, double or delay it.
 */
export class FakeServer {
  readonly rooms = new Map<string, Stored>()
  readonly asked: { name: RequestName; request: unknown }[] = []
  readonly refusals: Partial<Record<RequestName, Refusal[]>> = {}
  readonly answers: Answers = {}
  readonly user = { id: 'user:me', name: 'Bob' }
  standing: 'guest' | 'user' = 'user'
  /** How often it was asked to let somebody in, why it does not, and the guests that were made. */
  knocks = 0
  turnsAway: () => Refusal | undefined = () => undefined
  readonly guests: string[] = []
  memberships: string[] = ['lobby']
  pageLimit = 200
  isUp = true
  /** Whether answers are lost on the way, though the server did what was asked. */
  losesAnswers = false
  deliver = (tell: () => void): void => {
    tell()
  }
  readonly #listeners = new Set<FakeLink>()

  link(ears: Ears): Link {
    return new FakeLink(this, ears)
  }

  room(name: string): Stored {
    const known = this.rooms.get(name) ?? { messages: [], changed: [] }
    this.rooms.set(name, known)
    return known
  }

  /** Somebody says something. */
  post(room: string, more: Partial<Message> = {}): Message {
    const { messages } = this.room(room)
    const sequence = messages.length + 1
    const message: Message = {
      id: `${room}:${sequence}`,
      room,
      sequence,
      at: AT + sequence * 1_000,
      from: { id: 'user:ada', name: 'Ada' },
      body: `text ${sequence}`,
      change: 0,
      deleted: false,
      reactions: [],
      mentions: [],
      files: [],
      ...more,
    }
    messages.push(message)
    this.tell('message:posted', message, room)
    return message
  }

  /** Somebody modifies a message. */
  modify(room: string, sequence: number, more: Partial<Message>): Message {
    const stored = this.room(room)
    const before = stored.messages[sequence - 1]
    if (before === undefined) throw new Error(`There is no message ${sequence}.`)
    const message = { ...before, ...more, change: stored.changed.length + 1 }
    stored.messages[sequence - 1] = message
    stored.changed.push(message)
    this.tell('message:changed', message, room)
    return message
  }

  tell<Name extends NewsName>(name: Name, news: News[Name], room?: string): void {
    for (const listener of this.#listeners) {
      if (room === undefined || listener.hears.has(room)) {
        this.deliver(() => {
          listener.ears.heard(name, news)
        })
      }
    }
  }

  cut(): void {
    for (const link of [...this.#listeners]) {
      this.#listeners.delete(link)
      link.hears.clear()
      link.ears.lost()
    }
  }

  connect(link: FakeLink): void {
    if (!this.isUp) {
      link.ears.lost()
      return
    }
    this.knocks += 1
    const refusal = this.turnsAway()
    if (refusal !== undefined) {
      link.ears.turnedAway(refusal)
      return
    }
    this.#listeners.add(link)
    link.ears.heard('session:opened', { user: this.user, standing: this.standing })
  }

  disconnect(link: FakeLink): void {
    this.#listeners.delete(link)
    link.hears.clear()
  }

  has(link: FakeLink): boolean {
    return this.#listeners.has(link)
  }

  sequences(room: string): number[] {
    return this.room(room).messages.map(({ sequence }) => sequence)
  }
}

class FakeLink implements Link {
  readonly hears = new Set<string>()

  constructor(
    readonly server: FakeServer,
    readonly ears: Ears,
  ) {}

  open = (): void => {
    this.server.disconnect(this)
    queueMicrotask(() => {
      this.server.connect(this)
    })
  }

  close = (): void => {
    this.server.disconnect(this)
  }

  ask = async <Name extends RequestName>(
    name: Name,
    request: Requests[Name],
  ): Promise<Replies[Name] | Refusal> => {
    const { server } = this
    if (!server.has(this)) return unanswered('There is no connection.')
    server.asked.push({ name, request })
    const refusal = server.refusals[name]?.shift()
    if (refusal !== undefined) return refusal
    const given = server.answers[name]
    const answer = given === undefined ? this.#answer(name, request) : given(request)
    await new Promise((resolve) => setImmediate(resolve))
    if (server.losesAnswers || !server.has(this)) return unanswered('The server did not answer.')
    return answer as Replies[Name]
  }

  #answer(name: RequestName, request: unknown): object {
    const { server } = this
    switch (name) {
      case 'join': {
        const room = request as Requests['join']
        this.hears.add(room)
        const { messages, changed } = server.room(room)
        return { ok: true, room, sequence: messages.length, change: changed.length }
      }
      case 'leave':
        this.hears.delete(request as Requests['leave'])
        return { ok: true }
      case 'history':
        return this.#history(request as Requests['history'])
      case 'room:changes': {
        const { room, after } = request as Requests['room:changes']
        const { messages, changed } = server.room(room)
        const due = changed.slice(after, after + server.pageLimit)
        const change = after + due.length
        const now = due.flatMap(({ sequence }) => messages[sequence - 1] ?? [])
        const fresh = [...new Set(now)].sort((a, b) => a.sequence - b.sequence)
        return { ok: true, messages: fresh, change, more: change < changed.length }
      }
      case 'message:send':
        return this.#send(request as Requests['message:send'])
      case 'unread:list': {
        const rooms = server.memberships.map((room) => {
          const sequence = server.room(room).messages.length
          return { room, sequence, read: 0, delivered: 0, unread: sequence, mentions: 0 }
        })
        return { ok: true, rooms }
      }
      case 'room:show': {
        const { room } = request as Requests['room:show']
        const record = { room, kind: 'public', topic: '', readOnly: false }
        return { ok: true, room: record, role: 'member' }
      }
      case 'presence:list':
        return { ok: true, present: 1, people: [] }
      case 'room:members':
        return { ok: true, members: [] }
      default:
        return { ok: true }
    }
  }

  #history({ room, after, before = Infinity, around, limit = 50 }: Requests['history']): object {
    const most = Math.min(limit, this.server.pageLimit)
    const all = this.server.room(room).messages
    if (around !== undefined) {
      const from = Math.max(0, around - 1 - (most >> 1))
      const messages = all.slice(from, from + most)
      return { ok: true, messages, more: messages.length < all.length }
    }
    const within = all.filter(({ sequence }) => sequence > (after ?? 0) && sequence < before)
    const messages = after === undefined ? within.slice(-most) : within.slice(0, most)
    return { ok: true, messages, more: within.length > messages.length }
  }

  #send({ room, body, clientId, replyTo }: Requests['message:send']): object {
    const { messages } = this.server.room(room)
    const known = messages.find((message) => message.clientId === clientId)
    const reply = replyTo === undefined ? {} : { replyTo }
    const from = this.server.user
    const { id, sequence, at } = known ?? this.server.post(room, { body, clientId, from, ...reply })
    return { ok: true, id, room, sequence, at }
  }
}
