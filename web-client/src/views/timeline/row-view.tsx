import type { Row } from '../../state/row'
import { useI18n } from '../app'
import { useNow } from '../parts/live-time'
import { Beginning } from './beginning'
import { GapRow } from './gap-row'
import { Message } from './message'

type Props = {
  room: string
  row: Row
  index: number
  /** Whether the Tab key reaches it. */
  reachable: boolean
  marked: boolean
  /** Whether it stands in the upper half of what is seen. */
  isAbove: () => boolean
}

export function RowView({ room, row, index, reachable, marked, isAbove }: Props) {
  const { t } = useI18n()
  switch (row.kind) {
    case 'start':
      return <Beginning room={room} />
    case 'gap':
      return <GapRow room={room} row={row} isAbove={isAbove} />
    case 'missing':
      return <Divider words={t('row.missing', { count: row.count })} kind="missing" />
    case 'day':
      return <Day at={row.at} />
    case 'unread':
      return <Divider words={t('row.unread')} kind="unread" />
    case 'message':
      return <Message row={row} index={index} reachable={reachable} marked={marked} />
  }
}

function Day({ at }: { at: number }) {
  const { day } = useI18n()
  return <Divider words={day(at, useNow())} kind="day" />
}

function Divider({ words, kind }: { words: string; kind: string }) {
  return (
    <div class="divider" data-kind={kind}>
      <span>{words}</span>
    </div>
  )
}
