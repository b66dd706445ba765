import type { Link } from '../../src/lobby/connection/link'
import type { HistoryRequest, SendMessage } from '../../src/lobby/protocol/events'
import type { Message } from '../../src/lobby/protocol/message'
import { type Refusal, unanswered } from '../../src/lobby/protocol/replies'
import { message } from './samples'

/** A server in memory that stores at once, gives small pages, and refuses what it is told to. */
export class FakeLink implements Link {
  readonly stored: Message[] = []
  readonly sends: SendMessage[] = []
  readonly requests: HistoryRequest[] = []
  readonly refusals: Refusal[] = []
  pageLimit = 200
  /** Called after storing and before answering. */
  beforeAnswer: (stored: Message) => void = () => undefined

  open = (): void => undefined
  reopen = (): void => undefined
  close = (): void => undefined

  join = (room: string) =>
    Promise.resolve({ ok: true, room, sequence: this.stored.length } as const)

  history = (request: HistoryRequest) => {
    this.requests.push(request)
    const refusal = this.refusals.shift()
    if (refusal !== undefined) return Promise.resolve(refusal)
    const limit = Math.min(request.limit ?? this.pageLimit, this.pageLimit)
    const { after, before = Infinity, room } = request
    const within = this.stored.filter(
      ({ sequence }) => sequence > (after ?? 0) && sequence < before,
    )
    const messages = after === undefined ? within.slice(-limit) : within.slice(0, limit)
    return Promise.resolve({ ok: true, room, messages, more: within.length > limit } as const)
  }

  send = (sent: SendMessage) => {
    this.sends.push(sent)
    const refusal = this.refusals.shift()
    if (refusal !== undefined) return Promise.resolve(refusal)
    const known = this.stored.find(({ clientId }) => clientId === sent.clientId)
    const { body, clientId } = sent
    const stored = known ?? message(this.stored.length + 1, { body, clientId })
    if (known === undefined) this.stored.push(stored)
    this.beforeAnswer(stored)
    const { id, room, sequence, at } = stored
    return Promise.resolve(
      this.lost ? unanswered('lost') : ({ ok: true, id, room, sequence, at } as const),
    )
  }

  /** Whether answers to sends are lost on the way. */
  lost = false
}
