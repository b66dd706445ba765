import { bodyText } from '../protocol/message'
import type { Outgoing } from './outbox'
import type { State } from './state'
import type { Entry } from './timeline'

/** One row of the message list, as the view shows it. The key outlives changes of the row. */
export type Row =
  | Readonly<{ kind: 'day'; key: string; at: number }>
  | Readonly<{ kind: 'missing'; key: string; count: number }>
  | Readonly<{
      kind: 'message'
      key: string
      name: string
      text: string
      at: number
      own: boolean
      /** Whether the sender is named above it, or it goes on from the row before. */
      leads: boolean
      status: 'stored' | 'waiting' | 'sending' | 'failed'
      clientId: string
      reason: string
    }>

type MessageRow = Extract<Row, { kind: 'message' }>

/** Messages of one sender that follow each other within this time stand together. */
const GROUP_MILLIS = 5 * 60_000

export function rows(state: State): readonly Row[] {
  const result: Row[] = []
  let previous: MessageRow | undefined
  let sequence: number | undefined
  const add = (row: MessageRow): void => {
    if (previous === undefined || day(previous.at) !== day(row.at)) {
      result.push({ kind: 'day', key: `day:${row.key}`, at: row.at })
      previous = undefined
    }
    const shown = { ...row, leads: previous === undefined || !continues(previous, row) }
    result.push(shown)
    previous = shown
  }
  for (const entry of state.timeline.entries) {
    const gap = sequence === undefined ? 0 : entry.message.sequence - sequence - 1
    if (gap > 0) {
      result.push({ kind: 'missing', key: `missing:${entry.message.sequence}`, count: gap })
      previous = undefined
    }
    add(storedRow(entry))
    sequence = entry.message.sequence
  }
  for (const outgoing of state.outbox) add(outgoingRow(outgoing, state.name))
  return result
}

function storedRow({ message, own }: Entry): MessageRow {
  const clientId = own ? (message.clientId ?? '') : ''
  return {
    kind: 'message',
    key: clientId === '' ? `message:${message.sequence}` : `own:${clientId}`,
    name: message.from.name,
    text: bodyText(message.body),
    at: message.at,
    own,
    leads: true,
    status: 'stored',
    clientId,
    reason: '',
  }
}

function outgoingRow(outgoing: Outgoing, name: string): MessageRow {
  return {
    kind: 'message',
    key: `own:${outgoing.clientId}`,
    name,
    text: outgoing.body,
    at: outgoing.at,
    own: true,
    leads: true,
    status: outgoing.status,
    clientId: outgoing.clientId,
    reason: outgoing.reason ?? '',
  }
}

function continues(previous: MessageRow, row: MessageRow): boolean {
  return (
    previous.name === row.name && previous.own === row.own && row.at - previous.at < GROUP_MILLIS
  )
}

function day(at: number): string {
  return new Date(at).toDateString()
}
