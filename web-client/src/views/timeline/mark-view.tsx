import { Check, CheckCheck, CircleAlert, Clock, type IconNode, LoaderCircle } from 'lucide'
import type { Mark, MessageRow } from '../../state/row'
import { useI18n } from '../app'
import { Floating } from '../parts/floating'
import { Icon } from '../parts/icon'
import { usePopover } from '../parts/use-popover'
import { Readers } from './readers'

const ICONS: Readonly<Record<Mark, IconNode>> = {
  waiting: Clock,
  sending: LoaderCircle,
  stored: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
}

type Props = {
  row: MessageRow
  /** Whether the Tab key reaches the message, and so what is in it. */
  reachable: boolean
}

/** What became of a message of one's own; where several may have read it, who has. */
export function MarkView({ row, reachable }: Props) {
  const { t } = useI18n()
  const { mark, readers } = row
  if (mark === undefined) return null
  if (readers !== undefined) return <ReadBy row={row} readers={readers} reachable={reachable} />
  const words = t(`mark.${mark}`)
  return (
    <span class="mark" data-mark={mark} title={words}>
      <Icon of={ICONS[mark]} />
      <span class="visually-hidden">{words}</span>
    </span>
  )
}

function ReadBy({ row, readers, reachable }: Props & { readers: number }) {
  const { t, number } = useI18n()
  const { open, root, toggle, close, onKeyDown } = usePopover<HTMLSpanElement>()
  const words = t('mark.readers', { count: readers })
  return (
    <span class="mark" data-mark="read" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="mark-button"
        tabIndex={reachable ? 0 : -1}
        title={words}
        aria-label={words}
        aria-expanded={open}
        onClick={toggle}
      >
        <span aria-hidden="true">{number(readers)}</span>
        <Icon of={CheckCheck} />
      </button>
      {open ? (
        <Floating anchor={root} class="readers" role="status" onClose={close}>
          <Readers room={row.room} sequence={row.sequence} words={words} />
        </Floating>
      ) : null}
    </span>
  )
}
